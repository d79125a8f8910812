/** The 97.5th percentile of the standard normal distribution: two-sided 95 %. */
export const z95 = 1.959963984540054;

/** Two numbers between which a value lies with the stated confidence. */
export interface Interval {
  low: number;
  high: number;
}
