import type { BucketPrices, ModelPrice } from '../contract/models.ts';

type PriceSchedule = Pick<ModelPrice, 'base' | 'tiers' | 'periods'>;
type PricePeriod = NonNullable<ModelPrice['periods']>[number];

export interface SelectedPrice {
  prices: BucketPrices;
  /** What made it differ from the base price; null if nothing did. */
  tier: string | null;
}

/**
 * The prices of a call with `inputTokens` at `at` (epoch milliseconds). A tier applies to the whole call, not to the
 * tokens above its bound; buckets that it does not name keep the base price.
 */
export function selectPrice(price: PriceSchedule, inputTokens: number, at: number | undefined): SelectedPrice {
  const period = periodAt(price, at);
  const { base, tiers } = period ?? price;
  const matching = tiers.filter((each) => inputTokens > each.aboveInputTokens);
  const tier = matching.sort((a, b) => a.aboveInputTokens - b.aboveInputTokens).at(-1);
  const names = [period && periodName(period), tier && `>${tier.aboveInputTokens} input tokens`].filter(Boolean);
  return { prices: tier ? { ...base, ...tier.prices } : base, tier: names.length > 0 ? names.join(', ') : null };
}

/** All prices that a call of at most `inputTokens` at `at` can have: the base's, and each tier's that it can reach. */
export function schedulesOf(price: PriceSchedule, inputTokens: number, at: number): BucketPrices[] {
  const { base, tiers } = periodAt(price, at) ?? price;
  const reached = tiers.filter((each) => inputTokens > each.aboveInputTokens);
  return [base, ...reached.map(({ prices }) => ({ ...base, ...prices }))];
}

function periodAt({ periods }: PriceSchedule, at: number | undefined): PricePeriod | undefined {
  return at === undefined ? undefined : periods?.findLast((each) => holdsAt(each, at));
}

function holdsAt({ from, until, daily }: PricePeriod, at: number): boolean {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  if (from !== null && date < from) return false;
  if (until && date >= until) return false;
  if (daily === null) return true;
  const isPastStart = time >= daily.from;
  const isBeforeEnd = time < daily.until;
  return daily.from <= daily.until ? isPastStart && isBeforeEnd : isPastStart || isBeforeEnd;
}

function periodName({ from, until, daily }: PricePeriod): string {
  if (daily !== null) return `${daily.from}-${daily.until} UTC`;
  return [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
}
