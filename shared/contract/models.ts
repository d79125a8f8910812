import * as z from 'zod';
import { pageOf } from './common.ts';
import { defineRoute } from './route.ts';
import { usageBuckets } from './usage.ts';

/** USD per million tokens as a decimal string, exactly as published: `"0.075"`. */
const decimalUsdSchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'write a price as a decimal number of USD, such as "0.075"');

/** Price per bucket. A bucket that is absent has no price of its own; see `docs/explanation/usage-and-cost.md`. */
export const bucketPricesSchema = z
  .partialRecord(z.enum(usageBuckets), decimalUsdSchema)
  .meta({ description: 'USD per million tokens, by usage bucket' });

/** Applied to the whole call when its input exceeds `aboveInputTokens`; the highest that matches wins. */
const priceTiersSchema = z.array(z.strictObject({ aboveInputTokens: z.int().positive(), prices: bucketPricesSchema }));

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

export const modelAbilities = ['tools', 'structuredOutput', 'reasoning', 'vision', 'caching'] as const;
/** `null` means not known. */
const ability = z.boolean().nullable();

export const modelSchema = z
  .object({
    id: z.string().meta({ description: 'What to send as `model`, for example `openai/gpt-5-mini`' }),
    provider: z.string(),
    providerModelId: z.string().meta({ description: 'What the provider calls it' }),
    name: z.string(),
    kind: z.enum(['chat', 'embedding']),
    contextWindow: z.int().nullable(),
    maxOutputTokens: z.int().nullable(),
    inputModalities: z.array(z.enum(['text', 'image', 'audio', 'video', 'file'])),
    outputModalities: z.array(z.enum(['text', 'image', 'audio', 'embedding'])),
    abilities: z.object({
      tools: ability,
      structuredOutput: ability,
      reasoning: ability,
      vision: ability,
      caching: ability,
    }),
    price: modelPriceSchema.nullable(),
    priceTableVersion: z.string().nullable(),
    deprecatedOn: z.iso
      .date()
      .optional()
      .meta({ description: 'The day on which the provider switches it off, or did; absent where none is known' }),
    isSimulated: z.boolean(),
    /** A project override replaces parts of the entry. */
    hasOverride: z.boolean(),
    /** True if the project has a connected provider that serves it. */
    isAvailable: z.boolean(),
  })
  .meta({ id: 'Model' });
export type Model = z.output<typeof modelSchema>;

const modelParams = z.object({
  modelId: z.string().min(1).max(200).meta({ description: 'URL-encoded: `openai%2Fgpt-5-mini`' }),
});

export const listModels = defineRoute({
  id: 'listModels',
  domain: 'models',
  method: 'GET',
  path: '/api/v2/models',
  summary: 'The model catalogue as the project sees it',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  response: { status: 200, description: 'Every model', schema: pageOf(modelSchema) },
});

export const getModel = defineRoute({
  id: 'getModel',
  domain: 'models',
  method: 'GET',
  path: '/api/v2/models/{modelId}',
  summary: 'Read one model',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  params: modelParams,
  response: { status: 200, description: 'The model', schema: modelSchema },
});

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

export const putModelOverride = defineRoute({
  id: 'putModelOverride',
  domain: 'models',
  method: 'PUT',
  path: '/api/v2/models/{modelId}/override',
  summary: 'Override limits or price of a model for this project',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  params: modelParams,
  body: modelOverrideSchema,
  exampleBody: { price: { base: { inputUncached: '0.50', outputText: '2' }, tiers: [] } },
  response: { status: 200, description: 'The model as it is now', schema: modelSchema },
});

export const deleteModelOverride = defineRoute({
  id: 'deleteModelOverride',
  domain: 'models',
  method: 'DELETE',
  path: '/api/v2/models/{modelId}/override',
  summary: 'Remove an override',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  params: modelParams,
  response: { status: 204, description: 'Removed' },
});

export const modelsRoutes = [listModels, getModel, putModelOverride, deleteModelOverride] as const;
