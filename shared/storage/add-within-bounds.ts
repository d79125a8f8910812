/**
 * The sum of two whole numbers, or the greatest that is exact. Senders who report costs in nano-dollars as dollars come beyond it; the
 * table would take no such number, and their spans would be accepted and never stored.
 */
export function addWithinBounds(a: number, b: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, a + b));
}
