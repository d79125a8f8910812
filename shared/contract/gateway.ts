import * as z from 'zod';
import { atMost } from './at-most.ts';
import { defineRoute } from './route.ts';

/**
 * The gateway checks what it needs to route, price and bound a call and passes the rest on untouched, so these schemas
 * are loose: a parameter that a provider invents tomorrow works today.
 */
const messageSchema = z.looseObject({ role: z.string(), content: z.unknown().optional() });

export const chatCompletionRequestSchema = z
  .looseObject({
    model: z.string().min(1, 'name a model, for example "sandbox/lorem"'),
    // The bound keeps millions of wrong ones from being noted one by one.
    messages: z.array(messageSchema).min(1, 'send at least one message').max(100_000),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    max_tokens: z.int().positive().nullish(),
    max_completion_tokens: z.int().positive().nullish(),
    temperature: z.number().min(0).max(2).nullish(),
    top_p: z.number().min(0).max(1).nullish(),
    n: z.int().min(1).max(16).nullish(),
    stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
    tools: z
      .array(z.looseObject({ type: z.string() }))
      .max(128)
      .nullish(),
    tool_choice: z.unknown().optional(),
    response_format: z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) }).nullish(),
    seed: z.int().nullish(),
    user: z.string().nullish(),
    metadata: atMost(1000, z.record(z.string(), z.string())).nullish(),
  })
  .meta({ id: 'ChatCompletionRequest' });
export type ChatCompletionRequest = z.output<typeof chatCompletionRequestSchema>;

/** Notes one of a list: thousands of lists would note each, and more than there may be arguments end in no answer at all. */
function findWrongToken(list: unknown, context: z.core.$RefinementCtx): unknown {
  if (Array.isArray(list) && !list.every(Number.isSafeInteger))
    context.issues.push({ code: 'custom', message: 'tokens are whole numbers', input: list });
  return list;
}

export const embeddingsRequestSchema = z
  .looseObject({
    model: z.string().min(1, 'name a model, for example "sandbox/embedding"'),
    input: z.union([
      z.string().min(1),
      z.array(z.string()).min(1).max(2048),
      z.array(z.int()).min(1).max(100_000),
      z
        .array(z.preprocess(findWrongToken, z.array(z.int()).max(100_000)))
        .min(1)
        .max(2048),
    ]),
    encoding_format: z.enum(['float', 'base64']).nullish(),
    dimensions: z.int().positive().nullish(),
    user: z.string().nullish(),
  })
  .meta({ id: 'EmbeddingsRequest' });

const openAiUsageSchema = z.looseObject({
  prompt_tokens: z.int(),
  completion_tokens: z.int().optional(),
  total_tokens: z.int(),
});

export const chatCompletionSchema = z
  .looseObject({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({
        index: z.int(),
        message: z.looseObject({ role: z.string(), content: z.string().nullish() }),
        finish_reason: z.string().nullable(),
      }),
    ),
    usage: openAiUsageSchema.nullish(),
  })
  .meta({ id: 'ChatCompletion' });

export const openAiModelSchema = z
  .looseObject({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .meta({ id: 'OpenAiModel' });

const mebibyte = 1024 * 1024;

export const createChatCompletion = defineRoute({
  id: 'createChatCompletion',
  domain: 'gateway',
  method: 'POST',
  path: '/v1/chat/completions',
  summary: 'Call a chat model, streamed or not, in OpenAI’s wire format',
  access: { kind: 'project', role: 'editor', scope: 'gateway' },
  errors: 'openai',
  body: chatCompletionRequestSchema,
  maxBodyBytes: 6 * mebibyte,
  exampleBody: {
    model: 'sandbox/lorem',
    messages: [{ role: 'user', content: 'Say hello.' }],
    stream: true,
    stream_options: { include_usage: true },
  },
  response: { status: 200, description: 'The completion', schema: chatCompletionSchema },
  alternativeResponse: { contentType: 'text/event-stream', description: 'Chunks, when `stream` is true' },
});

export const createEmbeddings = defineRoute({
  id: 'createEmbeddings',
  domain: 'gateway',
  method: 'POST',
  path: '/v1/embeddings',
  summary: 'Turn text into vectors, in OpenAI’s wire format',
  access: { kind: 'project', role: 'editor', scope: 'gateway' },
  errors: 'openai',
  body: embeddingsRequestSchema,
  maxBodyBytes: 6 * mebibyte,
  exampleBody: { model: 'sandbox/embedding', input: ['The first text.', 'The second text.'] },
  response: {
    status: 200,
    description: 'The vectors',
    schema: z.looseObject({
      object: z.literal('list'),
      data: z.array(z.looseObject({ index: z.int(), embedding: z.union([z.array(z.number()), z.string()]) })),
      model: z.string(),
      usage: openAiUsageSchema,
    }),
  },
});

export const listGatewayModels = defineRoute({
  id: 'listGatewayModels',
  domain: 'gateway',
  method: 'GET',
  path: '/v1/models',
  summary: 'List the models that this key can call',
  access: { kind: 'project', role: 'viewer', scope: 'gateway' },
  errors: 'openai',
  response: {
    status: 200,
    description: 'The models',
    schema: z.object({ object: z.literal('list'), data: z.array(openAiModelSchema) }),
  },
});

export const getGatewayModel = defineRoute({
  id: 'getGatewayModel',
  domain: 'gateway',
  method: 'GET',
  path: '/v1/models/{model}',
  summary: 'Read one model; the slash in its id may be encoded or not',
  access: { kind: 'project', role: 'viewer', scope: 'gateway' },
  errors: 'openai',
  params: z.object({ model: z.string().min(1).max(200) }),
  response: { status: 200, description: 'The model', schema: openAiModelSchema },
});

export const gatewayRoutes = [createChatCompletion, createEmbeddings, listGatewayModels, getGatewayModel] as const;
