import { bucketValue, type Sketch } from './ddsketch.ts';
import { type Interval, z95 } from './interval.ts';

export interface MeanSample {
  /** Exact. */
  sum: number;
  /** How the values spread; its total is their number. */
  sketch: Sketch;
}

export interface Mean {
  count: number;
  mean: number;
  /** Of the mean's distribution. */
  standardError: number;
}

/** The exact mean, and its standard error from the sketch, whose buckets are within 2 % of what they hold. Null of less than two. */
export function meanOf({ sum, sketch }: MeanSample): Mean | null {
  const buckets = [...sketch].filter(([, count]) => count > 0);
  const count = buckets.reduce((total, [, each]) => total + each, 0);
  if (count < 2) return null;
  const centre = buckets.reduce((total, [index, each]) => total + each * bucketValue(index), 0) / count;
  const squares = buckets.reduce((total, [index, each]) => total + each * (bucketValue(index) - centre) ** 2, 0);
  return { count, mean: sum / count, standardError: Math.sqrt(squares / (count - 1) / count) };
}

/** The interval of `b − a` of two means of many values each, with variances of their own (Welch, 1938; normal, as counts are 30 and more). */
export function meanDifference(a: Mean, b: Mean, z = z95): Interval {
  const spread = z * Math.hypot(a.standardError, b.standardError);
  return { low: b.mean - a.mean - spread, high: b.mean - a.mean + spread };
}
