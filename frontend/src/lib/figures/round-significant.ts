/** `value` with at most three significant digits, as a number: 12,345 becomes 12,300. */
export function roundSignificant(value: number): number {
  return Number(value.toPrecision(3));
}

/** Three significant digits without an exponent: `1.23`, `12.3`, `123`. `value` is below 1000 after rounding. */
export function threeDigits(value: number, trailingZeros: 'keep' | 'trim'): string {
  const rounded = roundSignificant(value);
  if (trailingZeros === 'trim') return String(rounded);
  const whole = Math.max(1, Math.trunc(Math.abs(rounded)).toString().length);
  return rounded.toFixed(Math.max(0, 3 - whole));
}
