/** Nanoseconds since 1970 as decimal digits, the exact times of spans. */

/** Compares times without leading zeros, whose lengths differ only when their values do. */
export function compareNanos(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function toMilliseconds(nano: string): number {
  return Number(BigInt(nano) / 1_000_000n);
}

export function toTimestamp(nano: string): string {
  return new Date(toMilliseconds(nano)).toISOString();
}

export function millisecondsBetween(start: string, end: string): number {
  return Number(BigInt(end) - BigInt(start)) / 1e6;
}
