import * as z from 'zod';
import { pageOf } from './common.ts';
import { modelOverrideSchema, modelPriceSchema } from './model-override.ts';
import { defineRoute } from './route.ts';

export {
  type BucketPrices,
  bucketPricesSchema,
  type ModelOverride,
  type ModelPrice,
  modelOverrideSchema,
  modelPriceSchema,
} from './model-override.ts';

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
