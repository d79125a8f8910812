import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { toAnthropicRequest } from './to-anthropic-request.ts';

const user = { role: 'user', content: 'Hi' };
const translate = (request: JsonObject, model = 'claude-opus-5', maxOutputTokens: number | null = 8_000) =>
  toAnthropicRequest({ messages: [user], ...request }, { model, isStreamed: false, maxOutputTokens });
const bodyOf = (request: JsonObject, model?: string) => translate(request, model).body;
const fieldsOf = (request: JsonObject, model?: string) =>
  translate(request, model).warnings.map(({ code, field }) => `${code} ${field}`);

const tool = { type: 'function', function: { name: 'look', description: 'Looks', parameters: { properties: {} } } };
const ephemeral = { type: 'ephemeral', ttl: '1h' };

test('the least request', () => {
  expect(translate({})).toEqual({
    body: {
      model: 'claude-opus-5',
      max_tokens: 8_000,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    },
    betas: [],
    warnings: [],
  });
});

test('a limit is needed, and said if it is ours', () => {
  expect(bodyOf({ max_tokens: 5, max_completion_tokens: 7 })['max_tokens']).toBe(7);
  expect(bodyOf({ max_tokens: 5 })['max_tokens']).toBe(5);
  expect(translate({}, 'claude-opus-5', null)).toMatchObject({
    body: { max_tokens: 4_096 },
    warnings: [{ code: 'parameter_adjusted', field: 'max_tokens' }],
  });
});

describe('tools', () => {
  test('are described, marked and strict', () => {
    const strict = { type: 'function', function: { name: 'a', strict: true }, cache_control: ephemeral };

    expect(bodyOf({ tools: [tool, strict] })['tools']).toEqual([
      { name: 'look', description: 'Looks', input_schema: { type: 'object', properties: {} } },
      { name: 'a', input_schema: { type: 'object', properties: {} }, strict: true, cache_control: ephemeral },
    ]);
  });

  test.each([
    [undefined, true, undefined],
    ['auto', true, { type: 'auto' }],
    ['none', true, { type: 'none' }],
    ['required', true, { type: 'any' }],
    ['required', false, { type: 'any', disable_parallel_tool_use: true }],
    [undefined, false, { type: 'auto', disable_parallel_tool_use: true }],
    [tool, false, { type: 'tool', name: 'look', disable_parallel_tool_use: true }],
  ])('choice %j, parallel %s', (tool_choice, parallel_tool_calls, expected) => {
    expect(bodyOf({ tools: [tool], tool_choice, parallel_tool_calls })['tool_choice']).toEqual(expected);
  });

  test('a choice without tools says nothing', () => {
    expect(bodyOf({ tool_choice: 'auto' })['tool_choice']).toBeUndefined();
  });

  test('what cannot be is refused', () => {
    expect(() => bodyOf({ tools: [{ type: 'web_search' }] })).toThrow('function');
    expect(() => bodyOf({ tools: [tool], tool_choice: {} })).toThrow('tool_choice');
    expect(() => bodyOf({ tools: [tool], tool_choice: 'required' }, 'claude-opus-5-5')).toThrow('chooses itself');
  });
});

test('an answer by a JSON Schema, where the model can', () => {
  const schema = { type: 'object', properties: {}, additionalProperties: false };
  const response_format = { type: 'json_schema', json_schema: { name: 'a', schema } };

  expect(bodyOf({ response_format, reasoning_effort: 'low' })['output_config']).toEqual({
    effort: 'low',
    format: { type: 'json_schema', schema },
  });
  expect(bodyOf({ response_format: { type: 'text' } })['output_config']).toBeUndefined();
  expect(fieldsOf({ response_format: { type: 'json_object' } })).toEqual(['parameter_dropped response_format']);
  expect(() => bodyOf({ response_format }, 'claude-sonnet-4-20250514')).toThrow('JSON Schema');
  expect(() => bodyOf({ response_format: { type: 'json_schema' } })).toThrow('Give the JSON Schema');
});

test('stop sequences, the user, the tier, the cache', () => {
  expect(
    bodyOf({
      stop: ['a', ' '],
      user: 'u',
      metadata: { user_id: 'v' },
      service_tier: 'default',
      cache_control: ephemeral,
    }),
  ).toMatchObject({
    stop_sequences: ['a'],
    metadata: { user_id: 'v' },
    service_tier: 'standard_only',
    cache_control: ephemeral,
  });
  expect(bodyOf({ stop: 'a', user: 'u' })).toMatchObject({ stop_sequences: ['a'], metadata: { user_id: 'u' } });
  expect(fieldsOf({ stop: [' '], service_tier: 'flex' })).toEqual([
    'parameter_dropped stop',
    'parameter_dropped service_tier',
  ]);
});

test('what Anthropic cannot do is refused or left out by name', () => {
  for (const request of [
    { n: 2 },
    { logprobs: true },
    { modalities: ['text', 'audio'] },
    { web_search_options: {} },
    { functions: [] },
  ]) {
    const [param] = Object.keys(request);
    expect(() => bodyOf(request)).toThrow(expect.objectContaining({ type: 'provider_cannot', param }));
  }
  expect(fieldsOf({ seed: 1, presence_penalty: 0, logit_bias: {}, frequency_penalty: 0.5, n: 1 })).toEqual([
    'parameter_dropped seed',
    'parameter_dropped frequency_penalty',
  ]);
});
