import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { encodeEvents, encodeMessage } from './testing/event-stream.ts';
import { citation, citationEvents, reasoningEvents, recordedException, toolEvents } from './testing/events.ts';
import { translateConverseStream } from './translate-converse-stream.ts';

const head = { id: 'req-1', model: 'amazon.nova-pro-v1:0', created: 1 };

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    if (at < bytes.length) yield bytes.subarray(at, at + size);
    at += size;
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

async function translate(bytes: Uint8Array, sizes: readonly number[] = []): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of translateConverseStream(cut(bytes, sizes), head)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

interface Chunk {
  id: string;
  choices: { delta: JsonObject; finish_reason: string | null }[];
  usage?: JsonObject;
}

const frames = (text: string): Chunk[] =>
  text
    .split('\n\n')
    .filter((frame) => frame !== '' && frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as Chunk);

async function chunks(events: readonly object[]): Promise<Chunk[]> {
  const text = await translate(encodeEvents(events));
  expect(text).toMatch(/data: \[DONE\]\n\n$/);
  return frames(text);
}

const deltas = (all: Chunk[]) => all.flatMap(({ choices }) => choices.map(({ delta }) => delta));
const joined = (all: Chunk[], field: string) =>
  deltas(all)
    .map((delta) => delta[field] ?? '')
    .join('');

test.each(Object.entries({ reasoningEvents, toolEvents, citationEvents }))(
  'any chunking of %s gives the same bytes',
  async (_, events) => {
    const bytes = encodeEvents(events);
    const whole = await translate(bytes);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 40 }), async (sizes) => {
        expect(await translate(bytes, sizes)).toBe(whole);
      }),
      { numRuns: 40 },
    );
  },
);

test('reasoning with its signature, text, the stop sequence, usage with the cache', async () => {
  const all = await chunks(reasoningEvents);
  const details = deltas(all).flatMap((delta) => (delta['reasoning_details'] ?? []) as JsonObject[]);

  expect(all[0]).toMatchObject({ id: 'req-1', choices: [{ delta: { role: 'assistant' } }] });
  expect(all[0]?.usage).toBeUndefined();
  expect(joined(all, 'reasoning_content')).toBe('One, two.');
  expect(joined(all, 'content')).toBe('It is two.');
  expect(details.slice(2)).toMatchObject([
    { type: 'reasoning.text', signature: 'Ep0CCkgICxABGAIq', index: 0 },
    { type: 'reasoning.encrypted', data: 'cnNuX3BVUGg=', index: 1 },
  ]);
  expect(all.at(-2)?.choices[0]).toMatchObject({ finish_reason: 'stop', matched_stop: 'END' });
  expect(all.at(-1)?.usage).toMatchObject({
    prompt_tokens: 1_081,
    completion_tokens: 94,
    prompt_tokens_details: {
      cached_tokens: 1_000,
      cache_write_tokens: 30,
      cache_write_5m_tokens: 20,
      cache_write_1h_tokens: 10,
    },
  });
});

test('tool calls, and usage that comes before the end', async () => {
  const all = await chunks(toolEvents);
  const calls = deltas(all).flatMap(
    (delta) => (delta['tool_calls'] ?? []) as { index: number; function: JsonObject }[],
  );
  const argumentsOf = (index: number) =>
    calls
      .filter((call) => call.index === index)
      .map((call) => call.function['arguments'])
      .join('');

  expect(calls[0]).toMatchObject({ index: 0, id: 'tooluse_1', function: { name: 'look' } });
  expect([argumentsOf(0), argumentsOf(1)]).toEqual(['{"a":1}', '{}']);
  expect(all.at(-2)?.choices[0]?.finish_reason).toBe('tool_calls');
  expect(all.at(-1)?.usage).toMatchObject({ prompt_tokens: 51 });
});

test('citations, a guardrail, and an end without usage', async () => {
  const all = await chunks(citationEvents);

  expect(deltas(all).filter((delta) => delta['annotations'])).toEqual([
    { annotations: [{ type: 'citation', ...citation, start_index: 8, end_index: 17 }] },
  ]);
  expect(all.at(-1)?.choices[0]).toMatchObject({ finish_reason: 'content_filter' });
});

describe('what goes wrong', () => {
  test('an exception as Bedrock sent it', async () => {
    expect(frames(await translate(Buffer.from(recordedException, 'base64')))).toEqual([
      { error: { message: 'Model Stream Error', type: 'modelStreamErrorException', status: 502 } },
    ]);
  });

  test('exceptions and errors after some text', async () => {
    const begun = encodeEvents(reasoningEvents.slice(0, 3));
    const failing = (headers: Record<string, string>, payload: string) =>
      translate(Buffer.concat([begun, encodeMessage(headers, payload)])).then((text) => frames(text).at(-1));

    expect(
      await failing(
        { ':message-type': 'exception', ':exception-type': 'throttlingException' },
        '{"message":"Too many tokens"}',
      ),
    ).toEqual({ error: { message: 'Too many tokens', type: 'throttlingException', status: 429 } });
    expect(
      await failing({ ':message-type': 'error', ':error-code': 'ThrottlingException' }, '{"message":"m"}'),
    ).toMatchObject({ error: { status: 429 } });
    expect(
      await failing({ ':message-type': 'error', ':error-code': 'InternalError', ':error-message': 'Oh' }, ''),
    ).toEqual({ error: { message: 'Oh', type: 'InternalError', status: 500 } });
    expect(await failing({ ':message-type': 'error' }, '{}')).toEqual({
      error: { message: 'no reason given', type: 'error', status: 500 },
    });
  });

  test.each([
    ['validationException', 400],
    ['accessDeniedException', 403],
    ['internalServerException', 500],
    ['modelStreamErrorException', 502],
    ['modelTimeoutException', 504],
    ['serviceUnavailableException', 503],
  ])('%s has the status %d', async (type, status) => {
    const headers = { ':message-type': 'exception', ':exception-type': type };

    expect(frames(await translate(encodeMessage(headers, '{"message":"m"}')))).toEqual([
      { error: { message: 'm', type, status } },
    ]);
  });

  test('a cut stream', async () => {
    await expect(translate(encodeEvents(reasoningEvents.slice(0, 5)))).rejects.toMatchObject({
      type: 'provider_stream_cut',
    });
  });

  test('what is not JSON', async () => {
    const odd = encodeMessage({ ':message-type': 'event', ':event-type': 'messageStop' }, '<');

    await expect(translate(odd)).rejects.toMatchObject({ type: 'provider_invalid_response' });
  });
});
