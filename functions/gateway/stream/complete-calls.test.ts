import { expect, test } from 'vitest';
import { completeCalls } from './complete-calls.ts';
import type { ChunkEvent } from './decode-events.ts';

const called = (name: string) => ({ name, arguments: '{}' });
const chunk = (...tool_calls: object[]): ChunkEvent => ({
  kind: 'chunk',
  bytes: Buffer.from('as it came'),
  json: {
    choices: [
      { index: 0, delta: { tool_calls } },
      { index: 1, delta: { content: 'x' } },
    ],
  },
});
/** What a client reads. */
const indices = (events: readonly ChunkEvent[]) =>
  events.map(({ bytes }) => {
    const { choices } = JSON.parse(Buffer.from(bytes).toString('utf8').slice('data: '.length));
    return choices[0].delta.tool_calls.map(({ id, index }: { id: string; index: number }) => `${id}${index}`);
  });

test('calls without index and type have them, in one chunk and over several', () => {
  const complete = completeCalls();

  // As recorded of mistral-large-latest.
  const first = complete([chunk({ id: 'a', function: called('plus') }, { id: 'b', function: called('minus') })]);
  const second = complete([chunk({ id: 'c', function: called('times') })]);
  expect([indices(first), indices(second)]).toEqual([[['a0', 'b1']], [['c2']]]);
  expect(first[0]?.kind === 'chunk' && first[0].json['choices']).toMatchObject([
    { delta: { tool_calls: [{ type: 'function' }, { type: 'function' }] } },
    {},
  ]);
});

test('a piece without id goes on with the call before it', () => {
  const [event] = completeCalls()([chunk({ id: 'a', function: called('plus') }, { function: { arguments: '!' } })]);

  expect(event?.kind === 'chunk' && event.json['choices']).toMatchObject([
    { delta: { tool_calls: [{ index: 0 }, { index: 0 }] } },
    { delta: { content: 'x' } },
  ]);
});

test('what is whole, and what calls nothing, keeps its bytes', () => {
  const events = [
    chunk({ index: 0, id: 'a', type: 'function', function: called('plus') }),
    chunk({ index: 0, function: {} }),
    chunk(),
  ];

  expect(completeCalls()(events)).toBe(events);
});

test('pieces without id and index, alone in one chunk, go on with the calls of their places', () => {
  const complete = completeCalls();
  complete([chunk({ id: 'a', function: called('plus') }, { id: 'b', function: called('minus') })]);
  const [event] = complete([chunk({ function: { arguments: '1' } }, { function: { arguments: '2' } })]);

  expect(event?.kind === 'chunk' && event.json['choices']).toMatchObject([
    {
      delta: {
        tool_calls: [
          { index: 0, function: { arguments: '1' } },
          { index: 1, function: { arguments: '2' } },
        ],
      },
    },
    {},
  ]);
});
