import * as z from 'zod';
import { defineRoute } from './route.ts';

/** Loose as `chatCompletionRequestSchema` is: what is translated is checked where it is translated, in the caller's words. */
const blockSchema = z.looseObject({ type: z.string('a block says its type') });
const contentSchema = z.union(
  [z.string(), z.array(blockSchema).max(10_000)],
  'send a text, or a list of content blocks that each say their type',
);

const messageSchema = z.looseObject({
  role: z.enum(['user', 'assistant', 'system'], 'a role is "user", "assistant" or "system"'),
  content: contentSchema,
});

const promptShape = {
  model: z.string('name a model').min(1, 'name a model, for example "sandbox/lorem"'),
  messages: z.array(messageSchema).min(1, 'send at least one message').max(100_000),
  system: contentSchema.nullish(),
  tools: z
    .array(z.looseObject({ type: z.string().nullish() }))
    .max(512, 'send at most 512 tools')
    .nullish(),
  tool_choice: z.looseObject({ type: z.string() }).nullish(),
  thinking: z.looseObject({ type: z.string() }).nullish(),
  output_config: z.looseObject({ effort: z.string().nullish(), format: z.looseObject({}).nullish() }).nullish(),
  output_format: z.looseObject({ type: z.string() }).nullish(),
  cache_control: z.looseObject({ type: z.string() }).nullish(),
};

export const messagesRequestSchema = z
  .looseObject({
    ...promptShape,
    max_tokens: z.int('say how many tokens the answer may have').positive(),
    stream: z.boolean().nullish(),
    temperature: z.number().min(0).max(1).nullish(),
    top_p: z.number().min(0).max(1).nullish(),
    top_k: z.int().positive().nullish(),
    stop_sequences: z.array(z.string().max(1_000)).max(64, 'send at most 64 stop sequences').nullish(),
    metadata: z.looseObject({ user_id: z.string().max(512).nullish() }).nullish(),
    service_tier: z.string().nullish(),
  })
  .meta({ id: 'MessagesRequest' });

export const countTokensRequestSchema = z.looseObject(promptShape).meta({ id: 'CountTokensRequest' });

export const messageAnswerSchema = z
  .looseObject({
    id: z.string(),
    type: z.literal('message'),
    role: z.literal('assistant'),
    model: z.string(),
    content: z.array(blockSchema),
    stop_reason: z.string().nullable(),
    stop_sequence: z.string().nullable(),
    usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int() }),
  })
  .meta({ id: 'Message' });

const mebibyte = 1024 * 1024;

export const createMessage = defineRoute({
  id: 'createMessage',
  domain: 'gateway',
  method: 'POST',
  path: '/v1/messages',
  summary: 'Call a chat model, streamed or not, in Anthropic’s wire format',
  access: { kind: 'project', role: 'editor', scope: 'gateway' },
  errors: 'anthropic',
  body: messagesRequestSchema,
  maxBodyBytes: 6 * mebibyte,
  exampleBody: {
    model: 'sandbox/lorem',
    max_tokens: 1024,
    messages: [{ role: 'user', content: 'Say hello.' }],
  },
  response: { status: 200, description: 'The message', schema: messageAnswerSchema },
  alternativeResponse: { contentType: 'text/event-stream', description: 'Events, when `stream` is true' },
});

export const countMessageTokens = defineRoute({
  id: 'countMessageTokens',
  domain: 'gateway',
  method: 'POST',
  path: '/v1/messages/count_tokens',
  summary: 'Count the tokens of a request in Anthropic’s wire format, without calling the model',
  description:
    'Exact where the provider can count. Else an estimate, which the header `x-signalbox-token-count: estimated` says.',
  access: { kind: 'project', role: 'editor', scope: 'gateway' },
  errors: 'anthropic',
  body: countTokensRequestSchema,
  maxBodyBytes: 6 * mebibyte,
  exampleBody: { model: 'sandbox/lorem', messages: [{ role: 'user', content: 'Say hello.' }] },
  response: {
    status: 200,
    description: 'The count',
    schema: z.looseObject({ input_tokens: z.int().nonnegative() }).meta({ id: 'MessageTokensCount' }),
  },
});

/** Not in `gatewayRoutes` before they are served. */
export const messagesRoutes = [createMessage, countMessageTokens] as const;
