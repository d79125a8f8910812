import type { Spread } from '../../../shared/contract/trace-queries.ts';

/** Percentiles by nearest rank, exact. Null of nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  if (sorted.length === 0) return null;
  const [p50, p90, p95, p99] = [at(0.5), at(0.9), at(0.95), at(0.99)];
  return { count: sorted.length, min: at(0), p50, p90, p95, p99, max: at(1) };
}
