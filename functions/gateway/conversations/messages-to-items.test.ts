import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValidationError } from '../../../shared/http/errors.ts';
import { itemsToMessages } from './items-to-messages.ts';
import { messagesToItems } from './messages-to-items.ts';
import { readNewItems } from './read-new-items.ts';

const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } };
const conversation = [
  { role: 'system', content: 'Be brief.' },
  {
    role: 'user',
    content: [{ type: 'text', text: 'What is this?' }, image, { type: 'file', file: { file_id: 'f1' } }],
  },
  {
    role: 'assistant',
    content: null,
    reasoning_content: 'Hm.',
    reasoning_details: [{ type: 'reasoning.text', text: 'Hm.', signature: 's' }],
    tool_calls: [
      {
        id: 'c1',
        type: 'function',
        function: { name: 'look', arguments: '{}' },
        extra_content: { google: { thought_signature: 'g' } },
      },
      { id: 'c2', type: 'function', function: { name: 'look', arguments: '{"far":true}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'c1', content: 'A boat.', is_error: false },
  { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: 'Another.' }, image] },
  { role: 'assistant', content: 'Two boats.' },
  { role: 'user', content: 'Thanks.' },
];
/** A text and a list with one text say the same. */
const plain = (content: unknown) =>
  Array.isArray(content) && content.length === 1 && content[0].type === 'text' ? content[0].text : content;
const normal = (messages: readonly Record<string, unknown>[]) =>
  messages.map((message) => ({ ...message, content: plain(message['content']) }));

describe('messages as items', () => {
  test('come back as they were, with what providers need to get back', () => {
    expect(normal(itemsToMessages(messagesToItems(conversation)))).toEqual(conversation);
  });

  test('have OpenAI’s form', () => {
    expect(messagesToItems(conversation).map(({ type }) => type)).toEqual([
      'message',
      'message',
      'reasoning',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
      'message',
      'message',
    ]);
    expect(messagesToItems([{ role: 'assistant', content: 'Hi', annotations: [{ type: 'url_citation' }] }])).toEqual([
      {
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hi', annotations: [{ type: 'url_citation' }] }],
      },
    ]);
  });

  test('a refusal and reasoning as plain text stay', () => {
    const [message] = itemsToMessages(
      messagesToItems([{ role: 'assistant', content: '', refusal: 'No.', reasoning_content: 'Better not.' }]),
    );

    expect(message).toMatchObject({ reasoning_content: 'Better not.', content: [{ type: 'refusal', refusal: 'No.' }] });
  });

  test('any texts come back in order', () => {
    const message = fc.record({
      role: fc.constantFrom('user', 'assistant', 'system'),
      content: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        expect(normal(itemsToMessages(messagesToItems(messages)))).toEqual(messages);
      }),
    );
  });
});

describe('readNewItems', () => {
  test('brings short forms into full form and leaves ids out', () => {
    expect(
      readNewItems([
        { id: 'mine', role: 'user', content: 'Hi' },
        { type: 'message', role: 'assistant', content: 'Hello' },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'x' }], status: 'incomplete' },
      ]),
    ).toEqual([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }], status: 'completed' },
      {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
        status: 'completed',
      },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'x' }], status: 'incomplete' },
    ]);
  });

  test('refuses what no model could be told, and says where', () => {
    const refusal = (items: Record<string, unknown>[]) => {
      try {
        readNewItems(items);
      } catch (error) {
        return error instanceof ValidationError ? error.param : error;
      }
      return null;
    };

    expect(refusal([{ role: 'user', content: 'x' }, { type: 'computer_call' }])).toBe('items.1.type');
    expect(refusal([{ role: 'narrator', content: 'x' }])).toBe('items.0.role');
  });
});
