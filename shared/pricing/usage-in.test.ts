import { expect, test } from 'vitest';
import { usageIn } from './usage-in.ts';

const usage = { prompt_tokens: 283, completion_tokens: 43 };

test.each([
  ['OpenAI’s field', { usage }, usage],
  ['Groq’s, as recorded of gpt-oss-120b', { x_groq: { id: 'req_0', usage } }, usage],
  ['the first of both', { usage, x_groq: { usage: {} } }, usage],
  ['Moonshot’s, of who did not ask for usage', { choices: [{ delta: {}, finish_reason: 'stop', usage }] }, usage],
  ['that of the answer before that of a choice', { usage, choices: [{ usage: {} }] }, usage],
  ['none', { usage: null, x_groq: { id: 'req_0' } }, undefined],
])('%s', (_, json, found) => {
  expect(usageIn(json)).toEqual(found);
});
