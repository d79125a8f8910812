import type { SpanNode } from './viewer/span-forest.ts';

/**
 * The rows of the tree from top to bottom, without what is under a collapsed span and, where `kept` says which spans are
 * wanted, only those.
 */
export function visibleRows(
  roots: readonly SpanNode[],
  collapsed: ReadonlySet<string>,
  kept: ReadonlySet<SpanNode> | null = null,
): SpanNode[] {
  const rows: SpanNode[] = [];
  const stack = roots.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (kept !== null && !kept.has(node)) continue;
    rows.push(node);
    if (collapsed.has(node.span.spanId)) continue;
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i];
      if (child) stack.push(child);
    }
  }
  return rows;
}
