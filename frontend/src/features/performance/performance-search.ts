import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { latencyMeasures } from '../../../../shared/contract/trace-metrics.ts';
import { compact, oneOf, textOf } from '../../lib/read-search.ts';
import { rangeSearch } from '../dashboard/dashboard-search.ts';

export const performanceGroups = [
  'model',
  'provider',
  'prompt',
  'region',
  'name',
  'service',
  'environment',
  'release',
] as const;
export type PerformanceGroup = (typeof performanceGroups)[number];

export const defaultPerformanceRange: ViewRange = { last: '24h' };

/** What the page shows: which latency, of what, by what, and which two releases against each other. */
export function parsePerformanceSearch(search: Record<string, unknown>) {
  return compact({
    ...rangeSearch(search),
    measure: oneOf(search['measure'], latencyMeasures),
    by: oneOf(search['by'], performanceGroups),
    value: textOf(search['value']),
    compare: oneOf(search['compare'], ['prompt']),
    a: textOf(search['a']),
    b: textOf(search['b']),
  });
}
export type PerformanceSearch = ReturnType<typeof parsePerformanceSearch>;
export type PerformanceChange = { [K in keyof PerformanceSearch]?: PerformanceSearch[K] | undefined };
