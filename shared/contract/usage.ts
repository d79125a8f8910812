import * as z from 'zod';

const tokens = z.int().nonnegative();

/**
 * Exclusive token buckets: each token is counted in exactly one, so `input` and `output` are their sums. Where a
 * `contradictory_*` flag is set, parts and whole are as they were reported instead. The usage rule is in
 * `docs/explanation/usage-and-cost.md`.
 */
export const usageBuckets = [
  'inputUncached',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite',
  'audioInput',
  'imageInput',
  'outputText',
  'reasoning',
  'audioOutput',
  'imageOutput',
] as const;
export type UsageBucket = (typeof usageBuckets)[number];

export const usageFlags = [
  /** Parts exceed the whole, so the numbers are kept as reported. */
  'contradictory_input',
  'contradictory_output',
  /** A total was reported that is not input + output. */
  'contradictory_total',
  /** Counted by Signalbox because the provider reported nothing. */
  'estimated',
  /** The stream ended before the provider reported usage; what had arrived was counted. */
  'partial',
] as const;

export const usageSchema = z
  .object({
    inputUncached: tokens,
    cacheRead: tokens,
    cacheWrite5m: tokens,
    cacheWrite1h: tokens,
    /** Written to a cache of unknown lifetime. */
    cacheWrite: tokens,
    audioInput: tokens,
    imageInput: tokens,
    outputText: tokens,
    reasoning: tokens,
    audioOutput: tokens,
    /** Records that were made before there was this bucket leave it out. */
    imageOutput: tokens.default(0),
    input: tokens,
    output: tokens,
    total: tokens,
    basis: z.enum(['reported', 'estimated']),
    /** Whether the source's input count included its cached parts. */
    convention: z.enum(['inclusive', 'exclusive']),
    flags: z.array(z.enum(usageFlags)),
  })
  .meta({ id: 'Usage', description: 'Tokens in exclusive buckets' });
export type Usage = z.output<typeof usageSchema>;

export const costFlags = [
  /** No price is known for the model: the total is null. */
  'unknown_price',
  /** The model is known but has no price for a bucket that was used; the total is null. */
  'missing_bucket_price',
  /** A bucket without a price of its own was charged at the price of a more general one. */
  'fallback_bucket_price',
  /** The provider also charges by something else than tokens, which the amount does not hold. */
  'other_charges',
  /** The usage contradicts itself, so the amount is as good as the numbers reported. */
  'contradictory_usage',
  /** The amount is too large to be kept exactly; the total is null. */
  'out_of_range',
  /** Computed from estimated usage. */
  'estimated_usage',
  /** The answer came from the gateway's cache: it was paid for before. */
  'cached',
  /** A simulated model: nobody is charged. */
  'simulated',
] as const;

export const costSchema = z
  .object({
    totalNanoUsd: z.int().nullable().meta({ description: 'USD × 10⁻⁹, rounded once, half to even; null when unknown' }),
    /** USD × 10⁻⁹ per used bucket; the parts add up to the total. */
    buckets: z.partialRecord(z.enum(usageBuckets), z.int()),
    source: z.enum(['provider', 'computed', 'client']),
    priceTableVersion: z.string().nullable(),
    /** Name of the price tier that applied, such as `>200000 input tokens`; null for the base price. */
    tier: z.string().nullable(),
    flags: z.array(z.enum(costFlags)),
  })
  .meta({ id: 'Cost', description: 'Integer nano-dollars with provenance' });
export type Cost = z.output<typeof costSchema>;
