import * as z from 'zod';
import { atMost } from './at-most.ts';
import { usageBuckets } from './usage.ts';

/** USD per million tokens as a decimal string, exactly as published: `"0.075"`. */
const decimalUsdSchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'write a price as a decimal number of USD, such as "0.075"');

/** Price per bucket. A bucket that is absent has no price of its own; see `docs/explanation/usage-and-cost.md`. */
export const bucketPricesSchema = atMost(100, z.partialRecord(z.enum(usageBuckets), decimalUsdSchema)).meta({
  description: 'USD per million tokens, by usage bucket',
});

/** Applied to the whole call when its input exceeds `aboveInputTokens`; the highest that matches wins. */
const priceTiersSchema = z
  .array(z.strictObject({ aboveInputTokens: z.int().positive(), prices: bucketPricesSchema }))
  .max(100);

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day in UTC, such as "01:30"');

/** Prices at other times than now: of the past, announced for a date, or of certain hours. The last that matches wins. */
const pricePeriodSchema = z.object({
  from: z.iso.date().nullable().meta({ description: 'First day, UTC; null for always' }),
  until: z.iso.date().nullable().optional().meta({ description: 'First day, UTC, on which it no longer holds' }),
  daily: z
    .object({ from: timeOfDaySchema, until: timeOfDaySchema })
    .nullable()
    .meta({ description: 'Hours of the day, UTC; `until` is not part of it' }),
  base: bucketPricesSchema,
  tiers: priceTiersSchema,
  source: z.string().optional().meta({ description: '`override` where the project says so; else that of the whole' }),
});

export const modelPriceSchema = z
  .object({
    base: bucketPricesSchema,
    tiers: priceTiersSchema,
    /** Absent where one price holds at all times. */
    periods: z.array(pricePeriodSchema).optional(),
    hasOtherCharges: z
      .boolean()
      .optional()
      .meta({ description: 'The provider also charges per request or citation, which token prices do not hold' }),
    /** Absent where the provider has no batch API, or no source tells what it costs. */
    batch: z
      .object({
        base: bucketPricesSchema,
        tiers: priceTiersSchema,
        source: z.string(),
        sourceDate: z.iso.date().meta({ description: 'When the source said so' }),
      })
      .optional()
      .meta({ description: 'What the provider’s batch API charges; calls through the gateway are never batched' }),
    source: z.string().meta({ description: 'Where the price comes from: a package with its version, or `override`' }),
    sourceDate: z.iso.date().optional().meta({ description: 'When the source said so' }),
    effectiveFrom: z.iso.date().nullable(),
  })
  .meta({ id: 'ModelPrice' });
export type BucketPrices = z.output<typeof bucketPricesSchema>;
export type ModelPrice = z.output<typeof modelPriceSchema>;

const overridePriceSchema = modelPriceSchema.pick({ base: true, tiers: true }).strict();
const datedPricesSchema = z
  .array(overridePriceSchema.extend({ from: z.iso.date().meta({ description: 'First day, UTC' }) }))
  .max(50)
  .refine((prices) => new Set(prices.map(({ from }) => from)).size === prices.length, 'give one price for a day');

export const modelOverrideSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    contextWindow: z.int().positive().nullable().optional(),
    maxOutputTokens: z.int().positive().nullable().optional(),
    /** From now on, until one of `prices` begins; null says that it is not known. */
    price: overridePriceSchema.nullable().optional(),
    prices: datedPricesSchema.optional().meta({
      description:
        'Prices from a day on. A call is priced by what holds when it is made; its cost never changes later.',
    }),
  })
  .meta({ id: 'ModelOverride', description: 'What the project says otherwise about a model; absent parts stay' });
export type ModelOverride = z.output<typeof modelOverrideSchema>;
