import { useState } from 'react';
import type { Forest, SpanNode } from './span-forest.ts';

/** Which spans hide what is under them. */
export function useCollapsed(forest: Forest) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  return {
    collapsed,
    toggle: (spanId: string) =>
      setCollapsed((old) => {
        const next = new Set(old);
        if (!next.delete(spanId)) next.add(spanId);
        return next;
      }),
    /** Everything but the roots and what is right below them. */
    collapseAll: () => setCollapsed(collapsible(forest)),
    expandAll: () => setCollapsed(new Set()),
    /** Opens the way to a span. */
    reveal: (node: SpanNode) =>
      setCollapsed((old) => {
        const above = ancestorsOf(node).filter((id) => old.has(id));
        if (above.length === 0) return old;
        const next = new Set(old);
        for (const id of above) next.delete(id);
        return next;
      }),
  };
}

function collapsible({ nodes }: Forest): Set<string> {
  const ids = new Set<string>();
  for (const [id, node] of nodes) if (node.depth > 0 && node.children.length > 0) ids.add(id);
  return ids;
}

function ancestorsOf(node: SpanNode): string[] {
  const ids: string[] = [];
  for (let each = node.parent; each !== null; each = each.parent) ids.push(each.span.spanId);
  return ids;
}
