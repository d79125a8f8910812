import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { metricGroups } from '../../../../shared/contract/trace-metrics.ts';
import { compact, flagOf, oneOf, textOf } from '../../lib/read-search.ts';
import { isLength } from '../traces/list/time-range.ts';

export const defaultDashboardRange: ViewRange = { last: '24h' };

/** What a page of metrics shows: of which time, by what. */
export function parseDashboardSearch(search: Record<string, unknown>) {
  return compact({ ...rangeSearch(search), by: oneOf(search['by'], metricGroups), before: flagOf(search['before']) });
}
export type DashboardSearch = ReturnType<typeof parseDashboardSearch>;

export function rangeSearch(search: Record<string, unknown>) {
  const last = textOf(search['range']);
  const [from, to] = [timeOf(search['from']), timeOf(search['to'])];
  if (from !== undefined && to !== undefined && from < to) return { from, to };
  return last !== undefined && isLength(last) ? { range: last } : {};
}

function timeOf(value: unknown): string | undefined {
  const at = new Date(textOf(value) ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

interface RangeSearch {
  range?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function rangeOfSearch({ range, from, to }: RangeSearch, fallback: ViewRange): ViewRange {
  if (from !== undefined && to !== undefined) return { from, to };
  return range === undefined ? fallback : { last: range };
}

/** The part of the URL that says a range; all of it, so that the former one goes. */
export function searchOfRange(range: ViewRange): { [K in 'range' | 'from' | 'to']: string | undefined } {
  return 'last' in range
    ? { range: range.last, from: undefined, to: undefined }
    : { range: undefined, from: range.from, to: range.to };
}
