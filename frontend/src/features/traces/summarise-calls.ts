import type { TraceSummary } from '../../../../shared/contract/span.ts';

export interface CallSummary {
  /** Null where there was no call. */
  p50Ms: number | null;
  p95Ms: number | null;
  lastAt: string | null;
}

/** Figures of traces that hold one call each. Of an agent's trace nobody could say which provider took how long. */
export function summariseCalls(traces: readonly TraceSummary[]): CallSummary {
  const durations = traces.map(({ durationMs }) => durationMs).toSorted(ascending);
  return {
    p50Ms: quantile(durations, 0.5),
    p95Ms: quantile(durations, 0.95),
    lastAt: traces.reduce<string | null>(
      (last, { endTime }) => (last === null || endTime > last ? endTime : last),
      null,
    ),
  };
}

/** What a sender made up says nothing of a provider; what the sandbox says is of the sandbox. */
export function callsOfProvider(traces: readonly TraceSummary[], provider: string): TraceSummary[] {
  const isOfIt = (trace: TraceSummary) =>
    trace.providers[0] === provider && (provider === 'sandbox' || !trace.isSimulated);
  return traces.filter((trace) => isOneCall(trace) && isOfIt(trace));
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
