import { expect, test } from 'vitest';
import { makeAttempt } from '../testing/make-attempt.ts';
import { observeChunk } from './observe-chunk.ts';

function observe(...chunks: Record<string, unknown>[]) {
  const attempt = makeAttempt();
  for (const chunk of chunks) observeChunk(attempt, chunk, () => 5);
  return attempt.observation;
}

const delta = (value: unknown, index?: unknown) => ({ choices: [{ index, delta: value }] });

test('choices are put together side by side', () => {
  const { messages, finishReasons } = observe(
    delta({ role: 'assistant', content: 'a' }, 0),
    delta({ content: 'x' }, 1),
    delta({ content: 'b' }, 0),
    { choices: [{ index: 1, finish_reason: 'length' }] },
  );

  expect(messages.map(({ content }) => content)).toEqual(['ab', 'x']);
  expect(finishReasons).toEqual([undefined, 'length']);
});

test('the first token is the first text, not the first chunk', () => {
  expect(observe(delta({ role: 'assistant', content: '' })).timeToFirstTokenMs).toBeNull();
  expect(observe(delta({ content: 'a' })).timeToFirstTokenMs).toBe(5);
  expect(observe(delta({ tool_calls: [{ function: { name: 'f' } }] })).timeToFirstTokenMs).toBe(5);
});

test('what is not as it should be does no harm', () => {
  const { messages } = observe(
    {},
    { choices: 'none' },
    { choices: [null, 5, { delta: 'text' }] },
    delta({ content: 'a' }, -1),
    delta({ content: 'b' }, 1e9),
    delta({ content: 'c' }, 'one'),
    delta({ content: 5, tool_calls: [null, { index: 'x' }, { function: 'f' }] }),
  );

  expect(messages).toHaveLength(1);
  expect(messages[0]?.content).toBe('abc');
});

test('names and ids of tool calls stay, arguments add up', () => {
  const call = (more: object) => delta({ tool_calls: [{ index: 1, ...more }] });
  const { messages } = observe(
    call({ id: 'c', function: { name: 'f', arguments: '{' } }),
    call({ id: 'other', function: { name: 'g', arguments: '}' } }),
  );

  expect(messages[0]?.['tool_calls']).toMatchObject([
    { id: null },
    { id: 'c', function: { name: 'f', arguments: '{}' } },
  ]);
});

test('an endless answer is counted whole but not kept whole', () => {
  const text = 'x'.repeat(600_000);
  const { messages, outputCharacters } = observe(...Array.from({ length: 10 }, () => delta({ content: text })));

  expect(outputCharacters).toBe(6_000_000);
  expect(String(messages[0]?.content).length).toBeLessThan(3_000_000);
});

test('usage is taken wherever it comes, and the last that can be read counts', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

  expect(observe({ x_groq: { usage } }).usage).toMatchObject({ input: 1 });
  expect(observe({ x_groq: { id: 'r' } }, { x_groq: null }).usage).toBeNull();
  expect(
    observe({ usage: { ...usage, prompt_tokens: 9 } }, { usage }, { usage: 'none' }, { usage: null }).usage,
  ).toMatchObject({ input: 1 });
});
