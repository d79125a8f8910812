import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { traceRowId } from './trace-row.tsx';

interface RowKeysOptions {
  traces: readonly TraceSummary[];
  openId: string | null;
  onOpen: (traceId: string) => void;
  /** Scrolls a row into view, so that it is in the document. */
  reveal: (index: number) => void;
}

/** `j`, `k` and the arrows move the focus through the rows; while the panel is open they open what they reach. */
export function useRowKeys({ traces, openId, onOpen, reveal }: RowKeysOptions) {
  const [reached, setReached] = useState<string | null>(null);
  const indexOf = (id: string | null) => traces.findIndex(({ traceId }) => traceId === id);
  const currentId = [reached, openId].find((id) => id !== null && indexOf(id) >= 0) ?? traces[0]?.traceId ?? null;

  const go = (index: number) => {
    const trace = traces[Math.max(0, Math.min(traces.length - 1, index))];
    if (!trace) return;
    setReached(trace.traceId);
    reveal(indexOf(trace.traceId));
    focusRow(trace.traceId);
    if (openId !== null) onOpen(trace.traceId);
  };
  const step = (by: -1 | 1) => go(reached === null && openId === null ? 0 : indexOf(currentId) + by);
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
  useFocusReturn(openId);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, indexOf(currentId), traces.length);
    if (target === null) return;
    event.preventDefault();
    go(target);
  };
  return { currentId, onKeyDown };
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
