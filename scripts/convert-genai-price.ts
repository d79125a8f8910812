import type { ConditionalPrice, ModelPrice as GenaiPrice, ModelInfo } from '@pydantic/genai-prices';
import type { BucketPrices, ModelPrice } from '../shared/contract/models.ts';
import type { UsageBucket } from '../shared/contract/usage.ts';

type Converted = Omit<ModelPrice, 'source' | 'sourceDate' | 'batch'>;
type PricePeriod = NonNullable<ModelPrice['periods']>[number];

/** The package's price keys in our buckets. Its cache write price without a lifetime is that of the default one. */
const bucketOfKey: Record<string, UsageBucket> = {
  input_mtok: 'inputUncached',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite',
  cache_write_1h_mtok: 'cacheWrite1h',
  input_audio_mtok: 'audioInput',
  input_image_mtok: 'imageInput',
  output_mtok: 'outputText',
  output_reasoning_mtok: 'reasoning',
  output_audio_mtok: 'audioOutput',
  output_image_mtok: 'imageOutput',
};

/** Charges that are part of every call, and no token price can hold. */
const otherChargeKeys = ['requests_kcount', 'output_citation_mtok'];

/**
 * Converts the prices of a model in `genai-prices`. The base is what holds on `tableDate`, at most hours of the day;
 * former and
 * later prices and dearer hours become periods.
 */
export function convertGenaiPrice(prices: ModelInfo['prices'], tableDate: string): Converted {
  const conditional: ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
  const current = conditional.findLast((each) => isCurrent(each, tableDate)) ?? conditional[0];
  if (current === undefined) throw new Error('A model has an empty list of prices.');
  const periods = [
    ...formerPeriods(conditional, tableDate),
    ...conditional.flatMap((each) => toPeriod(each, tableDate, startOf(current.constraint))),
  ];
  const hasOtherCharges = otherChargeKeys.some((key) => current.prices[key] !== undefined);
  return {
    ...toPrices(current.prices),
    ...(periods.length > 0 ? { periods } : {}),
    ...(hasOtherCharges ? { hasOtherCharges } : {}),
    effectiveFrom: startOf(current.constraint),
  };
}

function isCurrent({ constraint }: ConditionalPrice, tableDate: string): boolean {
  if (constraint === undefined) return true;
  return constraint.type === 'start_date' && constraint.start_date <= tableDate;
}

/** What held before the current price, each until the next began: calls are priced by the day they were made. */
function formerPeriods(conditional: readonly ConditionalPrice[], tableDate: string): PricePeriod[] {
  const held = conditional.filter((each) => isCurrent(each, tableDate));
  return held.slice(0, -1).map(({ constraint, prices }, index) => ({
    from: startOf(constraint),
    until: startOf(held[index + 1]?.constraint),
    daily: null,
    ...toPrices(prices),
  }));
}

function startOf(constraint: ConditionalPrice['constraint']): string | null {
  return constraint?.type === 'start_date' ? constraint.start_date : null;
}

/** Dearer hours are listed beside the current price, so they began with it. */
function toPeriod(
  { constraint, prices }: ConditionalPrice,
  tableDate: string,
  currentFrom: string | null,
): PricePeriod[] {
  if (constraint === undefined) return [];
  if (constraint.type === 'time_of_date') {
    const daily = { from: toTimeOfDay(constraint.start_time), until: toTimeOfDay(constraint.end_time) };
    return [{ from: currentFrom, daily, ...toPrices(prices) }];
  }
  return constraint.start_date > tableDate ? [{ from: constraint.start_date, daily: null, ...toPrices(prices) }] : [];
}

function toTimeOfDay(time: string): string {
  const match = /^(\d{2}:\d{2}):00Z$/.exec(time);
  if (!match?.[1]) throw new Error(`The time of day ${time} is not a whole minute in UTC.`);
  return match[1];
}

function toPrices(prices: GenaiPrice): Pick<ModelPrice, 'base' | 'tiers'> {
  return { base: pricesAbove(prices, 0), tiers: tierStarts(prices).map((start) => tierAt(prices, start)) };
}

function tierStarts(prices: GenaiPrice): number[] {
  const starts = Object.values(prices).flatMap((price) =>
    typeof price === 'object' ? price.tiers.map((tier) => tier.start) : [],
  );
  return [...new Set(starts)].toSorted((a, b) => a - b);
}

function tierAt(prices: GenaiPrice, start: number) {
  return { aboveInputTokens: start, prices: pricesAbove(prices, start) };
}

/** The price of every bucket for a call with more than `start` input tokens. */
function pricesAbove(prices: GenaiPrice, start: number): BucketPrices {
  const converted: BucketPrices = {};
  for (const [key, price] of Object.entries(prices)) {
    const bucket = bucketOfKey[key];
    if (bucket === undefined || price === undefined) continue;
    const amount =
      typeof price === 'number' ? price : (price.tiers.findLast((tier) => tier.start <= start)?.price ?? price.base);
    converted[bucket] = toDecimal(amount);
  }
  return converted;
}

/** A float of the table as the decimal it was written as; twelve digits are more than any published price has. */
export function toDecimal(price: number): string {
  const decimal = price.toFixed(12).replace(/\.?0+$/, '');
  if (Math.abs(Number(decimal) - price) > price * 1e-9) throw new Error(`The price ${price} has too many digits.`);
  return decimal;
}
