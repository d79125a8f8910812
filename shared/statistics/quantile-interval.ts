import { bucketBounds, bucketValue, type Sketch } from './ddsketch.ts';
import { quantileRanks } from './quantile-ranks.ts';

export interface QuantileEstimate {
  /** Within the sketch's accuracy of the sample's quantile. */
  value: number;
  /** 95 % bounds of the population's quantile; null where the sample is too small to say. */
  low: number | null;
  high: number | null;
}

/**
 * A quantile with its confidence interval, from the counts of a sketch alone: the order statistics that `quantileRanks` names, and
 * of those the outer ends of their buckets, so that the sketch's error is inside of the interval. Null for an empty sketch.
 */
export function quantileInterval(sketch: Sketch, q: number, confidence = 0.95): QuantileEstimate | null {
  const buckets = [...sketch].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const bucketOf = (rank: number) => {
    let seen = 0;
    for (const [index, count] of buckets) {
      seen += count;
      if (seen >= rank) return index;
    }
    return buckets.at(-1)?.[0] ?? 0;
  };
  const ranks = quantileRanks(total, q, confidence);
  return {
    value: bucketValue(bucketOf(Math.floor(q * (total - 1)) + 1)),
    low: ranks.low === null ? null : bucketBounds(bucketOf(ranks.low)).low,
    high: ranks.high === null ? null : bucketBounds(bucketOf(ranks.high)).high,
  };
}
