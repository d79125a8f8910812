import type { BucketPrices } from '../contract/models.ts';
import type { UsageBucket } from '../contract/usage.ts';

interface Fallback {
  bucket: UsageBucket;
  /** Whether charging that price is our assumption, rather than what providers publish. */
  isAssumed: boolean;
}

/**
 * Where a bucket without a price of its own is charged, most specific first. Providers publish one output price for text
 * and reasoning, and a cache write's price is that of the default lifetime, five minutes. All others are assumptions: a
 * provider that names no discount for cached tokens charges them in full.
 */
const fallbacks: Record<UsageBucket, readonly Fallback[]> = {
  inputUncached: [],
  cacheRead: [{ bucket: 'inputUncached', isAssumed: true }],
  cacheWrite: [
    { bucket: 'cacheWrite5m', isAssumed: true },
    { bucket: 'inputUncached', isAssumed: true },
  ],
  cacheWrite5m: [
    { bucket: 'cacheWrite', isAssumed: false },
    { bucket: 'inputUncached', isAssumed: true },
  ],
  cacheWrite1h: [
    { bucket: 'cacheWrite', isAssumed: true },
    { bucket: 'inputUncached', isAssumed: true },
  ],
  audioInput: [{ bucket: 'inputUncached', isAssumed: true }],
  imageInput: [{ bucket: 'inputUncached', isAssumed: true }],
  outputText: [],
  reasoning: [{ bucket: 'outputText', isAssumed: false }],
  audioOutput: [{ bucket: 'outputText', isAssumed: true }],
  imageOutput: [{ bucket: 'outputText', isAssumed: true }],
};

export interface FoundPrice {
  usdPerMillion: string;
  isAssumed: boolean;
}

/** The price that a bucket is charged at, or null if none applies. */
export function findBucketPrice(prices: BucketPrices, bucket: UsageBucket): FoundPrice | null {
  const own = prices[bucket];
  if (own !== undefined) return { usdPerMillion: own, isAssumed: false };
  for (const fallback of fallbacks[bucket]) {
    const usdPerMillion = prices[fallback.bucket];
    if (usdPerMillion !== undefined) return { usdPerMillion, isAssumed: fallback.isAssumed };
  }
  return null;
}
