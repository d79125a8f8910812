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
/** A price a million has as many digits where a token costs whole nano-dollars. */
const nanoUsdDigits = 3;

/** `"0.075"` → 75_000_000_000n. */
export function parseUsd(decimal: string): bigint {
  return BigInt(digitsOf(decimal, priceDigits));
}

function digitsOf(decimal: string, afterPoint: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return whole + fraction.padEnd(afterPoint, '0');
}

function digitsAfterPoint(decimal: string): number {
  const point = decimal.indexOf('.');
  return point === -1 ? 0 : decimal.length - point - 1;
}

/**
 * Rounds the sum once, half to even, and spreads it over the buckets by largest remainder, so that they add up to it.
 * Null if it is too large for an exact integer.
 */
export function roundToNanoUsd(amounts: readonly BucketAmount[]): Pick<Cost, 'totalNanoUsd' | 'buckets'> | null {
  const { parts, total } = inNumbers(amounts) ?? inBigIntegers(amounts);
  if (total > Number.MAX_SAFE_INTEGER) return null;
  const missing = total - parts.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0);
  const roundedUp = new Set(missing === 0 ? [] : parts.toSorted(byRest).slice(0, missing));
  const buckets: Cost['buckets'] = {};
  for (const part of parts) buckets[part.bucket] = part.nanoUsd + (roundedUp.has(part) ? 1 : 0);
  return { totalNanoUsd: total, buckets };
}

interface Part {
  bucket: UsageBucket;
  nanoUsd: number;
  rest: number | bigint;
}

interface Exact {
  parts: Part[];
  /** Rounded. */
  total: number;
}

function byRest(a: Part, b: Part): number {
  if (a.rest === b.rest) return 0;
  return a.rest < b.rest ? 1 : -1;
}

/**
 * Almost every call fits: this takes a fraction of what big integers do. It counts with no more digits than these prices have, so that
 * the most that a call can cost fits as well. Null where a product is not exact as a number.
 */
function inNumbers(amounts: readonly BucketAmount[]): Exact | null {
  let digits = nanoUsdDigits;
  for (const { usdPerMillion } of amounts) digits = Math.max(digits, digitsAfterPoint(usdPerMillion));
  const divisor = 10 ** (digits - nanoUsdDigits);
  const parts: Part[] = [];
  let sum = 0;
  for (const { bucket, tokens, usdPerMillion } of amounts) {
    const units = tokens * Number(digitsOf(usdPerMillion, digits));
    sum += units;
    if (!Number.isSafeInteger(units) || !Number.isSafeInteger(sum)) return null;
    const rest = units % divisor;
    parts.push({ bucket, nanoUsd: (units - rest) / divisor, rest });
  }
  const rest = sum % divisor;
  const quotient = (sum - rest) / divisor;
  const isUp = rest * 2 > divisor || (rest * 2 === divisor && quotient % 2 === 1);
  return { parts, total: isUp ? quotient + 1 : quotient };
}

function inBigIntegers(amounts: readonly BucketAmount[]): Exact {
  const exact = amounts.map(({ bucket, tokens, usdPerMillion }) => {
    const units = BigInt(tokens) * parseUsd(usdPerMillion);
    return { bucket, nanoUsd: Number(units / unitsPerNanoUsd), rest: units % unitsPerNanoUsd, units };
  });
  const sum = exact.reduce((all, { units }) => all + units, 0n);
  return { parts: exact, total: Number(divideHalfToEven(sum, unitsPerNanoUsd)) };
}

function divideHalfToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twiceRest = (dividend % divisor) * 2n;
  const isUp = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}
