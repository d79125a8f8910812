import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json/json-object.ts';
import { collectCompletion } from './collect-completion.ts';
import { replayAsChunks } from './replay-as-chunks.ts';

const collect = (chunks: readonly JsonObject[], maxCharacters = 1_000_000) => {
  const collector = collectCompletion(maxCharacters);
  for (const chunk of chunks) collector.add(chunk);
  return collector.completion();
};

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const toolCalls = fc
  .array(fc.record({ name: fc.string({ minLength: 1 }), args: fc.json() }), { minLength: 1, maxLength: 3 })
  .map((calls) =>
    calls.map(({ name, args }, index) => {
      return { id: `call_${index}`, type: 'function', function: { name, arguments: args } };
    }),
  );
const reasoningDetails = fc
  .array(text, { minLength: 1, maxLength: 3 })
  .map((texts) => texts.map((each, index) => ({ index, type: 'reasoning.text', text: each })));

/** Messages as providers make them: with text or without, with reasoning, calls of tools, a refusal. */
const message = fc
  .record(
    {
      content: text,
      reasoning_content: text,
      refusal: text,
      tool_calls: toolCalls,
      reasoning_details: reasoningDetails,
      provider_field: text,
    },
    { requiredKeys: [] },
  )
  .map((parts) => ({ role: 'assistant', content: null, ...parts }));

const completion = fc
  .record({
    messages: fc.array(message, { minLength: 1, maxLength: 3 }),
    usage: fc.option(fc.constant({ prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 })),
    reason: fc.constantFrom('stop', 'tool_calls'),
  })
  .map(({ messages, usage, reason }) => ({
    ...{ id: 'chatcmpl-1', created: 1_700_000_000, model: 'm', object: 'chat.completion' },
    ...(usage === null ? {} : { usage }),
    choices: messages.map((each, index) => ({ index, message: each, finish_reason: reason })),
  }));

describe('a whole answer as a stream', () => {
  test('put together again is the same answer', () => {
    fc.assert(
      fc.property(completion, (answer) => {
        expect(collect(replayAsChunks(answer))).toEqual(answer);
      }),
    );
  });

  test('begins with the role, and ends each choice before its usage', () => {
    const answer = {
      ...{ id: 'c', object: 'chat.completion', usage: { total_tokens: 1 } },
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi', reasoning: 'Hm' }, finish_reason: 'stop' }],
    };

    expect(replayAsChunks(answer)).toEqual([
      { id: 'c', object: 'chat.completion.chunk', choices: [choice({ role: 'assistant' })] },
      { id: 'c', object: 'chat.completion.chunk', choices: [choice({ reasoning: 'Hm' })] },
      { id: 'c', object: 'chat.completion.chunk', choices: [choice({ content: 'Hi' })] },
      { id: 'c', object: 'chat.completion.chunk', choices: [{ ...choice({}), finish_reason: 'stop' }] },
      { id: 'c', object: 'chat.completion.chunk', choices: [], usage: { total_tokens: 1 } },
    ]);
  });
});

function choice(delta: JsonObject) {
  return { index: 0, delta, finish_reason: null };
}

describe('a stream as a whole answer', () => {
  test('does not depend on where its text was cut', () => {
    const pieces = fc.array(fc.string(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const chunks = parts.map((content) => ({ id: 'c', choices: [choice({ content })] }));
        expect(contentOf(collect(chunks))).toBe(parts.join(''));
      }),
    );
  });

  test('joins the arguments of each tool call, by its index', () => {
    const part = (index: number, more: JsonObject) => ({ choices: [choice({ tool_calls: [{ index, ...more }] })] });
    const collected = collect([
      part(1, { id: 'b', type: 'function', function: { name: 'find', arguments: '{"x"' } }),
      part(0, { id: 'a', type: 'function', function: { name: 'list', arguments: '' } }),
      part(1, { function: { arguments: ':1}' } }),
      part(0, { id: 'a', function: { name: 'list', arguments: '{}' } }),
    ]);

    expect(collected).toMatchObject({
      choices: [
        {
          message: {
            tool_calls: [
              { id: 'a', type: 'function', function: { name: 'list', arguments: '{}' } },
              { id: 'b', type: 'function', function: { name: 'find', arguments: '{"x":1}' } },
            ],
          },
        },
      ],
    });
  });

  test('joins log probabilities, and keeps what a provider adds', () => {
    const part = (token: string) => ({
      choices: [{ ...choice({ content: token }), logprobs: { content: [{ token }] } }],
    });
    const collected = collect([part('a'), { service_tier: 'flex', ...part('b') }]);

    expect(collected).toMatchObject({
      service_tier: 'flex',
      choices: [{ message: { content: 'ab' }, logprobs: { content: [{ token: 'a' }, { token: 'b' }] } }],
    });
  });

  test('is none if it is too long, and has no more choices than anybody asks for', () => {
    const chunk = { choices: [choice({ content: 'x'.repeat(50) })] };
    const wild = {
      choices: [
        { ...choice({ content: 'x' }), index: 99 },
        { ...choice({ content: 'y' }), index: -1 },
      ],
    };

    expect(collect([chunk, chunk], 150)).toBeNull();
    expect(collect([chunk], 150)).not.toBeNull();
    expect(collect([wild])).toMatchObject({ choices: [] });
  });
});

function contentOf(completion: JsonObject | null): unknown {
  const [first] = (completion?.['choices'] ?? []) as { message: { content: unknown } }[];
  return first?.message.content;
}
