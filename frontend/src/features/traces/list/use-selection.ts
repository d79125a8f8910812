import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { extendTo, noSelection, type Selection, shownOf, toggleAll, toggleRow } from './selection.ts';

export interface RowSelection {
  ids: ReadonlySet<string>;
  /** Always the same function, so that a row is drawn anew only when it changes. */
  toggle: (traceId: string, isRange: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** The chosen rows of a list. A list of other settings starts with none; escape clears it. */
export function useSelection(listId: string, traces: readonly TraceSummary[]): RowSelection {
  const [held, setHeld] = useState({ listId, selection: noSelection });
  const shown = useRef({ listId, traces });
  useEffect(() => {
    shown.current = { listId, traces };
  }, [listId, traces]);
  const change = useCallback((step: (selection: Selection, order: readonly string[]) => Selection) => {
    const now = shown.current;
    const order = now.traces.map(({ traceId }) => traceId);
    setHeld((old) => ({
      listId: now.listId,
      selection: step(old.listId === now.listId ? old.selection : noSelection, order),
    }));
  }, []);
  const toggle = useCallback(
    (traceId: string, isRange: boolean) =>
      change((old, order) => (isRange ? extendTo(old, order, traceId) : toggleRow(old, traceId))),
    [change],
  );
  const chosen = (held.listId === listId ? held.selection : noSelection).ids;
  const ids = useMemo(
    () =>
      shownOf(
        chosen,
        traces.map(({ traceId }) => traceId),
      ),
    [chosen, traces],
  );
  const clear = () => change(() => noSelection);
  useShortcut('escape', clear, ids.size > 0);
  return { ids, toggle, toggleAll: () => change(toggleAll), clear };
}
