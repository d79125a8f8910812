import type { MetricTotals } from '../../../../shared/contract/trace-metrics.ts';

export interface KnownUsage {
  tokens: number | null;
  costNanoUsd: number | null;
}

/** Tokens and cost of calls or traces: null where there were some and none reported any, since a sum of nothing is no figure. */
export function usageOfTotals(total: MetricTotals): KnownUsage {
  const { inputTokens, outputTokens, costNanoUsd, unpricedCount, traceCount, callCount } = total;
  const tokens = inputTokens + outputTokens;
  const isReported = tokens > 0 || unpricedCount > 0 || (costNanoUsd ?? 0) > 0;
  const isEmpty = (traceCount ?? 0) + (callCount ?? 0) === 0;
  return isReported || isEmpty ? { tokens, costNanoUsd } : { tokens: null, costNanoUsd: null };
}
