import { expect, it } from 'vitest';
import type { Span } from '../../../../shared/contract/span.ts';
import { turnOf } from './turn-messages.ts';

const payload = (value: unknown) => ({ preview: String(value), value, bytes: 1, isTruncated: false });
const span = (part: Partial<Span>) => ({ type: 'llm', parentSpanId: null, input: null, output: null, ...part }) as Span;
const said = (spans: Span[]) =>
  turnOf(spans).messages?.map(({ role, parts }) => `${role}: ${parts[0]?.type === 'text' ? parts[0].text : ''}`);

it('of a request that repeats the conversation only what is new is said', () => {
  const input = payload([
    { role: 'system', content: 'Be short.' },
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hi' },
    { role: 'user', content: 'Where to?' },
  ]);
  const output = payload([{ role: 'assistant', content: 'Home.' }]);
  expect(said([span({ input, output })])).toEqual(['user: Where to?', 'assistant: Home.']);
});

it('an agent says what its root does, or its calls where the root is silent', () => {
  const root = span({ type: 'agent', input: payload('Plan it'), output: payload('Done') });
  const call = span({ parentSpanId: 'a', input: payload('x'), output: payload('y') });
  expect(said([root, call])).toEqual(['user: Plan it', 'assistant: Done']);
  expect(said([span({ type: 'agent' }), call])).toEqual(['user: x', 'assistant: y']);
  expect(turnOf([span({ input: payload({ any: 1 }) })]).messages).toBeNull();
});

it('messages that were recorded as text are read, and other text stays as it is', () => {
  const parts = [{ type: 'text', content: 'At noon.' }];
  const output = payload(JSON.stringify([{ role: 'assistant', parts, finish_reason: 'stop' }]));
  expect(said([span({ input: payload('When?'), output })])).toEqual(['user: When?', 'assistant: At noon.']);
  const json = '{"open": true}';
  expect(said([span({ input: payload('[sic]'), output: payload(json) })])).toEqual([
    'user: [sic]',
    `assistant: ${json}`,
  ]);
});
