import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getReleaseRegressions } from '../../../../shared/contract/release-regressions.ts';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { getTraceHeatmap, type LatencyMeasure, type MetricGroup } from '../../../../shared/contract/trace-metrics.ts';
import { api } from '../../lib/api.ts';
import { metricsKey, ownTimeZone } from '../dashboard/metrics-query.ts';
import { boundsOf } from '../traces/list/time-range.ts';

export interface HeatmapRequest {
  range: ViewRange;
  measure: LatencyMeasure;
  dimension: MetricGroup;
  value: string;
}

export function heatmapQuery(projectId: string, { range, ...asked }: HeatmapRequest) {
  return queryOptions({
    queryKey: [...metricsKey(projectId), 'heatmap', range, asked],
    queryFn: ({ signal }) =>
      api.call(getTraceHeatmap, { signal, query: { ...boundsOf(range, Date.now()), ...asked, timeZone: ownTimeZone } }),
    placeholderData: keepPreviousData,
  });
}

export interface ComparisonRequest {
  range: ViewRange;
  dimension: 'release' | 'prompt';
  a?: string | undefined;
  b?: string | undefined;
}

export function comparisonQuery(projectId: string, { range, dimension, a, b }: ComparisonRequest) {
  return queryOptions({
    queryKey: [...metricsKey(projectId), 'releases', range, dimension, a ?? null, b ?? null],
    queryFn: ({ signal }) =>
      api.call(getReleaseRegressions, {
        signal,
        query: {
          ...{ ...boundsOf(range, Date.now()), dimension },
          ...(a === undefined ? {} : { a }),
          ...(b === undefined ? {} : { b }),
        },
      }),
    placeholderData: keepPreviousData,
  });
}
