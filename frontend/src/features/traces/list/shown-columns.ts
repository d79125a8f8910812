import type { ViewColumn } from '../../../../../shared/contract/saved-views.ts';
import { columnsOf, shortTimeColumn, type TraceColumn } from './trace-columns.tsx';

/** Of a list that nobody arranged the less telling columns go where there is no room. Time stays: it tells rows apart. */
const firstToGo: readonly { below: number; id: string }[] = [
  { below: 950, id: 'firstToken' },
  { below: 860, id: 'model' },
  { below: 690, id: 'tokens' },
  { below: 586, id: 'cost' },
];
const shortTimeBelow = 690;
const cardColumns = ['name', 'cost', 'status', 'duration', 'time'].map((id) => ({ id, width: null }));

export type ListWidth = 'card' | number;

/** How much room there is, so that a list is laid out again only where that changes something. */
export function widthStep(width: number): number {
  return Math.min(...firstToGo.map(({ below }) => (width < below ? below - 1 : Number.POSITIVE_INFINITY)));
}

/** The columns of a list: as somebody chose them, else those that fit. */
export function shownColumns(chosen: readonly ViewColumn[], width: ListWidth): readonly TraceColumn[] {
  if (width === 'card') return columnsOf(cardColumns);
  const columns = columnsOf(chosen);
  if (chosen.length > 0) return columns;
  const gone = new Set(firstToGo.filter(({ below }) => width < below).map(({ id }) => id));
  return columns
    .filter(({ id }) => !gone.has(id))
    .map((column) => (column.id === 'time' && width < shortTimeBelow ? shortTimeColumn : column));
}
