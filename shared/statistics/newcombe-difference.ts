import { type Interval, z95 } from './interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

export interface Proportion {
  count: number;
  total: number;
}

/**
 * The interval of `b − a` of two independent proportions, from their Wilson intervals (Newcombe, "Interval estimation for the
 * difference between independent proportions", Statistics in Medicine 17, 1998, method 10). Null if either has no total.
 */
export function newcombeDifference(a: Proportion, b: Proportion, z = z95): Interval | null {
  const [ofA, ofB] = [wilsonInterval(a.count, a.total, z), wilsonInterval(b.count, b.total, z)];
  if (ofA === null || ofB === null) return null;
  const [rateA, rateB] = [a.count / a.total, b.count / b.total];
  const difference = rateB - rateA;
  return {
    low: difference - Math.hypot(rateB - ofB.low, ofA.high - rateA),
    high: difference + Math.hypot(ofB.high - rateB, rateA - ofA.low),
  };
}
