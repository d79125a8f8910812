import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { toAnthropicRequest } from './to-anthropic-request.ts';

const user = { role: 'user', content: 'Hi' };
const translate = (request: JsonObject) =>
  toAnthropicRequest(request, { model: 'claude-opus-5', isStreamed: false, maxOutputTokens: 8_000 });
const bodyOf = (request: JsonObject) => translate(request).body;
const fieldsOf = (request: JsonObject) => translate(request).warnings.map(({ code, field }) => `${code} ${field}`);
const messagesOf = (...messages: JsonObject[]) => bodyOf({ messages })['messages'];
const ephemeral = { type: 'ephemeral', ttl: '1h' };

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

  test('a call whose arguments another provider wrote as `null` has none', () => {
    const call = { id: 'a', type: 'function', function: { name: 'ping', arguments: 'null' } };

    expect(messagesOf(user, { role: 'assistant', tool_calls: [call] })).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'ping', input: {} }] },
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
