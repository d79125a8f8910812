/**
 * DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees",
 * VLDB 2019), with logarithmic buckets and no collapsing: buckets are counts that add up, so merging two sketches, in
 * memory or with DynamoDB's `ADD`, is exact.
 */
export const relativeAccuracy = 0.02;

const gamma = (1 + relativeAccuracy) / (1 - relativeAccuracy);
const logGamma = Math.log(gamma);
/** Smaller values are all "nothing"; with milliseconds that is a tenth of a microsecond. */
const smallest = 1e-4;
/** Index of the bucket of values below `smallest`; it is below every other index. */
const zeroIndex = Math.floor(Math.log(smallest) / logGamma) - 1;

/** Count per bucket index. */
export type Sketch = ReadonlyMap<number, number>;

/** The bucket (γ^(i-1), γ^i] that a value falls into. */
export function bucketIndex(value: number): number {
  if (value < smallest) return zeroIndex;
  return Math.ceil(Math.log(value) / logGamma);
}

/** The value that is within `relativeAccuracy` of every value in the bucket. */
export function bucketValue(index: number): number {
  return index === zeroIndex ? 0 : (2 * gamma ** index) / (gamma + 1);
}

/** What lies in a bucket lies in (low, high]. */
export function bucketBounds(index: number): { low: number; high: number } {
  return index === zeroIndex ? { low: 0, high: smallest } : { low: gamma ** (index - 1), high: gamma ** index };
}

export function sketchOf(values: Iterable<number>): Sketch {
  const counts = new Map<number, number>();
  for (const value of values) {
    const index = bucketIndex(value);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return counts;
}

export function mergeSketches(sketches: Iterable<Sketch>): Sketch {
  const merged = new Map<number, number>();
  for (const sketch of sketches) {
    for (const [index, count] of sketch) merged.set(index, (merged.get(index) ?? 0) + count);
  }
  return merged;
}

/** The value of rank ⌊q · (n − 1)⌋, within `relativeAccuracy`; null when the sketch is empty. */
export function quantile(sketch: Sketch, q: number): number | null {
  const buckets = [...sketch].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.floor(q * (total - 1));
  let seen = 0;
  for (const [index, count] of buckets) {
    seen += count;
    if (seen > rank) return bucketValue(index);
  }
  return null;
}
