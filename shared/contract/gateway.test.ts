import { expect, test } from 'vitest';
import { chatCompletionRequestSchema, embeddingsRequestSchema } from './gateway.ts';

/** As many as a body of 6 MB can hold would fill the memory with notes of what is wrong with each. */
const wrong = Array.from({ length: 200_000 }, () => 0.5);

test.each([
  ['messages', chatCompletionRequestSchema, { model: 'm', messages: wrong }],
  ['inputs', embeddingsRequestSchema, { model: 'm', input: wrong }],
  ['inputs in tokens', embeddingsRequestSchema, { model: 'm', input: [wrong] }],
])('too many %s are one fault, whatever they are', (_, schema, body) => {
  expect(schema.safeParse(body).error?.issues).toHaveLength(1);
});

test('an input of tokens is taken', () => {
  expect(embeddingsRequestSchema.safeParse({ model: 'm', input: [1, 2] }).success).toBe(true);
  expect(embeddingsRequestSchema.safeParse({ model: 'm', input: [[1, 2], [3]] }).success).toBe(true);
});
