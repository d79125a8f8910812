import type { TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';

/** What of a cost nobody is charged for: the sandbox's part of metrics by provider. */
export function simulatedCostOf({ series }: Pick<TraceMetrics, 'series'>): number {
  const sandbox = series.find(({ value, isOther }) => !isOther && value === 'sandbox');
  return sandbox?.total.costNanoUsd ?? 0;
}
