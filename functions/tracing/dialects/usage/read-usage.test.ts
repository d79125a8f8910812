import { describe, expect, test } from 'vitest';
import type { Usage } from '../../../../shared/contract/usage.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readUsage, type UsageSource } from './read-usage.ts';

const anywhere: UsageSource = { scope: { name: 'lib', version: '1' }, provider: null };

function read(attributes: Attributes, source: Partial<UsageSource> = {}): Usage | null {
  return readUsage(attributes, { ...anywhere, ...source });
}

/**
 * One call, told by each dialect in its own way: 10,000 tokens in, of which 8,000 were read from a cache and 1,500 written to
 * it, and 200 out, of which 60 were reasoning.
 */
const exact = {
  inputUncached: 500,
  cacheRead: 8_000,
  cacheWrite: 1_500,
  outputText: 140,
  reasoning: 60,
  total: 10_200,
};

const tellings: [string, Attributes, Partial<UsageSource>][] = [
  [
    'OpenTelemetry: the input includes what was cached, whoever answered',
    {
      'gen_ai.usage.input_tokens': 10_000,
      'gen_ai.usage.output_tokens': 200,
      'gen_ai.usage.cache_read.input_tokens': 8_000,
      'gen_ai.usage.cache_creation.input_tokens': 1_500,
      'gen_ai.usage.reasoning.output_tokens': 60,
    },
    { provider: 'anthropic' },
  ],
  [
    'Pydantic AI: what the conventions do not name is a detail',
    {
      'gen_ai.usage.input_tokens': 10_000,
      'gen_ai.usage.output_tokens': 200,
      'gen_ai.usage.details.cache_read_tokens': 8_000,
      'gen_ai.usage.details.cache_write_tokens': 1_500,
      'gen_ai.usage.details.reasoning_tokens': 60,
    },
    { provider: 'anthropic' },
  ],
  [
    'OpenRouter and Sentry: parts are below their whole',
    {
      'gen_ai.usage.input_tokens': 10_000,
      'gen_ai.usage.input_tokens.cached': 8_000,
      'gen_ai.usage.input_tokens.cache_write': 1_500,
      'gen_ai.usage.output_tokens': 200,
      'gen_ai.usage.output_tokens.reasoning': 60,
    },
    {},
  ],
  [
    'OpenTelemetry until 1.27, from OpenAI',
    {
      'gen_ai.usage.prompt_tokens': 10_000,
      'gen_ai.usage.completion_tokens': 200,
      'gen_ai.usage.cache_read_input_tokens': 8_000,
      'gen_ai.usage.cache_creation_input_tokens': 1_500,
      'gen_ai.usage.reasoning_tokens': 60,
    },
    { provider: 'openai' },
  ],
  [
    'OpenTelemetry until 1.27, from Anthropic, whose counts it passed on',
    {
      'gen_ai.usage.prompt_tokens': 500,
      'gen_ai.usage.completion_tokens': 200,
      'gen_ai.usage.cache_read_input_tokens': 8_000,
      'gen_ai.usage.cache_creation_input_tokens': 1_500,
      'gen_ai.usage.reasoning_tokens': 60,
    },
    { provider: 'Anthropic' },
  ],
  [
    'the same with a total that shows that they were included after all',
    {
      'gen_ai.usage.prompt_tokens': 10_000,
      'gen_ai.usage.completion_tokens': 200,
      'llm.usage.total_tokens': 10_200,
      'gen_ai.usage.cache_read_input_tokens': 8_000,
      'gen_ai.usage.cache_creation_input_tokens': 1_500,
      'gen_ai.usage.reasoning_tokens': 60,
    },
    { provider: 'anthropic' },
  ],
  [
    'OpenInference',
    {
      'llm.token_count.prompt': 10_000,
      'llm.token_count.completion': 200,
      'llm.token_count.total': 10_200,
      'llm.token_count.prompt_details.cache_read': 8_000,
      'llm.token_count.prompt_details.cache_write': 1_500,
      'llm.token_count.completion_details.reasoning': 60,
    },
    {},
  ],
  [
    'OpenInference from an older instrumentation of Anthropic, as the total shows',
    {
      'llm.token_count.prompt': 500,
      'llm.token_count.completion': 200,
      'llm.token_count.total': 10_200,
      'llm.token_count.prompt_details.cache_read': 8_000,
      'llm.token_count.prompt_details.cache_write': 1_500,
      'llm.token_count.completion_details.reasoning': 60,
    },
    { provider: 'anthropic' },
  ],
  [
    'the AI SDK from version 6 on',
    {
      'ai.usage.inputTokens': 10_000,
      'ai.usage.outputTokens': 200,
      'ai.usage.totalTokens': 10_200,
      'ai.usage.inputTokenDetails.noCacheTokens': 500,
      'ai.usage.inputTokenDetails.cacheReadTokens': 8_000,
      'ai.usage.inputTokenDetails.cacheWriteTokens': 1_500,
      'ai.usage.outputTokenDetails.reasoningTokens': 60,
      'gen_ai.usage.input_tokens': 10_000,
      'gen_ai.usage.output_tokens': 200,
    },
    { provider: 'anthropic' },
  ],
  [
    'the AI SDK 5 with Anthropic: cached ones are left out, and writes are in the metadata of the provider',
    {
      'ai.usage.inputTokens': 500,
      'ai.usage.outputTokens': 200,
      'ai.usage.totalTokens': 700,
      'ai.usage.cachedInputTokens': 8_000,
      'ai.usage.reasoningTokens': 60,
      'ai.response.providerMetadata': JSON.stringify({ anthropic: { cacheCreationInputTokens: 1_500 } }),
    },
    { provider: 'anthropic' },
  ],
  [
    'Langfuse: each token in one kind',
    {
      'langfuse.observation.usage_details': JSON.stringify({
        ...{ input: 500, input_cached_tokens: 8_000, input_cache_creation: 1_500 },
        ...{ output: 140, output_reasoning_tokens: 60, total: 10_200 },
      }),
    },
    {},
  ],
  [
    'Langfuse without a total',
    {
      'langfuse.observation.usage_details': JSON.stringify({
        ...{ input: 500, cache_read_input_tokens: 8_000, cache_creation_input_tokens: 1_500 },
        ...{ output: 140, output_reasoning: 60 },
      }),
    },
    {},
  ],
];

describe('the same usage, told in different ways, is the same', () => {
  test.each(tellings)('%s', (_name, attributes, source) => {
    const usage = read(attributes, source);

    expect(usage).toMatchObject(exact);
    expect(usage?.flags).toEqual([]);
  });
});

describe('what is known of how a source counts', () => {
  const cached = {
    'gen_ai.usage.input_tokens': 500,
    'gen_ai.usage.output_tokens': 200,
    'gen_ai.usage.cache_read.input_tokens': 300,
  };

  test('goes by its scope where a package passes the provider’s counts on', () => {
    const scope = { name: '@traceloop/instrumentation-anthropic', version: '0.27.0' };

    expect(read(cached)).toMatchObject({ inputUncached: 200, convention: 'inclusive' });
    expect(read({ ...cached, 'llm.usage.total_tokens': 700 }, { scope })).toMatchObject({
      ...{ inputUncached: 500, cacheRead: 300, input: 800, total: 1_000, convention: 'exclusive', flags: [] },
    });
  });

  test('gives way to numbers that cannot be so: Anthropic’s own counts under OpenTelemetry’s name', () => {
    const raw = { 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.cache_read.input_tokens': 128_955 };

    expect(read({ ...raw, 'gen_ai.usage.cache_creation.input_tokens': 1_253 })).toMatchObject({
      ...{ inputUncached: 5, cacheRead: 128_955, cacheWrite: 1_253, convention: 'exclusive' },
    });
  });

  test('OpenInference’s prompt includes what was cached', () => {
    const usage = read({
      'llm.token_count.prompt': 50_000,
      'llm.token_count.prompt_details.cache_read': 40_000,
      'llm.token_count.prompt_details.cache_write': 5_000,
    });

    expect(usage).toMatchObject({ inputUncached: 5_000, input: 50_000 });
  });

  test('parts of an output are taken off it, and kept with a flag where they exceed it', () => {
    const of = (reasoning: number, audio: number) =>
      read({
        'llm.token_count.completion': 50,
        'llm.token_count.completion_details.reasoning': reasoning,
        'llm.token_count.completion_details.audio': audio,
      });

    expect(of(30, 5)).toMatchObject({ outputText: 15, reasoning: 30, audioOutput: 5, output: 50, flags: [] });
    expect(of(60, 0)).toMatchObject({ output: 50, reasoning: 60, flags: ['contradictory_output'] });
  });
});

describe('lifetimes of what was written to a cache', () => {
  const base = {
    'gen_ai.usage.input_tokens': 48_183,
    'gen_ai.usage.output_tokens': 714,
    'gen_ai.usage.cache_read.input_tokens': 47_105,
  };
  const metadata = {
    'ai.response.providerMetadata': JSON.stringify({
      anthropic: { usage: { cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 1_076 } } },
    }),
  };

  test('come from the metadata of the provider', () => {
    expect(read({ ...base, ...metadata, 'gen_ai.usage.cache_creation.input_tokens': 1_076 })).toMatchObject({
      ...{ inputUncached: 2, cacheRead: 47_105, cacheWrite1h: 1_076, cacheWrite: 0 },
    });
  });

  test('are left out where they do not fit in all writes', () => {
    expect(read({ ...base, ...metadata, 'gen_ai.usage.cache_creation.input_tokens': 500 })).toMatchObject({
      ...{ inputUncached: 578, cacheWrite: 500, cacheWrite1h: 0 },
    });
  });

  test('of Langfuse stand beside the writes of an unknown one', () => {
    const details = {
      input: 10,
      input_cache_creation: 5,
      input_cache_creation_5m: 20,
      input_cache_creation_1h: 30,
      output: 1,
    };

    expect(read({ 'langfuse.observation.usage_details': JSON.stringify(details) })).toMatchObject({
      ...{ inputUncached: 10, cacheWrite: 5, cacheWrite5m: 20, cacheWrite1h: 30, input: 65 },
    });
  });

  test('of Bedrock are not told', () => {
    const bedrock = { 'ai.response.providerMetadata': '{"bedrock":{"usage":{"cacheWriteInputTokens":9}}}' };

    expect(read({ 'ai.usage.inputTokens': 4, ...bedrock }, { provider: 'amazon-bedrock' })).toMatchObject({
      ...{ inputUncached: 4, cacheWrite: 9 },
    });
  });
});

test('Strands passes the counts of Bedrock on, as their total shows', () => {
  const attributes = {
    'gen_ai.usage.input_tokens': 1_000,
    'gen_ai.usage.output_tokens': 200,
    'gen_ai.usage.cache_read_input_tokens': 300,
    'gen_ai.usage.cache_write_input_tokens': 50,
  };

  expect(read({ ...attributes, 'gen_ai.usage.total_tokens': 1_550 })).toMatchObject({
    ...{ inputUncached: 1_000, cacheRead: 300, cacheWrite: 50, input: 1_350, total: 1_550, flags: [] },
  });
  // Other models are counted as their total shows, too.
  expect(read({ ...attributes, 'gen_ai.usage.total_tokens': 1_200 })).toMatchObject({
    ...{ inputUncached: 650, cacheRead: 300, cacheWrite: 50, input: 1_000, total: 1_200, flags: [] },
  });
});

describe('Google’s ADK counts what Gemini thought', () => {
  const whole = { 'gen_ai.usage.input_tokens': 106, 'gen_ai.usage.output_tokens': 6 };

  test('beside the output before version 2.3', () => {
    expect(read({ ...whole, 'gen_ai.usage.experimental.reasoning_tokens': 46 })).toMatchObject({
      ...{ outputText: 6, reasoning: 46, output: 52, total: 158, flags: [] },
    });
  });

  test('within it since', () => {
    expect(read({ ...whole, 'gen_ai.usage.reasoning.output_tokens': 4 })).toMatchObject({
      ...{ outputText: 2, reasoning: 4, output: 6, flags: [] },
    });
  });
});

describe('version 4 of the AI SDK says parts in the metadata of the provider only:', () => {
  const wholes = { 'ai.usage.promptTokens': 5, 'ai.usage.completionTokens': 50 };
  const openai = { cachedPromptTokens: 4, reasoningTokens: 30 };

  test.each([
    [
      'anthropic',
      { anthropic: { cacheCreationInputTokens: 1_253, cacheReadInputTokens: 128_955 } },
      { inputUncached: 5, cacheRead: 128_955, cacheWrite: 1_253, input: 130_213 },
    ],
    [
      'amazon-bedrock',
      { bedrock: { usage: { cacheReadInputTokens: 7, cacheWriteInputTokens: null } } },
      { inputUncached: 5, cacheRead: 7, cacheWrite: 0, input: 12 },
    ],
    ['openai', { openai }, { inputUncached: 1, cacheRead: 4, input: 5, reasoning: 30, outputText: 20 }],
    ['xai', { xai: openai }, { inputUncached: 1, cacheRead: 4, input: 5, reasoning: 30, outputText: 20 }],
  ])('%s', (provider, metadata, usage) => {
    const attributes = { ...wholes, 'ai.response.providerMetadata': JSON.stringify(metadata) };

    expect(read(attributes, { provider })).toMatchObject({ ...usage, flags: [] });
  });

  test('what later versions report themselves stands', () => {
    const attributes = {
      ...{ 'ai.usage.inputTokens': 5, 'ai.usage.outputTokens': 50 },
      ...{ 'ai.usage.cachedInputTokens': 2, 'ai.usage.reasoningTokens': 10 },
      'ai.response.providerMetadata': JSON.stringify({ openai }),
    };

    expect(read(attributes, { provider: 'openai' })).toMatchObject({ cacheRead: 2, reasoning: 10 });
  });
});

describe('sound and pictures', () => {
  const whole = { 'gen_ai.usage.input_tokens': 300, 'gen_ai.usage.output_tokens': 1_400 };
  const parts = { audioInput: 30, imageInput: 200, outputText: 60, audioOutput: 50, imageOutput: 1_290, flags: [] };

  test('of Pydantic AI are parts, without what was cached of them', () => {
    const details = {
      input_audio_tokens: 50,
      cache_audio_read_tokens: 20,
      cache_read_tokens: 20,
      output_audio_tokens: 9,
    };
    const named = Object.entries(details).map(([name, count]) => [`gen_ai.usage.details.${name}`, count]);

    expect(read({ ...whole, ...Object.fromEntries(named) })).toMatchObject({
      ...{ audioInput: 30, cacheRead: 20, inputUncached: 250, audioOutput: 9, flags: [] },
    });
  });

  test('of OpenTelemetry are parts, and what was cached of them is in the bucket of the cache only', () => {
    const usage = read({
      ...whole,
      'gen_ai.usage.cache_read.input_tokens': 60,
      'gen_ai.usage.image.input_tokens': 258,
      'gen_ai.usage.image.cache_read.input_tokens': 58,
      'gen_ai.usage.audio.input_tokens': 30,
      'gen_ai.usage.audio.output_tokens': 50,
      'gen_ai.usage.image.output_tokens': 1_290,
    });

    expect(usage).toMatchObject({ ...parts, inputUncached: 10, cacheRead: 60 });
  });

  test('have other names at gateways', () => {
    const usage = read({
      ...whole,
      'gen_ai.usage.input_image_tokens': 200,
      'gen_ai.usage.input_audio_tokens': 30,
      'gen_ai.usage.output_audio_tokens': 50,
      'gen_ai.usage.output_image_tokens': 1_290,
    });

    expect(usage).toMatchObject({ ...parts, inputUncached: 70 });
  });

  test.each([
    [
      'each in its kind',
      { input: 70, input_audio: 30, input_image: 200, output: 60, output_audio: 50 },
      'output_image',
    ],
    [
      'with a total',
      { input: 300, input_audio_tokens: 30, input_image_tokens: 200, output: 1_400, output_audio: 50, total: 1_700 },
      'output_image_tokens',
    ],
  ])('of Langfuse, %s', (_, details, name) => {
    const json = JSON.stringify({ ...details, [name]: 1_290 });

    expect(read({ 'langfuse.observation.usage_details': json })).toMatchObject({ ...parts, inputUncached: 70 });
  });

  test('of OpenAI, passed on by Langfuse', () => {
    const json = JSON.stringify({
      ...{ prompt_tokens: 300, completion_tokens: 1_400 },
      prompt_tokens_details: { audio_tokens: 30, image_tokens: 200 },
      completion_tokens_details: { audio_tokens: 50, image_tokens: 1_290 },
    });

    expect(read({ 'langfuse.observation.usage_details': json })).toMatchObject({ ...parts, inputUncached: 70 });
  });
});

test('writes to a cache have their newer name of OpenTelemetry, too', () => {
  const usage = read({ 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.cache_write.input_tokens': 25 });

  expect(usage).toMatchObject({ inputUncached: 75, cacheWrite: 25 });
});

describe('Langfuse', () => {
  test('keeps each token in one kind: its input leaves out what was cached, even where more was not', () => {
    const details = { input: 70, input_cached_tokens: 20, input_cache_creation: 10, output: 15, output_reasoning: 30 };

    expect(read({ 'langfuse.observation.usage_details': JSON.stringify(details) })).toMatchObject({
      ...{ inputUncached: 70, cacheRead: 20, cacheWrite: 10, input: 100, convention: 'exclusive' },
      ...{ outputText: 15, reasoning: 30, output: 45, total: 145, flags: [] },
    });
  });

  test('may pass on usage of OpenAI’s form', () => {
    const details = {
      ...{ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      ...{ prompt_tokens_details: { cached_tokens: 20 }, completion_tokens_details: { reasoning_tokens: 30 } },
    };

    expect(read({ 'langfuse.observation.usage_details': JSON.stringify(details) })).toMatchObject({
      ...{ inputUncached: 80, cacheRead: 20, outputText: 20, reasoning: 30, total: 150 },
    });
  });

  test('that says nothing of use leaves the word to others', () => {
    const others = { 'gen_ai.usage.input_tokens': 3 };

    expect(read({ ...others, 'langfuse.observation.usage_details': '{"seconds":4}' })).toMatchObject({ input: 3 });
    expect(read({ ...others, 'langfuse.observation.usage_details': 'none' })).toMatchObject({ input: 3 });
  });
});

test('a part without a whole is no usage', () => {
  expect(read({ 'gen_ai.usage.cache_read.input_tokens': 5 })).toBeNull();
  expect(read({})).toBeNull();
});
