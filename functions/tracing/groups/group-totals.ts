import type { TraceScore } from '../../../shared/contract/span.ts';
import { groupBounds, type SessionSummary } from '../../../shared/contract/trace-groups.ts';
import { simulatedCostOf } from '../../../shared/storage/simulated-cost.ts';
import type { FilterableTrace } from '../../../shared/trace-filter/trace-values.ts';

export type Totals = Omit<SessionSummary, 'sessionId' | 'userIds' | 'userCount' | 'isComplete'>;

/** What totals look at of each trace. */
export const totalsAttributes: readonly string[] = [
  ...['startTime', 'endTime', 'durationMs', 'status', 'sessionId', 'userId', 'models', 'providers', 'scores'],
  ...['inputTokens', 'outputTokens', 'totalTokens', 'costNanoUsd', 'simulatedCostNanoUsd', 'unpricedSpanCount'],
  ...['isEstimated', 'isSimulated'],
];

const summedFields = [...(['durationMs', 'unpricedSpanCount', 'inputTokens', 'outputTokens', 'totalTokens'] as const)];

/** Adds up traces one by one, in any order. */
export function createTotals() {
  const sums = { durationMs: 0, unpricedSpanCount: 0, inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  const counts = { traceCount: 0, errorCount: 0, simulatedTraceCount: 0, simulatedCostNanoUsd: 0 };
  let isEstimated = false;
  const models = new Map<string, number>();
  const scores = new Map<string, ScoreSum>();
  const span = createSpan();
  let costNanoUsd: number | null = null;
  return {
    add(trace: FilterableTrace): void {
      counts.traceCount += 1;
      if (trace.status === 'error') counts.errorCount += 1;
      for (const field of summedFields) sums[field] += trace[field] ?? 0;
      isEstimated ||= trace.isEstimated === true;
      if (trace.isSimulated === true) counts.simulatedTraceCount += 1;
      counts.simulatedCostNanoUsd += simulatedCostOf(trace);
      costNanoUsd = addKnown(costNanoUsd, trace.costNanoUsd);
      span.add(trace);
      for (const model of trace.models ?? []) models.set(model, (models.get(model) ?? 0) + 1);
      for (const [name, score] of Object.entries(trace.scores ?? {})) addScore(scores, name, score);
    },
    totals(): Totals {
      return {
        ...{
          ...counts,
          ...sums,
          isEstimated,
          isSimulated: counts.simulatedTraceCount > 0,
          costNanoUsd,
          ...span.bounds,
        },
        models: mostFrequent(models, groupBounds.ids),
        scores: Object.fromEntries([...scores].map(([name, sum]) => [name, toScore(sum)])),
      };
    },
  };
}

/** What is unknown adds nothing, and a sum of nothing known stays unknown. */
function addKnown(sum: number | null, value: number | null | undefined): number | null {
  return typeof value === 'number' ? (sum ?? 0) + value : sum;
}

/** The first start and the last end. */
function createSpan() {
  const bounds = { firstTime: '', lastTime: '' };
  return {
    bounds,
    add({ startTime = '', endTime = '' }: FilterableTrace): void {
      if (bounds.firstTime === '' || startTime < bounds.firstTime) bounds.firstTime = startTime;
      if (endTime > bounds.lastTime) bounds.lastTime = endTime;
    },
  };
}

function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): string[] {
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return ranked.slice(0, limit).map(([value]) => value);
}

interface ScoreSum {
  count: number;
  /** Of those traces that have a mean. */
  weighted: number;
  numbers: number;
  labels: Set<string>;
}

function addScore(scores: Map<string, ScoreSum>, name: string, { count, mean, labels }: TraceScore): void {
  const sum = scores.get(name) ?? { count: 0, weighted: 0, numbers: 0, labels: new Set() };
  sum.count += count;
  if (mean !== null) {
    sum.weighted += mean * count;
    sum.numbers += count;
  }
  for (const label of labels) sum.labels.add(label);
  scores.set(name, sum);
}

function toScore({ count, weighted, numbers, labels }: ScoreSum): TraceScore {
  const mean = numbers === 0 ? null : weighted / numbers;
  return { count, mean, labels: [...labels].sort().slice(0, groupBounds.ids) };
}
