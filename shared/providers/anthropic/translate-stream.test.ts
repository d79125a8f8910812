import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import * as streams from './testing/streams.ts';
import { translateStream } from './translate-stream.ts';

const head = { id: '', model: 'claude-opus-5', created: 1 };

async function* chunksOf(text: string, sizes: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  let at = 0;
  for (const size of sizes) {
    if (at < bytes.length) yield bytes.subarray(at, at + size);
    at += size;
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

async function translate(text: string, sizes?: readonly number[]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const bytes of translateStream(chunksOf(text, sizes), head)) parts.push(bytes);
  return Buffer.concat(parts).toString('utf8');
}

interface Chunk {
  id: string;
  model: string;
  choices: { delta: JsonObject; finish_reason: string | null; matched_stop?: string }[];
  usage?: JsonObject;
  error?: JsonObject;
}

async function chunks(text: string): Promise<Chunk[]> {
  const translated = await translate(text);
  expect(translated).toMatch(/data: \[DONE\]\n\n$/);
  return frames(translated.replace(/data: \[DONE\]\n\n$/, ''));
}

const frames = (text: string): Chunk[] =>
  text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as Chunk);
const deltas = (all: Chunk[]) => all.flatMap(({ choices }) => choices.map(({ delta }) => delta));
const joined = (all: Chunk[], field: string) =>
  deltas(all)
    .map((delta) => delta[field] ?? '')
    .join('');

test.each(Object.entries(streams.allStreams))('any chunking of %s gives the same bytes', async (_, stream) => {
  const whole = await translate(stream);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 60 }), async (sizes) => {
      expect(await translate(stream, sizes)).toBe(whole);
    }),
    { numRuns: 40 },
  );
});

test('a text, its end and its usage', async () => {
  const all = await chunks(streams.textStream);

  expect(all[0]).toMatchObject({
    id: 'msg_1',
    model: 'claude-opus-5-20260901',
    choices: [{ delta: { role: 'assistant' } }],
    usage: { prompt_tokens: 25, completion_tokens: 1 },
  });
  expect(joined(all, 'content')).toBe('Hello!');
  expect(all.at(-2)?.choices[0]).toMatchObject({ finish_reason: 'stop', native_finish_reason: 'end_turn' });
  expect(all.at(-1)).toMatchObject({
    choices: [],
    usage: { prompt_tokens: 25, completion_tokens: 15, total_tokens: 40 },
  });
});

test('the stop sequence that ended it', async () => {
  expect((await chunks(streams.stopSequenceStream)).at(-2)?.choices[0]).toMatchObject({ matched_stop: 'Two' });
});

test('tool calls in parts; one without input has an empty one', async () => {
  const all = await chunks(streams.toolStream);
  const calls = deltas(all).flatMap(
    (delta) => (delta['tool_calls'] ?? []) as { index: number; function: JsonObject }[],
  );
  const argumentsOf = (index: number) =>
    calls
      .filter((call) => call.index === index)
      .map((call) => call.function['arguments'])
      .join('');

  expect(calls[0]).toEqual({
    index: 0,
    id: 'toolu_1',
    type: 'function',
    function: { name: 'get_weather', arguments: '' },
  });
  expect(JSON.parse(argumentsOf(0))).toEqual({ location: 'San Francisco, CA' });
  expect(argumentsOf(1)).toBe('{}');
  expect(all.at(-2)?.choices[0]?.finish_reason).toBe('tool_calls');
});

test('thinking with its signature, redacted thinking, and usage that includes the cache', async () => {
  const all = await chunks(streams.thinkingStream);
  const details = deltas(all).flatMap((delta) => (delta['reasoning_details'] ?? []) as JsonObject[]);

  expect(joined(all, 'reasoning_content')).toBe('27 × 453: 12,231.');
  expect(details.at(-1)).toMatchObject({ type: 'reasoning.encrypted', data: 'EmwKAhgBEgy3va3pzix', index: 1 });
  expect(details.filter(({ signature }) => signature !== undefined)).toMatchObject([
    { type: 'reasoning.text', text: '', signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h', index: 0 },
  ]);
  const input = {
    prompt_tokens: 130_213,
    prompt_tokens_details: {
      cached_tokens: 128_955,
      cache_write_tokens: 1_253,
      cache_write_5m_tokens: 253,
      cache_write_1h_tokens: 1_000,
    },
  };
  expect(all[0]?.usage).toMatchObject(input);
  expect(all.at(-1)).toMatchObject({
    usage: { ...input, completion_tokens: 60, completion_tokens_details: { reasoning_tokens: 41 } },
    service_tier: 'default',
  });
});

test('citations with their place in the text', async () => {
  expect(deltas(await chunks(streams.citationStream)).at(-2)).toEqual({
    annotations: [{ ...streams.citation, start_index: 9, end_index: 27 }],
  });
});

describe('what goes wrong', () => {
  test('an error inside the stream is the last event', async () => {
    const all = frames(await translate(streams.overloadedStream));

    expect(all.at(-1)).toEqual({ error: { message: 'Overloaded', type: 'overloaded_error', status: 529 } });
  });

  test('a cut stream throws after it has told the usage of the input', async () => {
    const seen: string[] = [];
    const read = async () => {
      for await (const bytes of translateStream(chunksOf(streams.cutStream), head)) seen.push(String(bytes));
    };

    await expect(read()).rejects.toMatchObject({ type: 'provider_stream_cut' });
    expect(seen[0]).toContain('"prompt_tokens":25');
  });

  test('a stream that ends after its stop reason is complete', async () => {
    const short = streams.textStream.slice(0, streams.textStream.indexOf('event: message_stop'));

    expect(await translate(short)).toBe(await translate(streams.textStream));
  });

  test('what is not JSON is refused', async () => {
    await expect(translate('data: <html>\n\n')).rejects.toMatchObject({ type: 'provider_invalid_response' });
  });

  test('parts without their block, and a second beginning, are passed over', async () => {
    const odd =
      'data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"lost"}}\n\n' +
      'data: {"type":"content_block_stop"}\n\n: comment\n\ndata: {"type":"message_delta"}\n\n';
    const [beginning = ''] = streams.textStream.split('event: content_block_start');

    expect(await translate(odd + beginning + streams.textStream)).toBe(await translate(streams.textStream));
  });

  test('blocks and parts that are not known yet are passed over', async () => {
    const [beginning = '', rest] = streams.textStream.split('event: ping');
    const news =
      'data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use"}}\n\n' +
      'data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}\n\n' +
      'data: {"type":"content_block_delta","index":0,"delta":{"type":"news"}}\n\n';

    expect(await translate(`${beginning}${news}event: ping${rest}`)).toBe(await translate(streams.textStream));
  });
});
