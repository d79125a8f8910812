import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { toAnthropicRequest } from './to-anthropic-request.ts';

const user = { role: 'user', content: 'Hi' };
const translate = (request: JsonObject, model = 'claude-opus-5', maxOutputTokens: number | null = 8_000) =>
  toAnthropicRequest({ messages: [user], ...request }, { model, isStreamed: false, maxOutputTokens });
const bodyOf = (request: JsonObject, model?: string) => translate(request, model).body;
const fieldsOf = (request: JsonObject, model?: string) =>
  translate(request, model).warnings.map(({ code, field }) => `${code} ${field}`);
const messagesOf = (...messages: JsonObject[]) => bodyOf({ messages })['messages'];

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

describe('messages', () => {
  test('instructions go before the conversation; one that stood later is told of', () => {
    const request = {
      messages: [
        { role: 'system', content: 'One.' },
        { role: 'developer', content: [{ type: 'text', text: 'Two.', cache_control: ephemeral }] },
        user,
        { role: 'system', content: 'Three.' },
      ],
    };

    expect(bodyOf(request)['system']).toEqual([
      { type: 'text', text: 'One.' },
      { type: 'text', text: 'Two.', cache_control: ephemeral },
      { type: 'text', text: 'Three.' },
    ]);
    expect(fieldsOf(request)).toEqual(['content_converted messages.3']);
  });

  test('instructions alone are sent as the user’s', () => {
    const request = { messages: [{ role: 'system', content: 'One.' }] };

    expect(bodyOf(request)).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'One.' }] }] });
    expect(bodyOf(request)['system']).toBeUndefined();
    expect(fieldsOf(request)).toEqual(['content_converted messages']);
  });

  test('neighbours with the same role become one turn, empty ones none', () => {
    expect(messagesOf(user, { role: 'user', content: '' }, { role: 'assistant', content: '' }, user)).toEqual([
      { role: 'user', content: [expect.anything(), expect.anything()] },
    ]);
  });

  test('calls and their results, in parts, failed, in any form of id', () => {
    const call = { id: 'call:1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } };
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };

    expect(
      messagesOf(
        user,
        { role: 'assistant', content: 'Wait.', tool_calls: [call, { ...call, id: 'b', function: { name: 'look' } }] },
        {
          role: 'tool',
          tool_call_id: 'call:1',
          content: [{ type: 'text', text: 'x' }, image],
          cache_control: ephemeral,
        },
        { role: 'tool', tool_call_id: 'b', content: 'no', is_error: true },
        user,
      ),
    ).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Wait.' },
          { type: 'tool_use', id: 'call_1', name: 'look', input: { a: 1 } },
          { type: 'tool_use', id: 'b', name: 'look', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'call_1',
            content: [
              { type: 'text', text: 'x' },
              { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
            ],
            cache_control: ephemeral,
          },
          { type: 'tool_result', tool_use_id: 'b', content: 'no', is_error: true },
          { type: 'text', text: 'Hi' },
        ],
      },
    ]);
  });

  test('a mark on a message is one on its last block, but not on thinking', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm', signature: 's' }];
    const content = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];

    expect(messagesOf({ role: 'user', content, cache_control: ephemeral })).toMatchObject([
      { content: [{ text: 'a' }, { text: 'b', cache_control: ephemeral }] },
    ]);
    expect(messagesOf(user, { role: 'assistant', reasoning_details: details, cache_control: ephemeral })).toMatchObject(
      [{}, { content: [{ type: 'thinking', thinking: 'Hm', signature: 's' }] }],
    );
  });

  test('reasoning that Anthropic did not write is left out, and told', () => {
    const reasoning_details = [
      { type: 'reasoning.text', text: 'unsigned' },
      { type: 'reasoning.summary', summary: 's' },
      { type: 'reasoning.encrypted', data: 'x', id: 'rs_1' },
    ];
    const messages = [
      user,
      { role: 'assistant', content: 'a', reasoning_details },
      { role: 'assistant', refusal: 'b', reasoning_content: 'c' },
    ];

    expect(bodyOf({ messages })).toMatchObject({ messages: [{}, { content: [{ text: 'a' }, { text: 'b' }] }] });
    expect(fieldsOf({ messages })).toHaveLength(4);
  });

  test.each([
    ['messages.0.role', { role: 'function', content: 'x' }],
    ['messages.0.content.0.type', { role: 'user', content: [{ type: 'input_audio' }] }],
    ['messages.0.tool_call_id', { role: 'tool', content: 'x' }],
    ['messages.0.tool_calls.0', { role: 'assistant', tool_calls: [{ id: 'a' }] }],
    [
      'messages.0.tool_calls.0.function.arguments',
      { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'b', arguments: '[' } }] },
    ],
    ['messages.0.content.0.image_url', { role: 'user', content: [{ type: 'image_url', image_url: 'file:///a' }] }],
    [
      'messages.0.content.0.image_url',
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/tiff;base64,AA==' } }] },
    ],
    ['messages.0.content.0.file', { role: 'user', content: [{ type: 'file' }] }],
    [
      'messages.0.content.0.file',
      { role: 'user', content: [{ type: 'file', file: { file_data: 'data:application/zip;base64,AA==' } }] },
    ],
  ])('%s that cannot be said is refused by name', (param, message) => {
    expect(() => messagesOf(message)).toThrow(expect.objectContaining({ type: 'provider_cannot', param }));
  });
});

test('images and documents of every source', () => {
  const file = (of: JsonObject, more: JsonObject = {}) => ({ type: 'file', file: of, ...more });
  const content = [
    { type: 'image_url', image_url: { url: 'data:image/jpg;base64,AA==' } },
    file({ file_data: 'data:image/png;base64,AA==' }),
    file({ file_data: 'data:application/pdf;base64,AA==', filename: 'a.pdf' }),
    file({ file_data: 'data:text/plain,Some%20text' }, { title: 'T', context: 'C', citations: { enabled: true } }),
    file({ file_url: 'https://example.com/a.pdf' }, { cache_control: ephemeral }),
    file({ file_id: 'file_1' }),
    file({ content: [{ type: 'text', text: 'a chunk' }] }),
    { type: 'refusal', refusal: 'No.' },
  ];
  const { body, betas } = translate({ messages: [{ role: 'user', content }] });

  expect(body).toMatchObject({
    messages: [
      {
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AA==' } },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } },
          { source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' }, title: 'a.pdf' },
          {
            source: { type: 'text', media_type: 'text/plain', data: 'Some text' },
            title: 'T',
            context: 'C',
            citations: { enabled: true },
          },
          { source: { type: 'url', url: 'https://example.com/a.pdf' }, cache_control: ephemeral },
          { source: { type: 'file', file_id: 'file_1' } },
          { source: { type: 'content', content: [{ type: 'text', text: 'a chunk' }] } },
          { type: 'text', text: 'No.' },
        ],
      },
    ],
  });
  expect(betas).toEqual(['files-api-2025-04-14']);
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

describe('thinking', () => {
  const thinking = (request: JsonObject, model: string) => {
    const { body, warnings } = translate({ max_tokens: 10_000, ...request }, model);
    return [body['thinking'], body['output_config'], warnings.map(({ field }) => field)];
  };
  const adaptive = { type: 'adaptive', display: 'summarized' };

  test.each<[string, JsonObject, unknown[]]>([
    ['claude-opus-5-5', {}, [undefined, undefined, []]],
    ['claude-opus-5-5', { reasoning_effort: 'xhigh' }, [adaptive, { effort: 'xhigh' }, []]],
    ['claude-opus-5-5', { reasoning_effort: 'minimal' }, [adaptive, { effort: 'low' }, ['reasoning_effort']]],
    ['claude-opus-5-5', { reasoning: { enabled: true } }, [adaptive, undefined, []]],
    ['claude-opus-5-5', { reasoning: { max_tokens: 2_000 } }, [adaptive, undefined, ['reasoning.max_tokens']]],
    ['claude-opus-5-5', { reasoning_effort: 'none' }, [undefined, { effort: 'low' }, ['reasoning_effort']]],
    ['claude-opus-5-5', { reasoning_effort: 'odd' }, [adaptive, undefined, ['reasoning_effort']]],
    ['claude-sonnet-5-5', { reasoning: { enabled: false } }, [{ type: 'between_tools' }, undefined, []]],
    ['claude-haiku-5-5', { reasoning: { max_tokens: 0 } }, [{ type: 'disabled' }, undefined, []]],
    [
      'claude-sonnet-4-6',
      { reasoning_effort: 'xhigh' },
      [{ type: 'adaptive' }, { effort: 'high' }, ['reasoning_effort']],
    ],
    [
      'claude-sonnet-4-6',
      { reasoning: { max_tokens: 2_000 } },
      [{ type: 'enabled', budget_tokens: 2_000 }, undefined, []],
    ],
    [
      'claude-haiku-4-5-20251001',
      { reasoning_effort: 'high' },
      [{ type: 'enabled', budget_tokens: 8_000 }, undefined, []],
    ],
    ['claude-haiku-4-5', { reasoning_effort: 'none' }, [undefined, undefined, []]],
    [
      'claude-haiku-4-5',
      { reasoning: { effort: 'low', max_tokens: 9 } },
      [{ type: 'enabled', budget_tokens: 1_024 }, undefined, ['reasoning.max_tokens']],
    ],
    ['claude-haiku-4-5', { reasoning_effort: 'low', max_tokens: 1_000 }, [undefined, undefined, ['reasoning']]],
    [
      'claude-haiku-4-5',
      { reasoning: { enabled: true }, tools: [tool], tool_choice: 'required' },
      [undefined, undefined, ['reasoning']],
    ],
    ['claude-3-5-haiku-20241022', { reasoning_effort: 'low' }, [undefined, undefined, ['reasoning_effort']]],
  ])('%s, %j', (model, request, expected) => {
    expect(thinking(request, model)).toEqual(expected);
  });
});

describe('sampling', () => {
  const sampling = (request: JsonObject, model: string) => {
    const { body, warnings } = translate(request, model);
    const { temperature, top_p, top_k } = body;
    return [temperature, top_p, top_k, warnings.map(({ code, field }) => `${code.slice(10)} ${field}`)];
  };

  test.each<[string, JsonObject, unknown[]]>([
    ['claude-haiku-4-5', { temperature: 0.5, top_k: 4 }, [0.5, undefined, 4, []]],
    ['claude-haiku-4-5', { temperature: 1.5 }, [1, undefined, undefined, ['adjusted temperature']]],
    ['claude-haiku-4-5', { temperature: 0.5, top_p: 0.9 }, [0.5, undefined, undefined, ['dropped top_p']]],
    ['claude-3-haiku-20240307', { temperature: 0.5, top_p: 0.9 }, [0.5, 0.9, undefined, []]],
    ['claude-opus-5', { temperature: 1, top_p: 1 }, [undefined, undefined, undefined, []]],
    [
      'claude-opus-4-7',
      { temperature: 0, top_p: 0.5, top_k: 1 },
      [undefined, undefined, undefined, ['dropped temperature', 'dropped top_p', 'dropped top_k']],
    ],
    [
      'claude-haiku-4-5',
      { temperature: 0, top_p: 0.5, reasoning: { enabled: true } },
      [undefined, undefined, undefined, ['dropped temperature', 'dropped top_p']],
    ],
    ['claude-haiku-4-5', { top_p: 0.96, reasoning: { enabled: true } }, [undefined, 0.96, undefined, []]],
  ])('%s, %j', (model, request, expected) => {
    expect(sampling(request, model)).toEqual(expected);
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
