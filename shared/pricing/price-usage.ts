import type { ModelPrice } from '../contract/models.ts';
import { type Cost, costFlags, type Usage, type UsageBucket, usageBuckets } from '../contract/usage.ts';
import { findBucketPrice } from './find-bucket-price.ts';
import { type BucketAmount, roundToNanoUsd } from './nano-usd.ts';
import { selectPrice } from './select-price.ts';

type CostFlag = Cost['flags'][number];

export interface PriceUsageInput {
  usage: Usage;
  /** Null: no price is known. */
  price: Pick<ModelPrice, 'base' | 'tiers' | 'periods' | 'hasOtherCharges'> | null;
  priceTableVersion: string | null;
  isSimulated: boolean;
  /** When the call was made, epoch milliseconds: some prices depend on it. Left out, the base price holds. */
  at?: number;
}

/**
 * The cost of a call: exact decimal arithmetic, rounded once, half to even. A cost that is not known is null and says
 * why; it is never 0.
 */
export function priceUsage({ usage, price, priceTableVersion, isSimulated, at }: PriceUsageInput): Cost {
  const flags = new Set(usageFlagsOf(usage));
  if (isSimulated) flags.add('simulated');
  const unpriced = (flag: CostFlag, tier: string | null = null): Cost =>
    toCost({ totalNanoUsd: null, buckets: {} }, priceTableVersion, tier, flags.add(flag));
  if (price === null) return unpriced('unknown_price');
  if (price.hasOtherCharges === true) flags.add('other_charges');
  const { prices, tier } = selectPrice(price, usage.input, at);
  const amounts: BucketAmount[] = [];
  for (const bucket of usedBuckets(usage)) {
    const found = findBucketPrice(prices, bucket);
    if (found === null) return unpriced('missing_bucket_price', tier);
    if (found.isAssumed) flags.add('fallback_bucket_price');
    amounts.push({ bucket, tokens: usage[bucket], usdPerMillion: found.usdPerMillion });
  }
  const rounded = roundToNanoUsd(amounts);
  if (rounded === null) return unpriced('out_of_range', tier);
  return toCost(rounded, priceTableVersion, tier, flags);
}

function usedBuckets(usage: Usage): UsageBucket[] {
  return usageBuckets.filter((bucket) => usage[bucket] > 0);
}

function usageFlagsOf(usage: Usage): CostFlag[] {
  const isContradictory = usage.flags.some((flag) => flag === 'contradictory_input' || flag === 'contradictory_output');
  return [
    ...(isContradictory ? (['contradictory_usage'] as const) : []),
    ...(usage.basis === 'estimated' ? (['estimated_usage'] as const) : []),
  ];
}

function toCost(
  amounts: Pick<Cost, 'totalNanoUsd' | 'buckets'>,
  priceTableVersion: string | null,
  tier: string | null,
  flags: ReadonlySet<CostFlag>,
): Cost {
  return {
    ...amounts,
    source: 'computed',
    priceTableVersion,
    tier,
    flags: costFlags.filter((flag) => flags.has(flag)),
  };
}
