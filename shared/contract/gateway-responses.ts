import * as z from 'zod';
import { atMost } from './at-most.ts';
import { conversationItemListSchema } from './conversations.ts';
import { defineRoute } from './route.ts';

/** Loose as `chatCompletionRequestSchema` is: what is translated is checked where it is translated, in the caller's words. */
export const responsesRequestSchema = z
  .looseObject({
    model: z.string('name a model').min(1, 'name a model, for example "sandbox/lorem"'),
    input: z.union(
      [z.string().min(1), z.array(z.looseObject({})).min(1).max(10_000)],
      'send a text or a list of items',
    ),
    instructions: z.string('send the instructions as a text').nullish(),
    stream: z.boolean().nullish(),
    max_output_tokens: z.int().positive().nullish(),
    temperature: z.number().min(0).max(2).nullish(),
    top_p: z.number().min(0).max(1).nullish(),
    top_logprobs: z.int().min(0).max(20).nullish(),
    tools: z
      .array(z.looseObject({ type: z.string() }))
      .max(512, 'send at most 512 tools')
      .nullish(),
    tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]).nullish(),
    parallel_tool_calls: z.boolean().nullish(),
    text: z
      .looseObject({ format: z.looseObject({ type: z.string() }).nullish(), verbosity: z.string().nullish() })
      .nullish(),
    reasoning: z.looseObject({ effort: z.string().nullish(), summary: z.string().nullish() }).nullish(),
    include: z.array(z.string()).max(32).nullish(),
    truncation: z.enum(['auto', 'disabled']).nullish(),
    store: z.boolean().nullish(),
    previous_response_id: z.string().max(128).nullish(),
    conversation: z.union([z.string().max(128), z.looseObject({ id: z.string().max(128) })]).nullish(),
    user: z.string().nullish(),
    safety_identifier: z.string().nullish(),
    metadata: atMost(1000, z.record(z.string(), z.string())).nullish(),
  })
  .meta({ id: 'ResponsesRequest' });

export const responseAnswerSchema = z
  .looseObject({
    id: z.string(),
    object: z.literal('response'),
    created_at: z.int(),
    status: z.enum(['completed', 'incomplete', 'failed', 'in_progress']),
    model: z.string(),
    output: z.array(z.looseObject({ type: z.string() })),
    usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int(), total_tokens: z.int() }).nullable(),
  })
  .meta({ id: 'Response' });

const mebibyte = 1024 * 1024;

export const createResponse = defineRoute({
  id: 'createResponse',
  domain: 'gateway',
  method: 'POST',
  path: '/v1/responses',
  summary: 'Call a chat model, streamed or not, in the wire format of OpenAI’s responses',
  access: { kind: 'project', role: 'editor', scope: 'gateway' },
  errors: 'openai',
  body: responsesRequestSchema,
  maxBodyBytes: 6 * mebibyte,
  exampleBody: { model: 'sandbox/lorem', input: 'Say hello.' },
  response: { status: 200, description: 'The response', schema: responseAnswerSchema },
  alternativeResponse: { contentType: 'text/event-stream', description: 'Events, when `stream` is true' },
});

const responseParams = z.object({ responseId: z.string().min(1).max(128).meta({ description: '`resp_…`' }) });
const kept = { domain: 'gateway', errors: 'openai', params: responseParams } as const;

export const getResponse = defineRoute({
  ...kept,
  id: 'getResponse',
  method: 'GET',
  path: '/v1/responses/{responseId}',
  summary: 'Read a response that was stored',
  access: { kind: 'project', role: 'viewer', scope: 'gateway' },
  query: z.object({
    stream: z
      .literal('false', 'a response that is stored is not streamed again: leave `stream` out')
      .optional()
      .meta({ description: 'Stored responses come in one piece' }),
  }),
  response: { status: 200, description: 'The response', schema: responseAnswerSchema },
});

export const deleteResponse = defineRoute({
  ...kept,
  id: 'deleteResponse',
  method: 'DELETE',
  path: '/v1/responses/{responseId}',
  summary: 'Delete a response that was stored; those that went on from it cannot be gone on from any more',
  access: { kind: 'project', role: 'editor', scope: 'gateway' },
  response: {
    status: 200,
    description: 'It is gone',
    schema: z.object({ id: z.string(), object: z.literal('response'), deleted: z.literal(true) }),
  },
});

export const listResponseInputItems = defineRoute({
  ...kept,
  id: 'listResponseInputItems',
  method: 'GET',
  path: '/v1/responses/{responseId}/input_items',
  summary: 'List the input items of a response that was stored',
  access: { kind: 'project', role: 'viewer', scope: 'gateway' },
  query: z.object({
    after: z.string().max(128).optional().meta({ description: '`last_id` of the page before' }),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  response: { status: 200, description: 'A page of items', schema: conversationItemListSchema },
});

export const responsesRoutes = [createResponse, getResponse, deleteResponse, listResponseInputItems] as const;
