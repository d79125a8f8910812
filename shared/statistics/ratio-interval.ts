import { relativeAccuracy } from './ddsketch.ts';
import type { Interval } from './interval.ts';
import type { QuantileEstimate } from './quantile-interval.ts';

/**
 * The interval of `b ÷ a` of two positive estimates that have intervals of their own: the method of variance estimates recovery
 * (Zou and Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008), on logarithms.
 * What the sketches may be off is no matter of chance and does not average out: it is taken off the bounds of the two, and added
 * whole at the end. Null where a bound is missing or nothing positive can be divided.
 */
export function ratioInterval(a: QuantileEstimate, b: QuantileEstimate): (Interval & { ratio: number }) | null {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return null;
  if (Math.min(a.low, b.low, a.value, b.value) <= 0) return null;
  const inward = { low: -Math.log(1 - relativeAccuracy), high: Math.log(1 + relativeAccuracy) };
  const below = ({ value, low }: { value: number; low: number }) => Math.max(0, Math.log(value / low) - inward.low);
  const above = ({ value, high }: { value: number; high: number }) => Math.max(0, Math.log(high / value) - inward.high);
  const [ofA, ofB] = [
    { value: a.value, low: a.low, high: a.high },
    { value: b.value, low: b.low, high: b.high },
  ];
  const difference = Math.log(b.value / a.value);
  const sketchError = 2 * inward.low;
  return {
    ratio: Math.exp(difference),
    low: Math.exp(difference - Math.hypot(below(ofB), above(ofA)) - sketchError),
    high: Math.exp(difference + Math.hypot(above(ofB), below(ofA)) + sketchError),
  };
}
