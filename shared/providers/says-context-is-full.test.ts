import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { saysContextIsFull } from './says-context-is-full.ts';

test.each([
  [
    'vLLM',
    'This model\u2019s maximum context length is 512 tokens. However, your prompt contains at least 513 input tokens',
  ],
  [
    'vLLM, earlier',
    "'max_tokens' or 'max_completion_tokens' is too large: 2000. This model's maximum context length is 4096 tokens and your request has 2104 input tokens (2000 > 4096 - 2104).",
  ],
  [
    'OpenRouter',
    "This endpoint's maximum context length is 163840 tokens. However, you requested about 243013 tokens (238917 of text input, 4096 in the output).",
  ],
  ['Mistral', 'Prompt contains 65673 tokens and 0 draft tokens, too large for model with 32768 maximum context length'],
  ['Claude on Bedrock', 'The model returned the following errors: prompt is too long: 209353 tokens > 200000 maximum'],
  ['an exception by name', 'ValidationException: Input is too long for requested model.'],
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

test.each(['context-too-long-400', 'max-tokens-too-large-400', 'embeddings-too-long-400'])('vllm/%s', (name) => {
  const file = resolve(import.meta.dirname, `../../test/fixtures/wire/vllm/${name}.json`);

  expect(saysContextIsFull(JSON.parse(readFileSync(file, 'utf8')).error.message)).toBe(true);
});

test.each([
  'temperature must be non-negative, got -1.0.',
  'tiny is not a multimodal model',
  '',
  'Invalid value for messages[0]: "This model\u2019s maximum context length is 512 tokens."',
  'Blocked by the content filter: prompt is too long: 5 tokens > 4 maximum',
  "Input should be a valid string: 'what is the maximum context length of this model'",
  'prompt is too long: 5 tokens > 4 maximum is no role that is known.',
  'Invalid JSON near: Input is too long for requested model.',
  'Tool "The input token count (9) exceeds the maximum number of tokens allowed (8)" has no description',
])('not: %s', (message) => {
  expect(saysContextIsFull(message)).toBe(false);
});
