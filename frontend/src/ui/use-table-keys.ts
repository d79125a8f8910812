import { useEffect, useRef, useState } from 'react';
import { useShortcut } from './use-shortcut.ts';

interface TableKeysOptions<T> {
  rows: readonly T[];
  rowKey: (row: T) => string;
  onOpen?: (row: T) => void;
  selectedKey?: string | null;
  scrollTo: (index: number) => void;
}

/** `j` and `k` move the highlight, enter opens, and a closed panel gives the focus back to its row. */
export function useTableKeys<T>({ rows, rowKey, onOpen, selectedKey = null, scrollTo }: TableKeysOptions<T>) {
  const [active, setActive] = useState(-1);
  const lastSelected = useRef<string | null>(null);
  const goTo = (index: number) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, index));
    setActive(bounded);
    scrollTo(bounded);
    requestAnimationFrame(() => focusRow(bounded));
  };
  useShortcut('j', () => goTo(active + 1), rows.length > 0);
  useShortcut('k', () => goTo(active - 1), rows.length > 0);
  useShortcut('arrowdown', () => goTo(active + 1), active >= 0);
  useShortcut('arrowup', () => goTo(active - 1), active >= 0);
  const open = () => {
    const row = rows[active];
    if (row !== undefined) onOpen?.(row);
  };
  useShortcut('enter', open, active >= 0 && onOpen !== undefined);

  useEffect(() => {
    const closed = lastSelected.current;
    lastSelected.current = selectedKey;
    if (selectedKey !== null || closed === null || document.activeElement !== document.body) return;
    focusRow(rows.findIndex((row) => rowKey(row) === closed));
  }, [selectedKey, rows, rowKey]);

  return { active, setActive };
}

function focusRow(index: number): void {
  document.querySelector<HTMLElement>(`tr[data-row="${index}"]`)?.focus({ preventScroll: true });
}
