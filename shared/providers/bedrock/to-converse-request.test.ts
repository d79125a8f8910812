import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { supportsBedrockStructuredOutput } from './converse-traits.ts';
import { toConverseRequest } from './to-converse-request.ts';

const nova = 'us.amazon.nova-pro-v1:0';
const claude = 'global.anthropic.claude-opus-5-5';
const haiku = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const user = { role: 'user', content: 'Hi' };
const translate = (request: JsonObject, model = nova, isStreamed = false) =>
  toConverseRequest({ messages: [user], ...request }, { model, isStreamed });
const bodyOf = (request: JsonObject, model?: string) => translate(request, model).body;
const fieldsOf = (request: JsonObject, model?: string) => translate(request, model).warnings.map(({ field }) => field);
const contentOf = (...content: JsonObject[]) => bodyOf({ messages: [{ role: 'user', content }] })['messages'];
const mark = { type: 'ephemeral', ttl: '1h' };
const tool = { type: 'function', function: { name: 'look', description: 'Looks', parameters: { properties: {} } } };

test('the least request', () => {
  expect(translate({})).toEqual({ body: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }, warnings: [] });
});

test('instructions, limits, stops, the tier', () => {
  const request = {
    messages: [{ role: 'system', content: 'One.' }, user],
    max_tokens: 5,
    temperature: 0.5,
    top_p: 0.9,
    top_k: 7,
    stop: 'x',
    service_tier: 'priority',
  };

  expect(toConverseRequest(request, { model: nova, isStreamed: false }).body).toEqual({
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    system: [{ text: 'One.' }],
    inferenceConfig: { maxTokens: 5, temperature: 0.5, topP: 0.9, stopSequences: ['x'] },
    additionalModelRequestFields: { inferenceConfig: { topK: 7 } },
    serviceTier: { type: 'priority' },
  });
  expect(bodyOf({ service_tier: 'auto' })['serviceTier']).toBeUndefined();
  expect(fieldsOf({ service_tier: 'standard_only', temperature: 2 })).toEqual(['temperature', 'service_tier']);
});

test('a whole conversation with tools, reasoning and cache points', () => {
  const messages = [
    { role: 'system', content: [{ type: 'text', text: 'One.', cache_control: mark }] },
    user,
    {
      role: 'assistant',
      content: 'Wait.',
      reasoning_details: [
        { type: 'reasoning.text', text: 'Hm', signature: 's' },
        { type: 'reasoning.encrypted', data: 'AA==' },
      ],
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'no', is_error: true, cache_control: { type: 'ephemeral' } },
    { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'x' }], is_error: false },
  ];

  expect(bodyOf({ messages, tools: [{ ...tool, cache_control: mark }], cache_control: mark }, claude)).toMatchObject({
    system: [{ text: 'One.' }, { cachePoint: { type: 'default', ttl: '1h' } }],
    messages: [
      { role: 'user' },
      {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { text: 'Hm', signature: 's' } } },
          { reasoningContent: { redactedContent: 'AA==' } },
          { text: 'Wait.' },
          { toolUse: { toolUseId: 'call_1', name: 'look', input: { a: 1 } } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'call_1', content: [{ text: 'no' }], status: 'error' } },
          { cachePoint: { type: 'default' } },
          { toolResult: { toolUseId: 'b', content: [{ text: 'x' }], status: 'success' } },
          { cachePoint: { type: 'default', ttl: '1h' } },
        ],
      },
    ],
    toolConfig: {
      tools: [
        { toolSpec: { name: 'look', description: 'Looks', inputSchema: { json: { type: 'object', properties: {} } } } },
        { cachePoint: { type: 'default', ttl: '1h' } },
      ],
    },
    additionalModelResponseFieldPaths: ['/stop_sequence'],
  });
  expect(translate({}, claude, true).body['additionalModelResponseFieldPaths']).toEqual(['/delta/stop_sequence']);
});

test('cache points are left out where the model has none, and told', () => {
  const request = {
    messages: [{ role: 'user', content: 'Hi', cache_control: mark }],
    tools: [{ ...tool, cache_control: mark }],
  };

  expect(JSON.stringify(bodyOf(request, 'meta.llama4-maverick-17b-instruct-v1:0'))).not.toContain('cachePoint');
  expect(fieldsOf(request, 'meta.llama4-maverick-17b-instruct-v1:0')).toEqual(['cache_control']);
});

describe('images and documents', () => {
  const file = (of: JsonObject, more: JsonObject = {}) => ({ type: 'file', file: of, ...more });

  test('are sent as bytes or from S3', () => {
    expect(
      contentOf(
        { type: 'image_url', image_url: { url: 'data:image/jpg;base64,AA==' } },
        { type: 'image_url', image_url: { url: 's3://bucket/a.png' } },
        file({ file_data: 'data:image/webp;base64,AA==' }),
        file({ file_data: 'data:application/pdf;base64,AA==', filename: 'My_report (1).pdf' }, { cache_control: mark }),
        file({ file_data: 'data:text/plain,hi' }, { context: 'C', citations: { enabled: true } }),
        file({ file_url: 's3://bucket/a.docx' }, { title: 'T' }),
        { type: 'refusal', refusal: 'No.' },
      ),
    ).toEqual([
      {
        role: 'user',
        content: [
          { image: { format: 'jpeg', source: { bytes: 'AA==' } } },
          { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/a.png' } } } },
          { image: { format: 'webp', source: { bytes: 'AA==' } } },
          { document: { format: 'pdf', name: 'My report (1) pdf', source: { bytes: 'AA==' } } },
          { cachePoint: { type: 'default', ttl: '1h' } },
          {
            document: {
              format: 'txt',
              name: 'document-0-4',
              source: { bytes: 'aGk=' },
              context: 'C',
              citations: { enabled: true },
            },
          },
          { document: { format: 'docx', name: 'T', source: { s3Location: { uri: 's3://bucket/a.docx' } } } },
          { text: 'No.' },
        ],
      },
    ]);
  });

  test.each<[string, JsonObject]>([
    ['image_url', { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }],
    ['image_url', { type: 'image_url', image_url: { url: 'data:image/tiff;base64,AA==' } }],
    ['image_url', { type: 'image_url', image_url: 's3://bucket/a' }],
    ['file', file({ file_url: 'https://example.com/a.pdf' })],
    ['file', { type: 'file' }],
    ['file', file({ file_data: 'data:application/zip;base64,AA==' })],
    ['type', { type: 'input_audio' }],
  ])('%s that cannot be sent is refused by name', (name, part) => {
    expect(() => contentOf(part)).toThrow(
      expect.objectContaining({ type: 'provider_cannot', param: `messages.0.content.0.${name}` }),
    );
  });
});

describe('tools', () => {
  const choiceOf = (request: JsonObject, model?: string) => {
    const body = bodyOf({ tools: [tool], ...request }, model);
    const config = body['toolConfig'] as JsonObject | undefined;
    return [config?.['toolChoice'], body['additionalModelRequestFields']];
  };

  test.each<[JsonObject, string, unknown[]]>([
    [{}, nova, [undefined, undefined]],
    [{ tool_choice: 'auto' }, nova, [{ auto: {} }, undefined]],
    [{ tool_choice: 'required' }, nova, [{ any: {} }, undefined]],
    [{ tool_choice: tool }, nova, [{ tool: { name: 'look' } }, undefined]],
    [
      { parallel_tool_calls: false },
      haiku,
      [undefined, { tool_choice: { type: 'auto', disable_parallel_tool_use: true } }],
    ],
  ])('%j for %s', (request, model, expected) => {
    expect(choiceOf(request, model)).toEqual(expected);
  });

  test('"none" offers no tools, unless some were called', () => {
    const assistant = { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'look' } }] };

    expect(bodyOf({ tools: [tool], tool_choice: 'none' })['toolConfig']).toBeUndefined();
    expect(fieldsOf({ tools: [tool], tool_choice: 'none', messages: [user, assistant] })).toEqual(['tool_choice']);
  });

  test('calls one by one are a wish where they cannot be demanded', () => {
    expect(fieldsOf({ tools: [tool], parallel_tool_calls: false })).toEqual(['parallel_tool_calls']);
    expect(() => bodyOf({ tools: [tool], tool_choice: 'required' }, claude)).toThrow('chooses itself');
  });

  test('an empty description is left out, strictness stays', () => {
    const strict = { type: 'function', function: { name: 'a', description: '', strict: true } };

    expect(bodyOf({ tools: [strict] })['toolConfig']).toEqual({
      tools: [{ toolSpec: { name: 'a', inputSchema: { json: { type: 'object', properties: {} } }, strict: true } }],
    });
  });
});

describe('reasoning and sampling', () => {
  const additional = (request: JsonObject, model: string) => {
    const { body, warnings } = translate(request, model);
    return [body['additionalModelRequestFields'], warnings.map(({ field }) => field)];
  };

  test.each<[string, JsonObject, unknown[]]>([
    [
      claude,
      { reasoning_effort: 'high' },
      [{ thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'high' } }, []],
    ],
    [haiku, { reasoning: { max_tokens: 2_000 } }, [{ thinking: { type: 'enabled', budget_tokens: 2_000 } }, []]],
    [haiku, { top_k: 5, temperature: 0.1 }, [{ top_k: 5 }, []]],
    [
      'us.amazon.nova-2-lite-v1:0',
      { reasoning_effort: 'high' },
      [{ reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } }, []],
    ],
    [
      'us.amazon.nova-2-lite-v1:0',
      { reasoning_effort: 'high', max_tokens: 9 },
      [{ reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } }, ['reasoning_effort']],
    ],
    ['us.amazon.nova-2-lite-v1:0', { reasoning_effort: 'none' }, [{ reasoningConfig: { type: 'disabled' } }, []]],
    ['openai.gpt-oss-120b-1:0', { reasoning_effort: 'minimal' }, [{ reasoning_effort: 'low' }, ['reasoning_effort']]],
    ['openai.gpt-oss-120b-1:0', { reasoning: { enabled: true } }, [{ reasoning_effort: 'medium' }, []]],
    ['openai.gpt-oss-120b-1:0', { reasoning_effort: 'none' }, [undefined, ['reasoning_effort']]],
    ['mistral.mistral-large-3-675b-instruct', { top_k: 5 }, [{ top_k: 5 }, []]],
    [
      'meta.llama4-maverick-17b-instruct-v1:0',
      { top_k: 5, reasoning_effort: 'low' },
      [undefined, ['top_k', 'reasoning_effort']],
    ],
  ])('%s, %j', (model, request, expected) => {
    expect(additional(request, model)).toEqual(expected);
  });
});

test('an answer by a JSON Schema, where the model can', () => {
  const schema = { type: 'object', properties: {} };
  const response_format = { type: 'json_schema', json_schema: { name: 'a', description: 'd', schema } };

  expect(bodyOf({ response_format }, haiku)['outputConfig']).toEqual({
    textFormat: {
      type: 'json_schema',
      structure: { jsonSchema: { schema: JSON.stringify(schema), name: 'a', description: 'd' } },
    },
  });
  expect(bodyOf({ response_format: { type: 'text' } })['outputConfig']).toBeUndefined();
  expect(fieldsOf({ response_format: { type: 'json_object' } })).toEqual(['response_format']);
  expect(() => bodyOf({ response_format }, nova)).toThrow('JSON Schema');
  expect(() => bodyOf({ response_format: { type: 'json_schema' } })).toThrow('Give the JSON Schema');
  expect(supportsBedrockStructuredOutput('qwen.qwen3-coder-480b-a35b-v1:0')).toBe(true);
  expect(supportsBedrockStructuredOutput(nova)).toBe(false);
});
