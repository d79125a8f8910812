import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessages } from './read-messages.ts';

const user = { role: 'user', content: 'Hello' };
const read = { role: 'user', parts: [{ type: 'text', text: 'Hello' }] };

describe('reading messages', () => {
  it.each([
    ['a list', [user]],
    ['a request', { model: 'm', messages: [user] }],
    ['a completion', { choices: [{ index: 0, message: user }] }],
    ['a choice', { message: user }],
    ['one message', user],
    ['parts of OpenTelemetry', [{ role: 'user', parts: [{ type: 'text', content: 'Hello' }] }]],
  ])('finds them in %s', (_, value) => {
    expect(readMessages(value)).toEqual([read]);
  });

  it('keeps tool calls, their results, reasoning and images', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } };
    expect(
      readMessages([
        { role: 'assistant', content: null, reasoning_content: 'Look it up.', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: '{"c":4}' },
        {
          role: 'user',
          content: [{ type: 'image_url', image_url: { url: 'https://x.test/a.png' } }, { type: 'input_audio' }],
        },
      ]),
    ).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Look it up.' },
          { type: 'toolCall', id: 'c1', name: 'weather', arguments: '{"city":"Bern"}' },
        ],
      },
      { role: 'tool', parts: [{ type: 'toolResult', id: 'c1', text: '{"c":4}' }] },
      {
        role: 'user',
        parts: [
          { type: 'image', url: 'https://x.test/a.png' },
          { type: 'other', value: { type: 'input_audio' } },
        ],
      },
    ]);
  });

  it('reads tool parts of OpenTelemetry', () => {
    const parts = [
      { type: 'reasoning', content: 'Hm' },
      { type: 'tool_call', id: 'c1', name: 'f', arguments: { a: 1 } },
      { type: 'tool_call_response', id: 'c1', result: 'ok' },
    ];
    expect(readMessages([{ role: 'assistant', parts }])?.[0]?.parts).toEqual([
      { type: 'reasoning', text: 'Hm' },
      { type: 'toolCall', id: 'c1', name: 'f', arguments: '{"a":1}' },
      { type: 'toolResult', id: 'c1', text: 'ok' },
    ]);
  });

  it.each([['text'], [null], [[]], [[1, user]], [{ input: 'x' }], [{ choices: ['x'] }], [42]])(
    'leaves %j alone',
    (value) => {
      expect(readMessages(value)).toBeNull();
    },
  );

  it('never throws on what a program may have recorded', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (content, extra) => {
        readMessages(content);
        expect(readMessages([{ role: 'user', content, tool_calls: extra, parts: content }])).toHaveLength(1);
      }),
    );
  });
});
