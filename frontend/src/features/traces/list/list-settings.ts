import type { SavedView, ViewColumn, ViewRange } from '../../../../../shared/contract/saved-views.ts';
import type { TracesSearch } from '../traces-search.ts';
import { formatColumns, parseColumns } from './column-text.ts';
import { defaultRange } from './time-range.ts';

/** What the list shows. */
export interface ListSettings {
  q: string;
  range: ViewRange;
  /** Empty: as the list has them. */
  columns: readonly ViewColumn[];
}

/** What the URL says, else the view that it names, else the list's own. */
export function settingsOf(search: TracesSearch, view: SavedView | null): ListSettings {
  return {
    q: search.q ?? view?.query ?? '',
    range: rangeIn(search) ?? view?.range ?? defaultRange,
    columns: search.columns === undefined ? (view?.columns ?? []) : parseColumns(search.columns),
  };
}

function rangeIn({ range, from, to }: TracesSearch): ViewRange | null {
  if (from !== undefined && to !== undefined) return { from, to };
  return range === undefined ? null : { last: range };
}

type SettingsSearch = Pick<TracesSearch, 'q' | 'range' | 'from' | 'to' | 'columns'>;

/** What has to be in the URL for these settings: only what the view, or the list itself, does not say. */
export function searchOf({ q, range, columns }: ListSettings, view: SavedView | null): SettingsSearch {
  const base = settingsOf({}, view);
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return {
    ...(q === base.q ? {} : { q }),
    ...(isSame(range, base.range) ? {} : 'last' in range ? { range: range.last } : { from: range.from, to: range.to }),
    ...(isSame(columns, base.columns) ? {} : { columns: formatColumns(columns) }),
  };
}

/** Whether the URL says something that the view does not. */
export function isChanged(search: TracesSearch, view: SavedView): boolean {
  return Object.keys(searchOf(settingsOf(search, view), view)).length > 0;
}
