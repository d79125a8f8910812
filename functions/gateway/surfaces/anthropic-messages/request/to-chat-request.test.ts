import { describe, expect, test } from 'vitest';
import { messagesRequestSchema } from '../../../../../shared/contract/gateway-messages.ts';
import { toChatRequest } from './to-chat-request.ts';

const cached = { cache_control: { type: 'ephemeral', ttl: '1h' } };

/** With a message, where a test is about something else. */
function translate(body: Record<string, unknown>) {
  const request = { model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }], ...body };
  return toChatRequest(messagesRequestSchema.parse(request));
}

const content = (...blocks: unknown[]) => translate({ messages: [{ role: 'user', content: blocks }] });
const answer = (...blocks: unknown[]) => translate({ messages: [{ role: 'assistant', content: blocks }] });

// The forms of the blocks follow https://docs.claude.com/en/api/messages; the texts are made up.
describe('content', () => {
  test.each([
    ['a text', { type: 'text', text: 'Hi', ...cached }, { type: 'text', text: 'Hi', ...cached }],
    [
      'an image in base64',
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ],
    [
      'an image by URL',
      { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
    ],
    [
      'a PDF',
      {
        type: 'document',
        title: 'Paper',
        context: 'Found',
        citations: { enabled: true },
        source: { type: 'base64', media_type: 'application/pdf', data: 'AAAA' },
      },
      {
        type: 'file',
        file: { file_data: 'data:application/pdf;base64,AAAA', filename: 'Paper' },
        title: 'Paper',
        context: 'Found',
        citations: { enabled: true },
      },
    ],
    [
      'a text document',
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ü' } },
      { type: 'file', file: { file_data: 'data:text/plain;base64,w7w=' } },
    ],
    [
      'a document by URL',
      { type: 'document', source: { type: 'url', url: 'https://example.com/a.pdf' } },
      { type: 'file', file: { file_url: 'https://example.com/a.pdf' } },
    ],
    [
      'a document by id',
      { type: 'document', source: { type: 'file', file_id: 'file_1' } },
      { type: 'file', file: { file_id: 'file_1' } },
    ],
  ])('%s', (_, block, part) => {
    expect(content(block)).toMatchObject({ request: { messages: [{ role: 'user', content: [part] }] }, warnings: [] });
  });

  test('a search result becomes a text document, which is said; a document of blocks keeps them', () => {
    const texts = [
      { type: 'text', text: 'A' },
      { type: 'text', text: 'B' },
    ];
    const result = {
      type: 'search_result',
      source: 'https://a',
      title: 'T',
      citations: { enabled: true },
      content: texts,
    };
    const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };
    const pieces = { type: 'document', source: { type: 'content', content: [...texts, image] } };
    const { request, warnings } = content(result, pieces, {
      type: 'document',
      source: { type: 'content', content: 'C' },
    });
    const file_data = `data:text/plain;base64,${Buffer.from('A\n\nB').toString('base64')}`;

    expect(request.messages[0]?.content).toEqual([
      {
        type: 'file',
        file: { file_data, filename: 'T' },
        title: 'T',
        context: 'https://a',
        citations: { enabled: true },
      },
      {
        type: 'file',
        file: { content: [...texts, { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
      },
      { type: 'file', file: { content: [{ type: 'text', text: 'C' }] } },
    ]);
    expect(warnings.map(({ code, field }) => [code, field])).toEqual([['content_converted', 'messages.0.content.0']]);
  });

  test('results of tools come before what else the person sent', () => {
    const result = {
      type: 'tool_result',
      tool_use_id: 'toolu_1',
      is_error: true,
      content: [{ type: 'text', text: 'no' }],
    };
    const { request, toCallerField } = content({ type: 'text', text: 'So?' }, result, {
      type: 'tool_result',
      tool_use_id: 'toolu_2',
      ...cached,
    });

    expect(request.messages).toEqual([
      { role: 'tool', tool_call_id: 'toolu_1', is_error: true, content: 'no' },
      { role: 'tool', tool_call_id: 'toolu_2', ...cached, content: '' },
      { role: 'user', content: 'So?' },
    ]);
    expect(toCallerField('messages.0.content')).toBe('messages.0.content.1');
    expect(toCallerField('messages.2.content.0.text')).toBe('messages.0.content.0');
  });

  test('an earlier answer keeps its thinking, its citations and its calls', () => {
    const citation = { type: 'char_location', cited_text: 'x', document_index: 0 };
    const { request } = answer(
      { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
      { type: 'redacted_thinking', data: 'xyz' },
      { type: 'text', text: 'It is x.', citations: [citation] },
      { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } },
    );

    expect(request.messages).toEqual([
      {
        role: 'assistant',
        content: 'It is x.',
        reasoning_content: 'Hm.',
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm.', signature: 'sig', index: 0, offset: 0 },
          { type: 'reasoning.encrypted', data: 'xyz', index: 1, offset: 0 },
        ],
        tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
        annotations: [{ ...citation, start_index: 0, end_index: 8 }],
      },
    ]);
    expect(answer({ type: 'tool_use', id: 'a', name: 'f' }).request.messages[0]?.content).toBeNull();
    expect(answer().request.messages[0]?.content).toBe('');
  });

  test('system texts are messages, at the start and between', () => {
    const { request, toCallerField } = translate({
      system: [{ type: 'text', text: 'Be short.', ...cached }],
      messages: [
        { role: 'system', content: 'Now be long.' },
        { role: 'user', content: [] },
      ],
      cache_control: { type: 'ephemeral' },
    });

    expect(request.messages).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'Be short.', ...cached }] },
      { role: 'system', content: 'Now be long.' },
      { role: 'user', content: '', cache_control: { type: 'ephemeral' } },
    ]);
    expect(toCallerField('messages.0.content.0')).toBe('system.0');
  });
});

describe('parameters', () => {
  test('have the names of the chat dialect', () => {
    const { request, warnings, toCallerField } = translate({
      stream: true,
      temperature: 0.5,
      top_k: 3,
      stop_sequences: ['END'],
      service_tier: 'standard_only',
      metadata: { user_id: 'u', session_id: 's' },
      output_config: { effort: 'high', format: { type: 'json_schema', schema: { type: 'object' } } },
      thinking: { type: 'enabled', budget_tokens: 2048, display: 'omitted' },
      speed: 'fast',
    });

    expect(request).toMatchObject({
      model: 'm',
      stream: true,
      temperature: 0.5,
      top_k: 3,
      stop: ['END'],
      max_completion_tokens: 100,
      service_tier: 'default',
      user: 'u',
      metadata: { session_id: 's' },
      reasoning: { max_tokens: 2048, effort: 'high' },
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', schema: { type: 'object' }, strict: true },
      },
    });
    expect(warnings.map(({ field }) => field)).toEqual(['thinking.display', 'speed']);
    expect(
      ['stop', 'response_format.json_schema', 'reasoning', 'max_completion_tokens', 'top_k'].map(toCallerField),
    ).toEqual(['stop_sequences', 'output_config.format', 'thinking', 'max_tokens', 'top_k']);
  });

  test.each([
    [{ type: 'adaptive' }, { enabled: true }],
    [{ type: 'disabled' }, { enabled: false }],
    [{ type: 'between_tools' }, { enabled: false }],
  ])('thinking %j', (thinking, reasoning) => {
    expect(translate({ thinking }).request['reasoning']).toEqual(reasoning);
  });

  test('the format as the beta named it', () => {
    expect(translate({ output_format: { type: 'json_schema', schema: {} } }).request.response_format).toMatchObject({
      type: 'json_schema',
    });
  });

  test('tools of one’s own', () => {
    const tool = { name: 'f', description: 'd', input_schema: { type: 'object' }, strict: true, ...cached };
    const { request, warnings, toCallerField } = translate({ tools: [{ ...tool, input_examples: [{}] }] });

    expect(request.tools).toEqual([
      {
        type: 'function',
        function: { name: 'f', description: 'd', parameters: { type: 'object' }, strict: true },
        ...cached,
      },
    ]);
    expect(warnings).toMatchObject([{ code: 'parameter_dropped', field: 'tools.0.input_examples' }]);
    expect(toCallerField('tools.0.function.name')).toBe('tools.0');
  });

  test.each([
    [
      { type: 'auto', disable_parallel_tool_use: true },
      { tool_choice: 'auto', parallel_tool_calls: false },
    ],
    [{ type: 'any' }, { tool_choice: 'required' }],
    [{ type: 'none' }, { tool_choice: 'none' }],
    [{ type: 'tool', name: 'f' }, { tool_choice: { type: 'function', function: { name: 'f' } } }],
  ])('tool choice %j', (tool_choice, expected) => {
    expect(translate({ tool_choice }).request).toMatchObject(expected);
  });
});

test.each<[string, Record<string, unknown>]>([
  ['messages.0.content.0.type', { messages: [{ role: 'user', content: [{ type: 'container_upload' }] }] }],
  ['messages.0.content.0.type', { messages: [{ role: 'assistant', content: [{ type: 'server_tool_use' }] }] }],
  ['messages.0.content.0.text', { messages: [{ role: 'user', content: [{ type: 'text' }] }] }],
  [
    'messages.0.content.0.source.type',
    { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file' } }] }] },
  ],
  ['messages.0.content.0.source.type', { messages: [{ role: 'user', content: [{ type: 'document' }] }] }],
  [
    'messages.0.content.0.source.content.0.type',
    {
      messages: [
        { role: 'user', content: [{ type: 'document', source: { type: 'content', content: [{ type: 'document' }] } }] },
      ],
    },
  ],
  ['tools.0.type', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
  ['tools.0.input_schema', { tools: [{ name: 'f' }] }],
  ['tool_choice.type', { tool_choice: { type: 'perhaps' } }],
  ['thinking.type', { thinking: { type: 'deep' } }],
  ['thinking.budget_tokens', { thinking: { type: 'enabled' } }],
  ['output_config.format.type', { output_config: { format: { type: 'xml' } } }],
  ['output_format.schema', { output_format: { type: 'json_schema' } }],
  ['service_tier', { service_tier: 'gold' }],
  ['container', { container: 'c' }],
  ['inference_geo', { inference_geo: 'eu' }],
])('an error names %s', (param, body) => {
  expect(() => translate(body)).toThrow(expect.objectContaining({ status: 400, param }));
});
