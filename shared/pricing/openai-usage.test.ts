import { describe, expect, test } from 'vitest';
import { normalizeUsage } from './normalize-usage.ts';
import { readOpenAiUsage } from './openai-usage.ts';

describe('readOpenAiUsage', () => {
  test('chat completions with cached, audio, picture and reasoning tokens', () => {
    const usage = readOpenAiUsage({
      prompt_tokens: 2006,
      completion_tokens: 300,
      total_tokens: 2306,
      prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 6 },
      completion_tokens_details: {
        reasoning_tokens: 250,
        audio_tokens: 10,
        image_tokens: 20,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    });

    expect(usage).toEqual({
      input: 2006,
      output: 300,
      total: 2306,
      cacheRead: 1920,
      audioInput: 6,
      reasoning: 250,
      audioOutput: 10,
      imageOutput: 20,
    });
    expect(normalizeUsage(usage ?? {})).toMatchObject({ inputUncached: 80, outputText: 20, flags: [] });
  });

  test('embeddings report no output', () => {
    const usage = readOpenAiUsage({ prompt_tokens: 8, total_tokens: 8 });

    expect(normalizeUsage(usage ?? {})).toMatchObject({ input: 8, output: 0, total: 8, flags: [] });
  });

  test('responses use other names', () => {
    expect(
      readOpenAiUsage({
        input_tokens: 10,
        output_tokens: 4,
        input_tokens_details: { cached_tokens: 6 },
        output_tokens_details: { reasoning_tokens: 3 },
      }),
    ).toEqual({ input: 10, output: 4, cacheRead: 6, reasoning: 3 });
  });

  test.each([
    ['DeepSeek', { prompt_tokens: 10, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 4 }],
    ['a server that puts them beside the details', { prompt_tokens: 10, cached_tokens: 6 }],
  ])('cached tokens of %s', (_, usage) => {
    expect(readOpenAiUsage(usage)).toEqual({ input: 10, cacheRead: 6 });
  });

  test('xAI counts reasoning beside the completion', () => {
    const usage = readOpenAiUsage({
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      completion_tokens_details: { reasoning_tokens: 94 },
    });

    expect(normalizeUsage(usage ?? {})).toMatchObject({ outputText: 9, reasoning: 94, output: 103, flags: [] });
  });

  test('nulls and wrong types cost only themselves', () => {
    expect(
      readOpenAiUsage({ prompt_tokens: 3, completion_tokens: null, total_tokens: '3', prompt_tokens_details: null }),
    ).toEqual({ input: 3 });
  });

  test.each([[null], [undefined], ['usage'], [{}], [{ prompt_tokens: null }]])('%j holds no count', (value) => {
    expect(readOpenAiUsage(value)).toBeNull();
  });
});
