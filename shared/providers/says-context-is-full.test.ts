import { expect, test } from 'vitest';
import { saysContextIsFull } from './says-context-is-full.ts';

test.each([
  [
    'vLLM',
    'This model\u2019s maximum context length is 512 tokens. However, your prompt contains at least 513 input tokens',
  ],
  [
    'vLLM, of the answer',
    'max_tokens=100000 cannot be greater than max_model_len=512. Please request fewer output tokens.',
  ],
  ['Anthropic', 'prompt is too long: 209353 tokens > 199999 maximum'],
  ['Anthropic, with the answer', 'input length and `max_tokens` exceed context limit: 174167 + 64000 > 200000'],
  ['Gemini', 'The input token count (317740) exceeds the maximum number of tokens allowed (131072).'],
  ['Bedrock', 'Input is too long for requested model.'],
  ['xAI', 'This model\u2019s maximum prompt length is 131072 but the request contains 140000 tokens.'],
  ['Moonshot', 'Invalid request: Your request exceeded model token limit: 8192'],
])('%s', (_, message) => {
  expect(saysContextIsFull(message)).toBe(true);
});

test.each(['temperature must be non-negative, got -1.0.', 'tiny is not a multimodal model', ''])(
  'not: %s',
  (message) => {
    expect(saysContextIsFull(message)).toBe(false);
  },
);
