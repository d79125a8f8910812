import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { toGeminiRequest } from './to-gemini-request.ts';

const user = { role: 'user', content: 'Hi' };
const translate = (request: JsonObject, model = 'gemini-3-flash') =>
  toGeminiRequest({ messages: [user], ...request }, model);
const body = (request: JsonObject, model?: string) => translate(request, model).body;
const fields = (request: JsonObject, model?: string) => translate(request, model).warnings.map(({ field }) => field);
const call = (id: string, name: string, more: object = {}) => ({
  id,
  type: 'function',
  function: { name, arguments: '{"a":1}' },
  ...more,
});
const cannotDo = (param: string) => expect.objectContaining({ type: 'provider_cannot', param });
const failure = (request: JsonObject, model?: string): unknown => {
  try {
    return translate(request, model);
  } catch (error) {
    return error;
  }
};

describe('messages', () => {
  test('instructions stand apart, and messages of one speaker together', () => {
    const messages = [
      { role: 'system', content: 'A' },
      user,
      { role: 'user', content: 'there' },
      { role: 'developer', content: 'B' },
    ];

    expect(body({ messages })).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hi' }, { text: 'there' }] }],
      systemInstruction: { parts: [{ text: 'A' }, { text: 'B' }] },
    });
    expect(fields({ messages })).toEqual(['messages.3']);
  });

  test('a call whose arguments another provider wrote as `null` has none', () => {
    const tool_calls = [call('a', 'ping', { function: { name: 'ping', arguments: 'null' } })];

    expect(body({ messages: [user, { role: 'assistant', tool_calls }] })).toMatchObject({
      contents: [{ role: 'user' }, { role: 'model', parts: [{ functionCall: { name: 'ping', args: {} } }] }],
    });
  });

  test('instructions alone are a message', () => {
    const messages = [{ role: 'system', content: 'A' }];

    expect(body({ messages })).toEqual({ contents: [{ role: 'user', parts: [{ text: 'A' }] }] });
    expect(fields({ messages })).toEqual(['messages']);
  });

  test('media become inline data or files', () => {
    const content = [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
      { type: 'image_url', image_url: 'https://example.com/a.jpg?x=1' },
      { type: 'input_audio', input_audio: { data: 'UklG', format: 'wav' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,JVBE' }, title: 'T' },
      { type: 'file', file: { file_url: 'https://example.com/doc' } },
      { type: 'file', file: { file_id: 'files/abc' } },
      { type: 'refusal', refusal: 'no' },
      { type: 'text', text: '' },
    ];

    expect(body({ messages: [{ role: 'user', content }] })['contents']).toEqual([
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/png', data: 'iVBO' } },
          { fileData: { mimeType: 'image/jpeg', fileUri: 'https://example.com/a.jpg?x=1' } },
          { inlineData: { mimeType: 'audio/wav', data: 'UklG' } },
          { inlineData: { mimeType: 'application/pdf', data: 'JVBE' } },
          { fileData: { fileUri: 'https://example.com/doc' } },
          { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc' } },
          { text: 'no' },
        ],
      },
    ]);
    expect(fields({ messages: [{ role: 'user', content }] })).toEqual(['messages.0.content.3.title']);
  });

  test.each([
    [{ type: 'image_url', image_url: { url: 'ftp://a' } }, 'messages.0.content.0.image_url'],
    [{ type: 'input_audio' }, 'messages.0.content.0.input_audio'],
    [{ type: 'file' }, 'messages.0.content.0.file'],
    [{ type: 'smell' }, 'messages.0.content.0.type'],
  ])('content that Gemini does not take is refused: %j', (part, param) => {
    expect(failure({ messages: [{ role: 'user', content: [part] }] })).toEqual(cannotDo(param));
  });
});

describe('calls of tools', () => {
  const google = { google: { thought_signature: 'c2ln' } };
  const history = [
    user,
    {
      role: 'assistant',
      content: 'Look',
      tool_calls: [call('call_gemini_0', 'f', { extra_content: google }), call('x', 'g')],
    },
    { role: 'tool', tool_call_id: 'call_gemini_0', content: 'sunny' },
    { role: 'tool', tool_call_id: 'x', content: 'broken', is_error: true },
    { role: 'user', content: 'And?' },
  ];

  test('go back with signatures, results by name, in a turn of their own', () => {
    const { body: sent, warnings } = translate({ messages: history });

    expect(sent['contents']).toEqual([
      { role: 'user', parts: [{ text: 'Hi' }] },
      {
        role: 'model',
        parts: [
          { text: 'Look' },
          { functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' },
          { functionCall: { id: 'x', name: 'g', args: { a: 1 } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'f', response: { output: 'sunny' } } },
          { functionResponse: { id: 'x', name: 'g', response: { error: 'broken' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'And?' }] },
    ]);
    expect(warnings).toEqual([]);
  });

  test('a call of another model is marked, where Gemini checks', () => {
    const messages = [user, { role: 'assistant', content: null, tool_calls: [call('x', 'g')] }];
    const sent = JSON.stringify(body({ messages }));

    expect(sent).toContain('"thoughtSignature":"skip_thought_signature_validator"');
    expect(fields({ messages })).toEqual(['messages.1']);
    expect(JSON.stringify(body({ messages }, 'gemini-2.5-flash'))).not.toContain('thoughtSignature');
  });

  test('a message’s own signature stands at its text', () => {
    const messages = [user, { role: 'assistant', content: 'Yes', extra_content: google }];

    expect(JSON.stringify(body({ messages }))).toContain('{"text":"Yes","thoughtSignature":"c2ln"}');
  });

  test('images of a result stand in it, or behind it', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } };
    const messages = [
      user,
      { role: 'assistant', tool_calls: [call('x', 'g')] },
      { role: 'tool', tool_call_id: 'x', content: [{ type: 'text', text: 'see' }, image] },
    ];
    const part = '{"inlineData":{"mimeType":"image/png","data":"iVBO"}}';

    expect(JSON.stringify(body({ messages }))).toContain(`"response":{"output":"see"},"parts":[${part}]}}`);
    expect(JSON.stringify(body({ messages }, 'gemini-2.5-pro'))).toContain(`"response":{"output":"see"}}},${part}`);
    expect(fields({ messages }, 'gemini-2.5-pro')).toEqual(['messages.2']);
  });

  test.each([
    [{ role: 'tool', tool_call_id: 'y', content: 'a' }, 'messages.0.tool_call_id'],
    [
      { role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: '{' } }] },
      'messages.0.tool_calls.0.function.arguments',
    ],
    [{ role: 'assistant', tool_calls: [{}] }, 'messages.0.tool_calls.0.function.name'],
    [{ role: 'critic' }, 'messages.0.role'],
  ])('what cannot be understood is refused: %j', (message, param) => {
    expect(failure({ messages: [message] })).toEqual(cannotDo(param));
  });
});

describe('tools', () => {
  const parameters = { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } };
  const tool = { type: 'function', function: { name: 'f', description: 'F', parameters, strict: true } };
  const bare = { type: 'function', function: { name: 'g', parameters: {} } };

  test('keep their JSON Schema', () => {
    expect(body({ tools: [tool, bare] })['tools']).toEqual([
      { functionDeclarations: [{ name: 'f', description: 'F', parametersJsonSchema: parameters }, { name: 'g' }] },
    ]);
    expect(fields({ tools: [tool], parallel_tool_calls: false })).toEqual(['tools.strict', 'parallel_tool_calls']);
  });

  test.each([
    ['auto', { mode: 'AUTO' }],
    ['none', { mode: 'NONE' }],
    ['required', { mode: 'ANY' }],
    [
      { type: 'function', function: { name: 'f' } },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
    [
      { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [tool] } },
      { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
    ],
  ])('the choice %j becomes %j', (choice, config) => {
    expect(body({ tools: [tool], tool_choice: choice })['toolConfig']).toEqual({ functionCallingConfig: config });
  });

  test('a search of the web is Google’s', () => {
    expect(body({ web_search_options: {} })['tools']).toEqual([{ googleSearch: {} }]);
    expect(failure({ web_search_options: {}, tools: [tool] }, 'gemini-2.5-pro')).toEqual(
      cannotDo('web_search_options'),
    );
  });

  test.each([
    [{ tools: [{ type: 'custom' }] }, 'tools.0'],
    [{ tools: [tool], tool_choice: 'perhaps' }, 'tool_choice'],
    [{ tools: [tool], tool_choice: { type: 'function' } }, 'tool_choice'],
    [{ functions: [{}] }, 'functions'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
  ])('%j is refused', (request, param) => {
    expect(failure(request)).toEqual(cannotDo(param));
  });
});

describe('generationConfig', () => {
  const config = (request: JsonObject, model?: string) => body(request, model)['generationConfig'];

  test('has Google’s names', () => {
    const sampling = { temperature: 0.5, top_p: 0.9, top_k: 40, presence_penalty: 0.1, frequency_penalty: 0.2, n: 2 };

    expect(
      config({
        ...sampling,
        max_tokens: 5,
        max_completion_tokens: 9,
        stop: 'x',
        seed: 7,
        logprobs: true,
        top_logprobs: 3,
      }),
    ).toEqual({
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      candidateCount: 2,
      maxOutputTokens: 9,
      stopSequences: ['x'],
      seed: 7,
      responseLogprobs: true,
      logprobs: 3,
    });
    expect(config({})).toBeUndefined();
    expect(config({ modalities: ['text', 'image'] })).toEqual({ responseModalities: ['TEXT', 'IMAGE'] });
  });

  test('says what it leaves out', () => {
    const request = { seed: 2 ** 40, logit_bias: { 1: 2 }, verbosity: 'low', service_tier: 'auto' };

    expect(fields({ ...request, cache_control: { type: 'ephemeral' } })).toEqual([
      'logit_bias',
      'verbosity',
      'seed',
      'cache_control',
    ]);
  });

  test('carries a schema as it is', () => {
    const schema = { type: 'object', additionalProperties: false };
    const format = { type: 'json_schema', json_schema: { name: 'x', schema } };

    expect(config({ response_format: format })).toEqual({
      responseMimeType: 'application/json',
      responseJsonSchema: schema,
    });
    expect(config({ response_format: { type: 'json_object' } })).toEqual({ responseMimeType: 'application/json' });
    expect(config({ response_format: { type: 'text' } })).toBeUndefined();
    const tools = [{ type: 'function', function: { name: 'f' } }];
    expect(failure({ response_format: format, tools }, 'gemini-2.5-flash')).toEqual(cannotDo('response_format'));
  });

  test.each([
    ['gemini-3-flash', { reasoning_effort: 'none' }, { thinkingLevel: 'minimal' }, 1],
    ['gemini-3.1-pro', { reasoning_effort: 'minimal' }, { thinkingLevel: 'low', includeThoughts: true }, 1],
    ['gemini-3-flash', { reasoning_effort: 'medium' }, { thinkingLevel: 'medium', includeThoughts: true }, 0],
    ['gemini-flash-latest', { reasoning_effort: 'max' }, { thinkingLevel: 'high', includeThoughts: true }, 1],
    ['gemini-3-flash', { reasoning: { enabled: true } }, { includeThoughts: true }, 0],
    ['gemini-3-flash', { reasoning: { max_tokens: 512 } }, { thinkingBudget: 512, includeThoughts: true }, 0],
    ['gemini-2.5-flash', { reasoning_effort: 'high' }, { thinkingBudget: 24_576, includeThoughts: true }, 0],
    ['gemini-2.5-flash', { reasoning_effort: 'none' }, { thinkingBudget: 0 }, 0],
    ['gemini-2.5-flash', { reasoning: { enabled: true } }, { includeThoughts: true }, 0],
    ['gemini-2.5-pro', { reasoning_effort: 'none' }, { thinkingBudget: 128 }, 1],
    ['gemini-2.5-pro', { reasoning_effort: 'max' }, { thinkingBudget: 32_768, includeThoughts: true }, 1],
    ['gemini-2.0-flash', { reasoning_effort: 'high' }, undefined, 1],
    ['gemma-3-27b-it', { reasoning_effort: 'none' }, undefined, 0],
  ])('%s thinks as asked: %j', (model, request, thinking, warnings) => {
    const translated = translate(request, model);

    expect((translated.body['generationConfig'] as JsonObject | undefined)?.['thinkingConfig']).toEqual(thinking);
    expect(translated.warnings).toHaveLength(warnings);
  });
});

test('turns of any conversation are never empty, and two of the model never meet', () => {
  const message = fc.oneof(
    fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: fc.string() }),
    fc.record({
      role: fc.constant('assistant'),
      content: fc.constant(null),
      tool_calls: fc.constant([call('x', 'f')]),
    }),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
      const contents = body({ messages: [user, ...messages] })['contents'] as { role: string; parts: unknown[] }[];
      expect(contents.every(({ parts }) => parts.length > 0)).toBe(true);
      expect(contents.some(({ role }, at) => role === contents[at + 1]?.role)).toBe(false);
    }),
  );
});
