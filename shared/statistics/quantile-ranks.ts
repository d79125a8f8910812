export interface QuantileRanks {
  /** Counted from 1; null if the sample is too small for a bound on that side. */
  low: number | null;
  high: number | null;
}

/**
 * The order statistics between which the quantile `q` of a population lies with at least `confidence`, for a sample of `count`
 * independent values. How many of them lie below the quantile is binomial, whatever the distribution (David and Nagaraja, "Order
 * Statistics", 3rd edition, 2003, §7.1): X(low) ≤ quantile ≤ X(high), each side missed with at most half of the rest.
 */
export function quantileRanks(count: number, q: number, confidence = 0.95): QuantileRanks {
  const tail = (1 - confidence) / 2;
  const { first, probabilities } = binomialBody(count, q);
  let low: number | null = null;
  let high: number | null = null;
  let below = 0;
  for (const [offset, probability] of probabilities.entries()) {
    const successes = first + offset;
    // The quantile is below X(successes + 1) when at most so many values are below it.
    if (below <= tail && successes >= 1) low = successes;
    below += probability;
    if (high === null && below >= 1 - tail && successes + 1 <= count) high = successes + 1;
  }
  return { low, high };
}

/** The binomial probabilities within ten standard deviations of the mean: the rest is less than 1e-20. */
function binomialBody(count: number, q: number): { first: number; probabilities: number[] } {
  const spread = 10 * Math.sqrt(count * q * (1 - q)) + 20;
  const first = Math.max(0, Math.floor(count * q - spread));
  const last = Math.min(count, Math.ceil(count * q + spread));
  const mode = Math.min(last, Math.max(first, Math.floor((count + 1) * q)));
  // Relative to the mode, outwards, so that nothing under- or overflows however large the count.
  const weights = Array.from({ length: last - first + 1 }, () => 0);
  weights[mode - first] = 1;
  const odds = q / (1 - q);
  for (let k = mode; k < last; k++) weights[k + 1 - first] = (weights[k - first] ?? 0) * ((count - k) / (k + 1)) * odds;
  for (let k = mode; k > first; k--) weights[k - 1 - first] = (weights[k - first] ?? 0) * (k / (count - k + 1) / odds);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first, probabilities: weights.map((weight) => weight / sum) };
}
