/** The nearest-rank percentile, rounded to a microsecond; null of nothing. */
export function percentile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(Math.ceil((percent / 100) * sorted.length) - 1, 0)];
  return value === undefined ? null : round(value);
}

export function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
