import type { TraceSummary } from '../../../../shared/contract/span.ts';

export interface CallSummary {
  count: number;
  errorCount: number;
  /** Null where there was no call. */
  p50Ms: number | null;
  p95Ms: number | null;
  /** Median time to the first token, of the calls that have one. */
  firstTokenMs: number | null;
  lastAt: string | null;
  /** Mean of the calls whose cost is known. */
  meanCostNanoUsd: number | null;
}

/** Figures of traces that hold one call each. Of an agent's trace nobody could say which model took how long. */
export function summariseCalls(traces: readonly TraceSummary[]): CallSummary {
  const durations = traces.map(({ durationMs }) => durationMs).toSorted(ascending);
  const firstTokens = traces.flatMap(({ timeToFirstTokenMs }) => timeToFirstTokenMs ?? []).toSorted(ascending);
  const costs = traces.flatMap(({ costNanoUsd }) => costNanoUsd ?? []);
  return {
    count: traces.length,
    errorCount: traces.filter(({ status }) => status === 'error').length,
    p50Ms: quantile(durations, 0.5),
    p95Ms: quantile(durations, 0.95),
    firstTokenMs: quantile(firstTokens, 0.5),
    lastAt: traces.reduce<string | null>(
      (last, { endTime }) => (last === null || endTime > last ? endTime : last),
      null,
    ),
    meanCostNanoUsd: costs.length === 0 ? null : Math.round(costs.reduce((sum, cost) => sum + cost, 0) / costs.length),
  };
}

export function callsOfProvider(traces: readonly TraceSummary[], provider: string): TraceSummary[] {
  return traces.filter((trace) => isOneCall(trace) && trace.providers[0] === provider);
}

export function callsOfModel(traces: readonly TraceSummary[], model: string): TraceSummary[] {
  return traces.filter((trace) => isOneCall(trace) && trace.models.includes(model));
}

/** An answer from the cache takes no token and costs nothing: nobody was called. */
function isOneCall({ spanCount, status, totalTokens, costNanoUsd }: TraceSummary): boolean {
  const isOfCache = status === 'ok' && totalTokens === 0 && costNanoUsd === 0;
  return spanCount === 1 && !isOfCache;
}

const ascending = (a: number, b: number) => a - b;

/** The nearest rank: a value that was really measured. */
function quantile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}
