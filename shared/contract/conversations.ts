import * as z from 'zod';
import { atMost } from './at-most.ts';
import { defineRoute } from './route.ts';

const mebibyte = 1024 * 1024;

const idOf = (prefix: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .meta({ description: `\`${prefix}_…\`` });
const conversationParams = z.object({ conversationId: idOf('conv') });
const itemParams = z.object({ conversationId: idOf('conv'), itemId: idOf('msg') });

const metadataSchema = atMost(16, z.record(z.string().max(64), z.string().max(512))).meta({
  description: 'At most 16 pairs; keys of 64, values of 512 characters',
});

/** As OpenAI's: `type` is `message` unless told. What an item holds is checked by the handler. */
const inputItemSchema = z.looseObject({ type: z.string().max(64).nullish() });
const inputItemsSchema = z.array(inputItemSchema).max(20, 'add at most 20 items at a time');

export const conversationItemSchema = z
  .looseObject({ id: z.string(), type: z.string() })
  .meta({ id: 'ConversationItem', description: 'A message, a call of a tool, its result, or reasoning' });

export const conversationSchema = z
  .object({
    id: z.string(),
    object: z.literal('conversation'),
    created_at: z.int().meta({ description: 'Unix time in seconds' }),
    expires_at: z.int().meta({ description: 'When it is deleted, Unix time in seconds' }),
    metadata: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.output<typeof conversationSchema>;

export const conversationItemListSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(conversationItemSchema),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
    has_more: z.boolean(),
  })
  .meta({ id: 'ConversationItemList' });
export type ConversationItemList = z.output<typeof conversationItemListSchema>;

const read = { kind: 'project', role: 'viewer', scope: 'gateway' } as const;
const write = { kind: 'project', role: 'editor', scope: 'gateway' } as const;
const common = { domain: 'gateway', errors: 'openai' } as const;
const exampleItem = { type: 'message', role: 'user', content: 'Hello!' };

export const createConversation = defineRoute({
  ...common,
  id: 'createConversation',
  method: 'POST',
  path: '/v1/conversations',
  summary: 'Begin a conversation that is kept on the server',
  access: write,
  body: z.looseObject({
    items: inputItemsSchema.nullish(),
    metadata: metadataSchema.nullish(),
    expires_after: z
      .strictObject({
        anchor: z.literal('created_at'),
        seconds: z
          .int()
          .min(60)
          .max(3650 * 86_400),
      })
      .nullish()
      .meta({ description: 'When it is deleted; never later than the project keeps its traces' }),
  }),
  maxBodyBytes: 6 * mebibyte,
  exampleBody: { metadata: { topic: 'demo' }, items: [exampleItem] },
  response: { status: 200, description: 'The conversation', schema: conversationSchema },
});

export const listConversations = defineRoute({
  ...common,
  id: 'listConversations',
  method: 'GET',
  path: '/v1/conversations',
  summary: 'List the conversations of the project, newest first',
  access: read,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(2048).optional().meta({ description: '`next_cursor` of the page before' }),
  }),
  response: {
    status: 200,
    description: 'A page of conversations',
    schema: z.object({
      object: z.literal('list'),
      data: z.array(conversationSchema),
      has_more: z.boolean(),
      next_cursor: z.string().nullable(),
    }),
  },
});

export const getConversation = defineRoute({
  ...common,
  id: 'getConversation',
  method: 'GET',
  path: '/v1/conversations/{conversationId}',
  summary: 'Read a conversation, without its items',
  access: read,
  params: conversationParams,
  response: { status: 200, description: 'The conversation', schema: conversationSchema },
});

export const updateConversation = defineRoute({
  ...common,
  id: 'updateConversation',
  method: 'POST',
  path: '/v1/conversations/{conversationId}',
  summary: 'Replace the metadata of a conversation',
  access: write,
  params: conversationParams,
  body: z.looseObject({ metadata: metadataSchema.nullable() }),
  exampleBody: { metadata: { topic: 'harbours' } },
  response: { status: 200, description: 'The conversation', schema: conversationSchema },
});

export const deleteConversation = defineRoute({
  ...common,
  id: 'deleteConversation',
  method: 'DELETE',
  path: '/v1/conversations/{conversationId}',
  summary: 'Delete a conversation with everything in it',
  access: write,
  params: conversationParams,
  response: {
    status: 200,
    description: 'It is gone',
    schema: z.object({ id: z.string(), object: z.literal('conversation.deleted'), deleted: z.literal(true) }),
  },
});

export const listConversationItems = defineRoute({
  ...common,
  id: 'listConversationItems',
  method: 'GET',
  path: '/v1/conversations/{conversationId}/items',
  summary: 'List the items of a conversation',
  access: read,
  params: conversationParams,
  query: z.object({
    after: z.string().max(100).optional().meta({ description: '`last_id` of the page before' }),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  response: { status: 200, description: 'A page of items', schema: conversationItemListSchema },
});

export const createConversationItems = defineRoute({
  ...common,
  id: 'createConversationItems',
  method: 'POST',
  path: '/v1/conversations/{conversationId}/items',
  summary: 'Add items at the end of a conversation',
  access: write,
  params: conversationParams,
  body: z.looseObject({ items: inputItemsSchema.min(1, 'send at least one item') }),
  maxBodyBytes: 6 * mebibyte,
  exampleBody: { items: [exampleItem] },
  response: { status: 200, description: 'The items with their ids', schema: conversationItemListSchema },
});

export const getConversationItem = defineRoute({
  ...common,
  id: 'getConversationItem',
  method: 'GET',
  path: '/v1/conversations/{conversationId}/items/{itemId}',
  summary: 'Read one item of a conversation',
  access: read,
  params: itemParams,
  response: { status: 200, description: 'The item', schema: conversationItemSchema },
});

export const deleteConversationItem = defineRoute({
  ...common,
  id: 'deleteConversationItem',
  method: 'DELETE',
  path: '/v1/conversations/{conversationId}/items/{itemId}',
  summary: 'Delete one item of a conversation',
  access: write,
  params: itemParams,
  response: { status: 200, description: 'The conversation that it was in', schema: conversationSchema },
});

export const exportConversation = defineRoute({
  ...common,
  id: 'exportConversation',
  method: 'GET',
  path: '/v1/conversations/{conversationId}/export',
  summary: 'Everything of a conversation as JSON Lines: itself first, then its items in order',
  access: read,
  params: conversationParams,
  response: {
    status: 200,
    description: 'One JSON object a line',
    contentType: 'application/jsonl',
    schema: z.string(),
  },
});

export const conversationRoutes = [
  createConversation,
  listConversations,
  getConversation,
  updateConversation,
  deleteConversation,
  listConversationItems,
  createConversationItems,
  getConversationItem,
  deleteConversationItem,
  exportConversation,
] as const;
