import { describe, expect, it } from 'vitest';
import { toSpanRow } from '../../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../../span-builder.ts';
import { forestOf } from '../span-forest.ts';
import { buildConversation, modelCallsOf } from './build-conversation.ts';

const payload = (value: unknown) => ({ preview: 'short', value, bytes: 1, isTruncated: false });
const system = { role: 'system', content: 'Be brief.' };
const user = { role: 'user', content: 'How warm is it?' };
const asks = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'c1', function: { name: 'weather', arguments: '{}' } }],
};
const result = { role: 'tool', tool_call_id: 'c1', content: '4 °C' };
const says = { role: 'assistant', content: 'Four degrees.' };

const spans = [
  spanOf({ id: 'a', type: 'agent', name: 'planner', duration: 100 }),
  spanOf({ id: '1', parent: 'a', type: 'llm', start: 1, input: payload([system, user]), output: payload(asks) }),
  spanOf({ id: '3', parent: '1', type: 'llm', start: 2, input: payload([system, user]), output: payload(asks) }),
  spanOf({
    id: '2',
    parent: 'a',
    type: 'llm',
    start: 20,
    input: payload([system, user, asks, result]),
    output: payload(says),
  }),
];
const forest = forestOf(spans.map(toSpanRow));
const conversation = (list = spans) => {
  const byId = new Map(list.map((span) => [span.spanId, span]));
  const calls = modelCallsOf(forestOf(list.map(toSpanRow)));
  return buildConversation(
    calls.map((node) => ({ node, span: byId.get(node.span.spanId) ?? { input: null, output: null } })),
  );
};

describe('the conversation of a trace', () => {
  it('takes model calls by start, those inside of another not again', () => {
    expect(modelCallsOf(forest).map(({ span }) => span.name)).toEqual(['span 1', 'span 2']);
  });

  it('has each message once, with who said it, and results with the calls that they answer', () => {
    expect(conversation().map(({ role, speaker, parts }) => [role, speaker, parts])).toEqual([
      ['system', null, [{ type: 'text', text: 'Be brief.' }]],
      ['user', null, [{ type: 'text', text: 'How warm is it?' }]],
      ['assistant', 'planner', [{ type: 'toolCall', id: 'c1', name: 'weather', arguments: '{}', result: '4 °C' }]],
      ['assistant', 'planner', [{ type: 'text', text: 'Four degrees.' }]],
    ]);
  });

  it('goes on from whichever earlier call a call continues, and begins anew where it continues none', () => {
    const other = spanOf({ id: '4', type: 'llm', start: 30, input: payload([user]), output: payload('plain text') });
    const goesOn = spanOf({
      id: '5',
      type: 'llm',
      start: 40,
      input: payload([system, user, asks, result, says, user]),
    });
    expect(
      conversation([...spans, other, goesOn])
        .slice(4)
        .map(({ spanId, role }) => `${spanId.at(-1)} ${role}`),
    ).toEqual(['4 user', '4 assistant', '5 user']);
  });

  it('shows what is no message as it is, and the beginning of what was not kept whole', () => {
    const odd = spanOf({ id: '6', type: 'llm', input: payload({ a: 1 }), output: payload(null) });
    expect(conversation([odd]).map(({ parts }) => parts)).toEqual([
      [{ type: 'other', value: { a: 1 } }],
      [{ type: 'text', text: 'short' }],
    ]);
  });
});
