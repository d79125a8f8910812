import type { ViewColumn } from '../../../../../shared/contract/saved-views.ts';

/** The columns with one of them a place further up (-1) or down. */
export function moveColumn(columns: readonly ViewColumn[], id: string, by: -1 | 1): ViewColumn[] {
  const from = columns.findIndex((column) => column.id === id);
  const to = from + by;
  const moved = columns[from];
  if (moved === undefined || to < 0 || to >= columns.length) return [...columns];
  return columns.toSpliced(from, 1).toSpliced(to, 0, moved);
}
