import type {
  ComparedMeasure,
  Estimate,
  ReleaseComparison,
  Verdict,
} from '../../../shared/contract/release-regressions.ts';
import type { Sketch } from '../../../shared/statistics/ddsketch.ts';
import { z95 } from '../../../shared/statistics/interval.ts';
import { meanDifference, meanOf } from '../../../shared/statistics/mean-difference.ts';
import { newcombeDifference } from '../../../shared/statistics/newcombe-difference.ts';
import { quantileInterval } from '../../../shared/statistics/quantile-interval.ts';
import { ratioInterval } from '../../../shared/statistics/ratio-interval.ts';
import { wilsonInterval } from '../../../shared/statistics/wilson-interval.ts';
import { countOf } from './figures-of.ts';
import { amountOf, type RollupSum } from './rollup-sum.ts';

/** Below this the normal and the order-statistics bounds say little, and one slow call decides. */
export const fewestValues = 30;

interface Sides {
  a: RollupSum;
  b: RollupSum;
}

/** What calls of a model, or traces of a name, say of two releases: each measure with its interval and a verdict. */
export function compareSums(kind: 'model' | 'name', sides: Sides): ReleaseComparison[] {
  if (kind === 'name') return [...compareLatency('latency', 'trace', sides), compareErrors('trace', sides)];
  return [
    ...compareLatency('latency', 'call', sides),
    ...compareLatency('firstToken', 'firstToken', sides),
    compareErrors('call', sides),
    compareCosts(sides),
  ];
}

/** Of a ratio 1 is no change, of a difference 0: there is evidence if the interval does not hold it. More is worse. */
function verdictOf(change: ReleaseComparison['change']): Verdict {
  if (change === null) return 'too few';
  const unchanged = change.kind === 'ratio' ? 1 : 0;
  if (change.low > unchanged) return 'regressed';
  return change.high < unchanged ? 'improved' : 'no evidence';
}

function compareLatency(name: 'latency' | 'firstToken', sketch: 'trace' | 'call' | 'firstToken', { a, b }: Sides) {
  const [ofA, ofB] = [a.sketches[sketch], b.sketches[sketch]];
  if (countOf(ofA) + countOf(ofB) === 0) return [];
  return [compareQuantile(`${name}P50`, 0.5, ofA, ofB), compareQuantile(`${name}P95`, 0.95, ofA, ofB)];
}

function compareQuantile(measure: ComparedMeasure, q: number, a: Sketch, b: Sketch): ReleaseComparison {
  const [ofA, ofB] = [quantileInterval(a, q), quantileInterval(b, q)];
  const enough = Math.min(countOf(a), countOf(b)) >= fewestValues;
  const found = enough && ofA !== null && ofB !== null ? ratioInterval(ofA, ofB) : null;
  const change = found && ({ kind: 'ratio', value: found.ratio, low: found.low, high: found.high } as const);
  const estimate = (sketch: Sketch, of: typeof ofA): Estimate => ({
    ...{ count: countOf(sketch), value: of?.value ?? null, low: of?.low ?? null, high: of?.high ?? null },
  });
  return { measure, unit: 'ms', a: estimate(a, ofA), b: estimate(b, ofB), change, verdict: verdictOf(change) };
}

function compareErrors(of: 'trace' | 'call', sides: Sides): ReleaseComparison {
  const rate = (sum: RollupSum) => {
    const total = amountOf(sum, `${of}Count`);
    return { total, count: Math.min(total, amountOf(sum, `${of}ErrorCount`)) };
  };
  const [a, b] = [rate(sides.a), rate(sides.b)];
  const enough = Math.min(a.total, b.total) >= fewestValues;
  const interval = enough ? newcombeDifference(a, b) : null;
  const change =
    interval && ({ kind: 'difference', value: b.count / b.total - a.count / a.total, ...interval } as const);
  const estimate = ({ count, total }: typeof a): Estimate => ({
    ...{ count: total, value: total === 0 ? null : count / total, low: null, high: null },
    ...wilsonInterval(count, total),
  });
  return { measure: 'errorRate', unit: 'rate', a: estimate(a), b: estimate(b), change, verdict: verdictOf(change) };
}

function compareCosts(sides: Sides): ReleaseComparison {
  const mean = (sum: RollupSum) => meanOf({ sum: amountOf(sum, 'costNanoUsd'), sketch: sum.sketches.cost });
  const [a, b] = [mean(sides.a), mean(sides.b)];
  const enough = a !== null && b !== null && Math.min(a.count, b.count) >= fewestValues;
  const change = enough ? ({ kind: 'difference', value: b.mean - a.mean, ...meanDifference(a, b) } as const) : null;
  const estimate = (sum: RollupSum, of: typeof a): Estimate => {
    const count = countOf(sum.sketches.cost);
    if (of === null) return { count, value: count === 1 ? amountOf(sum, 'costNanoUsd') : null, low: null, high: null };
    const spread = z95 * of.standardError;
    const interval = count >= fewestValues ? { low: Math.max(0, of.mean - spread), high: of.mean + spread } : null;
    return { count, value: of.mean, low: null, high: null, ...interval };
  };
  return {
    ...{ measure: 'costPerCall', unit: 'nanoUsd', change, verdict: verdictOf(change) },
    ...{ a: estimate(sides.a, a), b: estimate(sides.b, b) },
  };
}
