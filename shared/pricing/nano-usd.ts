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
  return BigInt(digitsOf(decimal));
}

function digitsOf(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return whole + fraction.padEnd(priceDigits, '0');
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

/** Almost every call fits: this takes a fraction of what big integers do. Null where a product is not exact as a number. */
function inNumbers(amounts: readonly BucketAmount[]): Exact | null {
  const divisor = Number(unitsPerNanoUsd);
  const parts: Part[] = [];
  let sum = 0;
  for (const { bucket, tokens, usdPerMillion } of amounts) {
    const units = tokens * Number(digitsOf(usdPerMillion));
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
