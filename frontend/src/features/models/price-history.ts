import type { ModelPrice } from '../../../../shared/contract/models.ts';
import type { UsageBucket } from '../../../../shared/contract/usage.ts';

export interface PriceStep {
  /** First day, UTC; null for what was before the first day that is known. */
  from: string | null;
  /** Per million tokens; null where no price is known. */
  usd: number | null;
}

/** The price of a bucket over time. Prices of certain hours are no part of it. */
export function priceHistory(price: ModelPrice, bucket: UsageBucket): PriceStep[] {
  const periods = (price.periods ?? []).filter(({ daily }) => daily === null);
  const days = periods.flatMap(({ from, until }) => [from, until ?? null]).concat(price.effectiveFrom);
  const sorted = [...new Set(days.filter((day) => day !== null))].sort();
  const steps = [null, ...sorted].map((from) => ({ from, usd: priceAt(price, periods, bucket, from) }));
  return steps.filter((step, index) => index === 0 || step.usd !== steps[index - 1]?.usd);
}

type Period = NonNullable<ModelPrice['periods']>[number];

/** The last period that holds on a day wins; null stands for the time before all days. */
function priceAt(
  price: ModelPrice,
  periods: readonly Period[],
  bucket: UsageBucket,
  day: string | null,
): number | null {
  const holding = periods.findLast(({ from, until }) => {
    if (day === null) return from === null;
    return (from === null || from <= day) && (until == null || day < until);
  });
  const usd = (holding ?? price).base[bucket];
  return usd === undefined ? null : Number(usd);
}
