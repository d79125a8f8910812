import type { Cost, UsageBucket } from '../contract/usage.ts';

export interface BucketAmount {
  bucket: UsageBucket;
  tokens: number;
  /** Decimal string, at most twelve digits after the point. */
  usdPerMillion: string;
}

const priceDigits = 12;
/** tokens × (price × 10¹²) is in units of 10⁻¹² USD per million tokens; a nano-dollar is 10⁹ of them. */
const unitsPerNanoUsd = 1_000_000_000n;

/** `"0.075"` → 75_000_000_000n. */
export function parseUsd(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(priceDigits, '0'));
}

function divideHalfToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twiceRest = (dividend % divisor) * 2n;
  const isUp = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/**
 * Rounds the sum once, half to even, and spreads it over the buckets by largest remainder, so that they add up to it.
 * Null if it is too large for an exact integer.
 */
export function roundToNanoUsd(amounts: readonly BucketAmount[]): Pick<Cost, 'totalNanoUsd' | 'buckets'> | null {
  const exact = amounts.map(({ bucket, tokens, usdPerMillion }) => {
    const units = BigInt(tokens) * parseUsd(usdPerMillion);
    return { bucket, nanoUsd: units / unitsPerNanoUsd, rest: units % unitsPerNanoUsd, units };
  });
  const total = divideHalfToEven(
    exact.reduce((sum, { units }) => sum + units, 0n),
    unitsPerNanoUsd,
  );
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const missing = Number(total - exact.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n));
  const roundedUp = new Set(
    exact.toSorted((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : 0)).slice(0, missing),
  );
  const buckets: Cost['buckets'] = {};
  for (const part of exact) buckets[part.bucket] = Number(part.nanoUsd) + (roundedUp.has(part) ? 1 : 0);
  return { totalNanoUsd: Number(total), buckets };
}
