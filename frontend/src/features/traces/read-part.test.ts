import { describe, expect, it } from 'vitest';
import { readMessages } from './read-messages.ts';
import { type MessagePart, readPart } from './read-part.ts';

const picture = 'iVBORw0KGgo=';

describe('a part', () => {
  it.each<[string, unknown, MessagePart]>([
    ['thinking of Anthropic', { type: 'thinking', thinking: 'Hm' }, { type: 'reasoning', text: 'Hm' }],
    [
      'a tool call of Anthropic',
      { type: 'tool_use', id: 't1', name: 'f', input: { a: 1 } },
      { type: 'toolCall', id: 't1', name: 'f', arguments: '{"a":1}' },
    ],
    [
      'a result of Anthropic, of parts',
      {
        type: 'tool_result',
        tool_use_id: 't1',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      { type: 'toolResult', id: 't1', text: 'a\n\nb' },
    ],
    [
      'an image of Anthropic',
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: picture } },
      { type: 'image', url: `data:image/png;base64,${picture}` },
    ],
    [
      'an image of Responses',
      { type: 'input_image', image_url: 'https://x.test/a.png' },
      { type: 'image', url: 'https://x.test/a.png' },
    ],
    [
      'an image of OpenTelemetry',
      { type: 'blob', modality: 'image', mime_type: 'image/webp', content: picture },
      { type: 'image', url: `data:image/webp;base64,${picture}` },
    ],
    [
      'a linked image of OpenTelemetry',
      { type: 'uri', modality: 'image', uri: 'gs://bucket/a.png' },
      { type: 'image', url: 'gs://bucket/a.png' },
    ],
    ['text of Google', { text: 'Hello' }, { type: 'text', text: 'Hello' }],
    ['a thought of Google', { text: 'Hm', thought: true }, { type: 'reasoning', text: 'Hm' }],
    [
      'a call of Google',
      { functionCall: { name: 'f', args: {} } },
      { type: 'toolCall', id: null, name: 'f', arguments: '{}' },
    ],
    [
      'a result of Google',
      { functionResponse: { name: 'f', response: 'ok' } },
      { type: 'toolResult', id: 'f', text: 'ok' },
    ],
    [
      'an image of Google',
      { inlineData: { mimeType: 'image/jpeg', data: picture } },
      { type: 'image', url: `data:image/jpeg;base64,${picture}` },
    ],
  ])('reads %s', (_, part, expected) => {
    expect(readPart(part)).toEqual(expected);
  });

  it.each([
    { type: 'blob', modality: 'audio', mime_type: 'audio/mp3', content: picture },
    { type: 'input_audio', data: picture },
    { inlineData: { mimeType: 'application/pdf', data: picture } },
    7,
  ])('leaves what it does not know', (part) => {
    expect(readPart(part)).toEqual({ type: 'other', value: part });
  });
});

describe('requests and answers of other dialects', () => {
  const rolesOf = (value: unknown) => readMessages(value)?.map(({ role }) => role);

  it.each<[string, unknown, string[]]>([
    ['Anthropic', { system: 'Be brief.', messages: [{ role: 'user', content: 'Hi' }] }, ['system', 'user']],
    [
      'Google',
      { systemInstruction: { parts: [{ text: 'Be brief.' }] }, contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
      ['system', 'user'],
    ],
    ['Google, answering', { candidates: [{ content: { role: 'model', parts: [{ text: 'Hi' }] } }] }, ['model']],
    ['Responses', { model: 'm', instructions: 'Be brief.', input: 'Hi' }, ['system', 'user']],
    [
      'Responses, answering',
      {
        object: 'response',
        output: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] },
          { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
          { type: 'function_call_output', call_id: 'c', output: 'ok' },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Done' }] },
        ],
      },
      ['assistant', 'assistant', 'tool', 'assistant'],
    ],
  ])('are messages: %s', (_, value, roles) => {
    expect(rolesOf(value)).toEqual(roles);
  });

  it.each([
    { input: 'what a tool was given' },
    { output: [1, 2] },
    { model: 'm', input: ['a', 'b'] },
    { contents: 'none' },
  ])('does not take other objects for one', (value) => {
    expect(readMessages(value)).toBeNull();
  });
});
