import type { KeyboardEvent } from 'react';
import type { SpanNode } from './viewer/span-forest.ts';

interface TreeKeysOptions {
  rows: readonly SpanNode[];
  selectedIndex: number;
  collapsed: ReadonlySet<string>;
  toggle: (spanId: string) => void;
  onSelect: (spanId: string) => void;
}

/** The keys of a tree view: up and down move, right opens or enters, left closes or leaves. */
export function useTreeKeys(options: TreeKeysOptions): (event: KeyboardEvent) => void {
  return (event) => {
    const action = treeAction(event.key, options);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'toggle') options.toggle(action.spanId);
    else options.onSelect(action.spanId);
  };
}

interface TreeAction {
  kind: 'select' | 'toggle';
  spanId: string;
}

/** What a key does from the selected row; null for keys that are not the tree's. */
export function treeAction(
  key: string,
  options: Pick<TreeKeysOptions, 'rows' | 'selectedIndex' | 'collapsed'>,
): TreeAction | null {
  const { rows, selectedIndex, collapsed } = options;
  const current = rows[selectedIndex];
  const select = (node: SpanNode | null | undefined): TreeAction | null =>
    node ? { kind: 'select', spanId: node.span.spanId } : null;
  if (key === 'ArrowDown') return select(rows[selectedIndex + 1]);
  if (key === 'ArrowUp') return select(rows[selectedIndex - 1]);
  if (key === 'Home') return select(rows[0]);
  if (key === 'End') return select(rows.at(-1));
  if (!current) return null;
  const isOpen = current.children.length > 0 && !collapsed.has(current.span.spanId);
  const toggle: TreeAction = { kind: 'toggle', spanId: current.span.spanId };
  if (key === 'ArrowRight')
    return isOpen ? select(rows[selectedIndex + 1]) : current.children.length > 0 ? toggle : null;
  if (key === 'ArrowLeft') return isOpen ? toggle : select(current.parent);
  return null;
}
