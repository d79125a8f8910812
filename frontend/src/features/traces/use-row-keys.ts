import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { traceRowId } from './trace-row.tsx';

interface RowKeysOptions {
  traces: readonly TraceSummary[];
  openId: string | null;
  onOpen: (traceId: string) => void;
  /** Null where rows cannot be chosen. */
  onSelect: ((traceId: string, isRange: boolean) => void) | null;
  /** Scrolls a row into view, so that it is in the document. */
  reveal: (index: number) => void;
}

/**
 * `j`, `k` and the arrows move the focus through the rows; while the panel is open they open what they reach. `x` chooses
 * a row, and with shift all from the one chosen before; shift and an arrow do both.
 */
export function useRowKeys({ traces, openId, onOpen, onSelect, reveal }: RowKeysOptions) {
  const [reached, setReached] = useState<string | null>(null);
  const indexOf = (id: string | null) => traces.findIndex(({ traceId }) => traceId === id);
  const currentId = [reached, openId].find((id) => id !== null && indexOf(id) >= 0) ?? traces[0]?.traceId ?? null;

  const select = (isRange: boolean) => {
    if (currentId !== null) onSelect?.(currentId, isRange);
  };
  const go = (index: number, isRange = false) => {
    const trace = traces[Math.max(0, Math.min(traces.length - 1, index))];
    if (!trace) return;
    if (isRange) {
      select(true);
      onSelect?.(trace.traceId, true);
    }
    setReached(trace.traceId);
    reveal(indexOf(trace.traceId));
    focusRow(trace.traceId);
    if (openId !== null) onOpen(trace.traceId);
  };
  const step = (by: -1 | 1) => go(reached === null && openId === null ? 0 : indexOf(currentId) + by);
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
  useShortcut('x', () => select(false));
  useFocusReturn(openId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'X') {
      event.preventDefault();
      select(true);
      return;
    }
    const target = targetOf(event.key, indexOf(currentId), traces.length);
    if (target === null) return;
    event.preventDefault();
    go(target, event.shiftKey);
  };
  /** A row that was clicked or chosen is where the keys go on. */
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const { id } = event.target;
    if (id.startsWith(traceRowId(''))) setReached(id.slice(traceRowId('').length));
  };
  return { currentId, onKeyDown, onFocus };
}

/** Where a key leads from the row `at`; null if it leads nowhere. */
function targetOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return at + 1;
  if (key === 'ArrowUp') return at - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** A row that was far away is in the document only after the list has been drawn again. */
function focusRow(traceId: string, attempts = 5): void {
  const row = document.getElementById(traceRowId(traceId));
  if (row) row.focus({ preventScroll: true });
  else if (attempts > 0) requestAnimationFrame(() => focusRow(traceId, attempts - 1));
}

/** When the panel closes, the focus goes back to the row of what it showed. */
function useFocusReturn(openId: string | null): void {
  const before = useRef(openId);
  useEffect(() => {
    if (openId === null && before.current !== null) focusRow(before.current);
    before.current = openId;
  }, [openId]);
}
