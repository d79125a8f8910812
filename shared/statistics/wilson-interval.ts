import { type Interval, z95 } from './interval.ts';

/**
 * The score interval for a proportion of `count` in `total` (Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22, 1927): it stays within 0 and 1 and holds for small counts, where the textbook interval fails. Null if
 * there is nothing to divide by.
 */
export function wilsonInterval(count: number, total: number, z = z95): Interval | null {
  if (total <= 0) return null;
  const rate = count / total;
  const square = z * z;
  const centre = rate + square / (2 * total);
  const spread = z * Math.sqrt((rate * (1 - rate)) / total + square / (4 * total * total));
  const scale = 1 + square / total;
  return {
    low: count === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: count === total ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
