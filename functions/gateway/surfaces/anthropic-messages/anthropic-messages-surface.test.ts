import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/http/app-error.ts';
import { delta, encodeAll, eventsIn } from '../testing/chunk-events.ts';
import { makeContext } from '../testing/make-context.ts';
import { answers, toCompletion } from '../testing/recorded-answers.ts';
import { serveAnswer } from '../testing/serve-answer.ts';
import { anthropicMessagesSurface as surface } from './anthropic-messages-surface.ts';

const streamOf = (chunks: readonly Record<string, unknown>[], cuts: readonly number[] = []) =>
  encodeAll(surface.openStream(makeContext()), chunks, cuts);

const clientOf = (baseURL: string) => new Anthropic({ apiKey: 'test', baseURL, maxRetries: 0 });
const request = { model: 'm', max_tokens: 10, messages: [{ role: 'user' as const, content: 'Hi' }] };

describe.each(Object.entries(answers))('%s', (_, chunks) => {
  test('streamed and in one piece, Anthropic’s own package reads the same message', async () => {
    const whole = surface.fromCompletion(toCompletion(chunks), makeContext());
    const body = `${Buffer.from(surface.heartbeat)}${await streamOf(chunks)}`;
    const streamed = await serveAnswer({ contentType: 'text/event-stream', body }, (baseUrl) =>
      clientOf(baseUrl).messages.stream(request).finalMessage(),
    );
    const plain = await serveAnswer({ contentType: 'application/json', body: JSON.stringify(whole) }, (baseUrl) =>
      clientOf(baseUrl).messages.create(request),
    );

    expect(plain).toMatchObject(whole);
    expect(streamed).toMatchObject({
      content: whole['content'],
      model: 'answering-model',
      stop_reason: whole['stop_reason'],
      stop_sequence: whole['stop_sequence'],
    });
    const { input_tokens, output_tokens, cache_read_input_tokens } = plain.usage;
    expect(streamed.usage).toMatchObject({ input_tokens, output_tokens, cache_read_input_tokens });
  });

  test('any batching gives the same bytes', async () => {
    const bytes = await streamOf(chunks);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (cuts) => {
        expect(await streamOf(chunks, cuts)).toBe(bytes);
      }),
      { numRuns: 30 },
    );
  });
});

test('a call without arguments has an empty input, also where Llama on Groq writes `null`', async () => {
  const call = (text: string) => [{ index: 0, id: 'call_1', function: { name: 'ping', arguments: text } }];
  const chunks = ['nu', 'll'].map((text) => ({ choices: [{ index: 0, delta: { tool_calls: call(text) } }] }));
  const completion = { choices: [{ message: { tool_calls: call('null') }, finish_reason: 'tool_calls' }] };

  expect(surface.fromCompletion(completion, makeContext())['content']).toEqual([
    { type: 'tool_use', id: 'call_1', name: 'ping', input: {} },
  ]);
  expect(await streamOf(chunks)).not.toContain('null"');
});

test('a stream has the events of Anthropic’s documentation, in their order', async () => {
  const events = eventsIn(await streamOf(answers['signed reasoning, a hidden part, a text and a call'] ?? []));

  expect(events.map(({ type, index, content_block, delta: part }) => [type, index, content_block ?? part])).toEqual([
    ['message_start', undefined, undefined],
    ['content_block_start', 0, { type: 'thinking', thinking: '', signature: '' }],
    ['content_block_delta', 0, { type: 'thinking_delta', thinking: 'Hm' }],
    ['content_block_delta', 0, { type: 'thinking_delta', thinking: 'm.' }],
    ['content_block_delta', 0, { type: 'signature_delta', signature: 'c2lnbmVk' }],
    ['content_block_stop', 0, undefined],
    ['content_block_start', 1, { type: 'redacted_thinking', data: 'aGlkZGVu' }],
    ['content_block_stop', 1, undefined],
    ['content_block_start', 2, { type: 'text', text: '' }],
    ['content_block_delta', 2, { type: 'text_delta', text: 'Looking it up.' }],
    ['content_block_stop', 2, undefined],
    ['content_block_start', 3, { type: 'tool_use', id: 'call_1', name: 'lookup', input: {} }],
    ['content_block_delta', 3, { type: 'input_json_delta', partial_json: '{"q":' }],
    ['content_block_delta', 3, { type: 'input_json_delta', partial_json: '"x"}' }],
    ['content_block_stop', 3, undefined],
    ['message_delta', undefined, { stop_reason: 'tool_use', stop_sequence: null }],
    ['message_stop', undefined, undefined],
  ]);
});

test('usage is exclusive, and in the first event where it is known early', async () => {
  const counts = { prompt_tokens: 120, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 100 } };
  const [start, ...rest] = eventsIn(
    await streamOf([{ ...delta({ role: 'assistant' }), usage: counts }, delta({ content: 'a' })]),
  );

  expect(start).toMatchObject({ message: { usage: { input_tokens: 20, cache_read_input_tokens: 100 } } });
  expect(rest.at(-2)).toMatchObject({ type: 'message_delta', usage: { input_tokens: 20, output_tokens: 0 } });
  expect(surface.fromCompletion(toCompletion(answers['a text'] ?? []), makeContext())['usage']).toEqual({
    input_tokens: 50,
    cache_creation_input_tokens: 30,
    cache_read_input_tokens: 40,
    cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    output_tokens: 30,
    output_tokens_details: { thinking_tokens: 12 },
    server_tool_use: null,
    service_tier: 'standard',
  });
});

test('a failure inside a stream is an error that Anthropic’s package throws', async () => {
  const stream = surface.openStream(makeContext());
  const begun = (await encodeAll(stream, [delta({ content: 'Hel' })])).split('event: content_block_stop')[0];
  const failure = stream.encodeError(new AppError('Too slow.', { code: 'provider_timeout', status: 504 }));
  const body = `${begun}${Buffer.from(failure)}`;

  await expect(
    serveAnswer({ contentType: 'text/event-stream', body }, (baseUrl) =>
      clientOf(baseUrl).messages.stream(request).finalMessage(),
    ),
  ).rejects.toThrow(/timeout_error.*Too slow/);
});

test('a text that follows a call is a block of its own', async () => {
  const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } };
  const events = eventsIn(await streamOf([delta({ tool_calls: [call] }), delta({ content: 'Done.' })]));

  expect(events.filter(({ type }) => type === 'content_block_start')).toMatchObject([
    { index: 0, content_block: { type: 'tool_use' } },
    { index: 1, content_block: { type: 'text' } },
  ]);
});

test('what came before a bad piece of the same batch still goes out', async () => {
  const call = (index: number, text: string) => ({
    kind: 'chunk' as const,
    bytes: Buffer.alloc(0),
    json: delta({ tool_calls: [{ index, id: `c${index}`, function: { name: 'f', arguments: text } }] }),
  });
  const stream = surface.openStream(makeContext());
  const batches = (async function* () {
    yield [call(0, '{}'), call(1, '{}'), call(0, '{"a":1}')];
  })();
  const pieces: string[] = [];
  const read = async () => {
    for await (const piece of stream.encode(batches)) pieces.push(Buffer.from(piece).toString('utf8'));
  };

  await expect(read()).rejects.toThrow(/went on with a tool call/);
  expect(pieces.join('')).toContain('"id":"c1"');
});

test('a call that goes on after it was whole is not lost in silence', async () => {
  const call = (index: number, text: string) =>
    delta({ tool_calls: [{ index, id: `call_${index}`, function: { name: 'f', arguments: text } }] });

  await expect(streamOf([call(0, '{}'), call(1, '{}'), call(0, '{"a":1}')])).rejects.toThrow(
    /went on with a tool call/,
  );
});

test('arguments that are no JSON stay a text', () => {
  const message = { tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":' } }] };
  const answer = surface.fromCompletion({ choices: [{ message, finish_reason: 'length' }] }, makeContext());

  expect(answer).toMatchObject({
    model: 'sandbox/echo',
    content: [{ type: 'tool_use', input: '{"a":' }],
    stop_reason: 'max_tokens',
    usage: { input_tokens: 0, output_tokens: 0 },
  });
});
