import fc from 'fast-check';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/http/app-error.ts';
import { delta, encodeAll, eventsIn, finish } from '../testing/chunk-events.ts';
import { makeContext } from '../testing/make-context.ts';
import { answers, toCompletion } from '../testing/recorded-answers.ts';
import { serveAnswer } from '../testing/serve-answer.ts';
import { openAiResponsesSurface as surface } from './openai-responses-surface.ts';
import { unpackReasoning } from './request/packed-reasoning.ts';

const streamOf = (chunks: readonly Record<string, unknown>[], cuts: readonly number[] = []) =>
  encodeAll(surface.openStream(makeContext()), chunks, cuts);

const clientOf = (baseURL: string) => new OpenAI({ apiKey: 'test', baseURL, maxRetries: 0 });
const request = { model: 'm', input: 'Hi' };

describe.each(Object.entries(answers))('%s', (_, chunks) => {
  test('streamed and in one piece, OpenAI’s own package reads the same response', async () => {
    const whole = surface.fromCompletion(toCompletion(chunks), makeContext());
    const body = `${Buffer.from(surface.heartbeat)}${await streamOf(chunks)}`;
    const streamed = await serveAnswer({ contentType: 'text/event-stream', body }, (baseUrl) =>
      clientOf(baseUrl).responses.stream(request).finalResponse(),
    );
    const plain = await serveAnswer({ contentType: 'application/json', body: JSON.stringify(whole) }, (baseUrl) =>
      clientOf(baseUrl).responses.create(request),
    );

    expect(plain).toMatchObject(whole);
    expect(streamed).toMatchObject(whole);
    expect(streamed.output_text).toBe(plain.output_text);
  });

  test('any batching gives the same bytes, numbered without a gap', async () => {
    const bytes = await streamOf(chunks);
    expect(eventsIn(bytes).map((event) => event['sequence_number'])).toEqual(eventsIn(bytes).map((_event, at) => at));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (cuts) => {
        expect(await streamOf(chunks, cuts)).toBe(bytes);
      }),
      { numRuns: 30 },
    );
  });
});

test('a stream has the events of OpenAI’s documentation, in their order', async () => {
  const events = eventsIn(await streamOf(answers['signed reasoning, a hidden part, a text and a call'] ?? []));

  expect(events.map(({ type, output_index }) => [type, output_index])).toEqual([
    ['response.created', undefined],
    ['response.in_progress', undefined],
    ['response.output_item.added', 0],
    ['response.reasoning_summary_part.added', 0],
    ['response.reasoning_summary_text.delta', 0],
    ['response.reasoning_summary_text.delta', 0],
    ['response.reasoning_summary_text.done', 0],
    ['response.reasoning_summary_part.done', 0],
    ['response.output_item.done', 0],
    ['response.output_item.added', 1],
    ['response.content_part.added', 1],
    ['response.output_text.delta', 1],
    ['response.output_text.done', 1],
    ['response.content_part.done', 1],
    ['response.output_item.done', 1],
    ['response.output_item.added', 2],
    ['response.function_call_arguments.delta', 2],
    ['response.function_call_arguments.delta', 2],
    ['response.function_call_arguments.done', 2],
    ['response.output_item.done', 2],
    ['response.completed', undefined],
  ]);
});

test('what a provider needs back of its reasoning is packed into one text', () => {
  const chunks = answers['signed reasoning, a hidden part, a text and a call'] ?? [];
  const { output } = surface.fromCompletion(toCompletion(chunks), makeContext());
  const [reasoning] = output as Record<string, unknown>[];

  expect(unpackReasoning(String(reasoning?.['encrypted_content']))).toEqual([
    { type: 'reasoning.text', text: 'Hmm.', signature: 'c2lnbmVk' },
    { type: 'reasoning.encrypted', data: 'aGlkZGVu' },
  ]);
});

test.each([
  ['stop', 'completed', null],
  ['length', 'incomplete', { reason: 'max_output_tokens' }],
  ['content_filter', 'incomplete', { reason: 'content_filter' }],
])('an answer that ends with %s is %s', async (reason, status, incomplete_details) => {
  const events = eventsIn(await streamOf([delta({ content: 'Once' }), finish(reason)]));

  expect(events.at(-1)).toMatchObject({
    type: `response.${status}`,
    response: { status, incomplete_details, output: [{ type: 'message', status }] },
  });
});

test('log probabilities stand where the text stands', () => {
  const logprobs = { content: [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] }] };
  const choice = { message: { content: 'Hi' }, logprobs, finish_reason: 'stop' };

  expect(surface.fromCompletion({ choices: [choice] }, makeContext())['output']).toMatchObject([
    { content: [{ type: 'output_text', text: 'Hi', logprobs: logprobs.content }] },
  ]);
});

test('a whole answer is its message, also where Perplexity writes an empty delta before it', () => {
  const choice = { delta: { content: '', role: 'assistant' }, message: { content: 'Hi' }, finish_reason: 'stop' };

  expect(surface.fromCompletion({ choices: [choice] }, makeContext())['output']).toMatchObject([
    { content: [{ type: 'output_text', text: 'Hi' }] },
  ]);
});

test('an answer says what was asked for', () => {
  const asked = {
    instructions: 'Be short.',
    max_output_tokens: 9,
    metadata: { a: 'b' },
    parallel_tool_calls: false,
    reasoning: { effort: 'low' },
    text: { verbosity: 'low' },
    tools: [{ type: 'function', name: 'f' }],
    truncation: 'auto',
  };
  const context = makeContext({ request: asked, conversationId: 'conv_1' });
  const response = surface.fromCompletion(toCompletion(answers['a text'] ?? []), context);

  expect(response).toMatchObject({
    ...asked,
    id: 'resp_0190a0000000700080000000000000aa',
    created_at: 1795687200,
    conversation: { id: 'conv_1' },
    temperature: null,
    text: { format: { type: 'text' }, verbosity: 'low' },
    usage: {
      input_tokens: 120,
      input_tokens_details: { cached_tokens: 40, cache_write_tokens: 30 },
      output_tokens: 30,
      output_tokens_details: { reasoning_tokens: 12 },
      total_tokens: 150,
    },
  });
});

describe('a failure inside a stream', () => {
  const failure = new AppError('Too slow.', { code: 'provider_timeout', status: 504 });

  test('is a failed response with what had come', async () => {
    const stream = surface.openStream(makeContext());
    const batches = (async function* () {
      yield [{ kind: 'chunk' as const, json: delta({ content: 'Hel' }), bytes: Buffer.alloc(0) }];
    })();
    let body = '';
    for await (const piece of stream.encode(batches)) body += Buffer.from(piece);
    body += Buffer.from(stream.encodeError(failure));
    const streamed = await serveAnswer({ contentType: 'text/event-stream', body }, (baseUrl) =>
      clientOf(baseUrl).responses.stream(request).finalResponse(),
    );

    expect(streamed).toMatchObject({
      status: 'failed',
      error: { code: 'server_error', type: 'provider_timeout', message: 'Too slow.' },
      output: [{ type: 'message', status: 'incomplete', content: [{ type: 'output_text', text: 'Hel' }] }],
    });
  });

  test('is told in full also before anything else was', () => {
    const bytes = surface.openStream(makeContext()).encodeError(failure);

    expect(eventsIn(Buffer.from(bytes).toString('utf8')).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.failed',
    ]);
  });
});

test('a call that goes on after it was complete is not lost in silence', async () => {
  const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } };
  const chunks = [delta({ tool_calls: [call] }), delta({ content: 'x' }), delta({ tool_calls: [call] })];

  await expect(streamOf(chunks)).rejects.toThrow(/went on with a tool call/);
});
