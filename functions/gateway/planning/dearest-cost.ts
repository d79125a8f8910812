import type { BucketPrices, ModelPrice } from '../../../shared/contract/models.ts';
import type { UsageBucket } from '../../../shared/contract/usage.ts';
import { findBucketPrice } from '../../../shared/pricing/find-bucket-price.ts';
import { type BucketAmount, roundToNanoUsd } from '../../../shared/pricing/nano-usd.ts';
import { schedulesOf } from '../../../shared/pricing/select-price.ts';
import type { Run } from '../begin-run.ts';
import { mediaBucketsOf } from './media-buckets.ts';

/** What no exact integer holds is more than any budget: nothing that may cost so much is let through. */
export const dearerThanAnyBudget = Number.MAX_SAFE_INTEGER;

/** Tokens of one request. */
export interface CallAmounts {
  input: number;
  output: number;
}

const inputBuckets = ['inputUncached', 'cacheRead', 'cacheWrite', 'cacheWrite5m', 'cacheWrite1h'] as const;
const outputBuckets = ['outputText', 'reasoning', 'audioOutput', 'imageOutput'] as const;

/**
 * A cost grows with each price, so one pricing at the dearest of each kind does for one of every mixture. Null if one of them
 * has none.
 */
export function dearestCost(price: ModelPrice, { input, output }: CallAmounts, run: Run): number | null {
  // The input is an estimate from above: a smaller one may be below a tier, where some prices are higher.
  const schedules = schedulesOf(price, input, run.startedAt);
  const amounts: BucketAmount[] = [];
  for (const [tokens, buckets] of [
    [input, [...inputBuckets, ...mediaBucketsOf(run.request)]],
    [output, outputBuckets],
  ] as const) {
    if (tokens === 0) continue;
    const usdPerMillion = dearestPrice(schedules, buckets);
    if (usdPerMillion === null) return null;
    // An amount that is not exact is far beyond all budgets, and one that costs nothing need not be.
    if (!Number.isSafeInteger(tokens)) {
      if (Number(usdPerMillion) > 0) return dearerThanAnyBudget;
      continue;
    }
    amounts.push({ bucket: buckets[0], tokens, usdPerMillion });
  }
  return roundToNanoUsd(amounts)?.totalNanoUsd ?? dearerThanAnyBudget;
}

function dearestPrice(schedules: readonly BucketPrices[], buckets: readonly UsageBucket[]): string | null {
  let most = '0';
  for (const prices of schedules) {
    for (const bucket of buckets) {
      const found = findBucketPrice(prices, bucket);
      if (found === null) return null;
      if (Number(found.usdPerMillion) > Number(most)) most = found.usdPerMillion;
    }
  }
  return most;
}
