import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { getTraceMetrics, type MetricGroup } from '../../../../shared/contract/trace-metrics.ts';
import { api } from '../../lib/api.ts';
import { boundsOf } from '../traces/list/time-range.ts';

export interface MetricsRequest {
  range: ViewRange;
  groupBy: MetricGroup;
  top?: number;
  previous?: boolean;
}

/** Where days begin, and in which times are shown. */
export const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Below this key everything is read again when traces change. */
export const metricsKey = (projectId: string) => ['trace-metrics', projectId] as const;

/** Metrics of a range; one that ends now is of the moment in which it is read. What was shown stays until the next is there. */
export function metricsQuery(projectId: string, { range, groupBy, top = 6, previous = false }: MetricsRequest) {
  return queryOptions({
    queryKey: [...metricsKey(projectId), 'series', range, groupBy, top, previous],
    queryFn: ({ signal }) =>
      api.call(getTraceMetrics, {
        signal,
        query: {
          ...boundsOf(range, Date.now()),
          ...{ groupBy, top, timeZone: ownTimeZone, previous: previous ? ('true' as const) : ('false' as const) },
        },
      }),
    placeholderData: keepPreviousData,
  });
}
