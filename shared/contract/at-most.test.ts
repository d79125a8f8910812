import { expect, test } from 'vitest';
import { createConversation, updateConversation } from './conversations.ts';
import { chatCompletionRequestSchema, embeddingsRequestSchema } from './gateway.ts';
import { responsesRequestSchema } from './gateway-responses.ts';
import { createKey } from './keys.ts';
import { putModelOverride } from './models.ts';
import { conditionSchema } from './route-condition.ts';

/** A body can hold half a million of them, and each would be noted. */
const list = Array.from({ length: 20_000 }, () => 0.5);
const record = Object.fromEntries(list.map((each, index) => [`k${index}`, each]));
const message = { role: 'user', content: 'Hello!' };

test.each([
  ['metadata of a chat', chatCompletionRequestSchema, { model: 'm', messages: [message], metadata: record }],
  ['metadata of a response', responsesRequestSchema, { model: 'm', input: 'Hello!', metadata: record }],
  ['metadata of a conversation', createConversation.body, { metadata: record }],
  ['other metadata of a conversation', updateConversation.body, { metadata: record }],
  ['scopes', createKey.body, { name: 'k', scopes: list }],
  ['needs', conditionSchema, { kind: 'needs', needs: list }],
  ['weekdays', conditionSchema, { kind: 'time', zone: 'UTC', weekdays: list }],
  ['tokens', embeddingsRequestSchema, { model: 'm', input: [[1], list] }],
  ['prices', putModelOverride.body, { price: { base: record, tiers: [] } }],
  ['tiers', putModelOverride.body, { price: { base: {}, tiers: list } }],
])('%s that are wrong by the thousand are one fault', (_, schema, body) => {
  expect(schema?.safeParse(body).error?.issues).toHaveLength(1);
});

test('as many entries as there may be are taken', () => {
  const metadata = Object.fromEntries(Array.from({ length: 16 }, (__, index) => [`k${index}`, 'v']));
  expect(createConversation.body?.safeParse({ metadata }).data).toMatchObject({ metadata });
  expect(chatCompletionRequestSchema.safeParse({ model: 'm', messages: [message], metadata }).data).toMatchObject({
    metadata,
  });
});

test('millions of tokens over many lists are read', () => {
  const input = Array.from({ length: 20 }, () => Array.from({ length: 100_000 }, () => 1));
  expect(embeddingsRequestSchema.safeParse({ model: 'm', input }).success).toBe(true);
});
