import type {
  EstimatedLatency,
  LatencyFigures,
  MetricBucket,
  MetricGroup,
  MetricTotals,
} from '../../../shared/contract/trace-metrics.ts';
import { quantile, type Sketch } from '../../../shared/statistics/ddsketch.ts';
import { quantileInterval } from '../../../shared/statistics/quantile-interval.ts';
import { amountOf, type RollupSum } from './rollup-sum.ts';

const ofTraces: readonly MetricGroup[] = ['none', 'name', 'environment', 'release', 'service'];

/** What a group can say: a trace may have calls of several models, and a name is of a whole trace. */
export function countsTraces(group: MetricGroup): boolean {
  return ofTraces.includes(group);
}

export function countsCalls(group: MetricGroup): boolean {
  return group !== 'name';
}

export function bucketFigures(sum: RollupSum, group: MetricGroup): Omit<MetricBucket, 'start'> {
  return { ...countFigures(sum, group), ...latencies(sum, group, latencyOf) };
}

export function totalFigures(sum: RollupSum, group: MetricGroup): MetricTotals {
  return { ...countFigures(sum, group), ...latencies(sum, group, estimatedLatency) };
}

function countFigures(sum: RollupSum, group: MetricGroup) {
  const amount = (name: string) => amountOf(sum, name);
  const of = (isCounted: boolean, name: string) => (isCounted ? amount(name) : null);
  const [traces, calls] = [countsTraces(group), countsCalls(group)];
  const name = group === 'name';
  const ofAll = (measure: string) => amount(name ? `traceTotal.${measure}` : measure);
  const cost = ofAll('costNanoUsd');
  const unpricedCount = ofAll('unpricedCount');
  return {
    traceCount: of(traces, 'traceCount'),
    traceErrorCount: of(traces, 'traceErrorCount'),
    callCount: of(calls, 'callCount'),
    callErrorCount: of(calls, 'callErrorCount'),
    callUnsentCount: of(calls, 'callUnsentCount'),
    callerErrorCount: of(calls, 'callerErrorCount'),
    simulatedTraceCount: of(traces, 'simulatedTraceCount'),
    simulatedCallCount: of(calls, 'simulatedCallCount'),
    inputTokens: amount(name ? 'traceTotal.inputTokens' : 'tokens.input'),
    outputTokens: amount(name ? 'traceTotal.outputTokens' : 'tokens.output'),
    costNanoUsd: cost === 0 && unpricedCount > 0 ? null : cost,
    simulatedCostNanoUsd: ofAll('simulatedCostNanoUsd'),
    unpricedCount,
  };
}

function latencies<T>({ sketches }: RollupSum, group: MetricGroup, of: (sketch: Sketch) => T) {
  return {
    traceLatency: countsTraces(group) ? of(sketches.trace) : null,
    callLatency: countsCalls(group) ? of(sketches.call) : null,
    firstToken: countsCalls(group) ? of(sketches.firstToken) : null,
  };
}

function latencyOf(sketch: Sketch): LatencyFigures {
  return {
    count: countOf(sketch),
    p50Ms: quantile(sketch, 0.5),
    p95Ms: quantile(sketch, 0.95),
    p99Ms: quantile(sketch, 0.99),
  };
}

function estimatedLatency(sketch: Sketch): EstimatedLatency {
  const bounds = (q: number) => {
    const { low = null, high = null } = quantileInterval(sketch, q) ?? {};
    return { lowMs: low, highMs: high };
  };
  return { ...latencyOf(sketch), intervals: { p50: bounds(0.5), p95: bounds(0.95), p99: bounds(0.99) } };
}

export function countOf(sketch: Sketch): number {
  return Math.max(
    0,
    [...sketch.values()].reduce((sum, count) => sum + count, 0),
  );
}
