import type { Interval } from './interval.ts';
import type { QuantileEstimate } from './quantile-interval.ts';

/**
 * The interval of `b ÷ a` of two positive estimates that have intervals of their own: the method of variance estimates recovery
 * (Zou and Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008), on logarithms.
 * Null where a bound is missing or nothing positive can be divided.
 */
export function ratioInterval(a: QuantileEstimate, b: QuantileEstimate): (Interval & { ratio: number }) | null {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return null;
  if (Math.min(a.low, b.low, a.value, b.value) <= 0) return null;
  const difference = Math.log(b.value / a.value);
  const low = difference - Math.hypot(Math.log(b.value / b.low), Math.log(a.high / a.value));
  const high = difference + Math.hypot(Math.log(b.high / b.value), Math.log(a.value / a.low));
  return { ratio: Math.exp(difference), low: Math.exp(low), high: Math.exp(high) };
}
