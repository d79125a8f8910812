import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonObject, objectsIn } from '../../json/json-object.ts';
import { fromGeminiAnswer } from './from-gemini-answer.ts';
import * as streams from './testing/streams.ts';
import { translateGeminiStream } from './translate-gemini-stream.ts';

const head = { id: 'none', model: 'gemini', created: 1 };

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
  for await (const bytes of translateGeminiStream(chunksOf(text, sizes), head)) parts.push(bytes);
  return Buffer.concat(parts).toString('utf8');
}

async function chunks(text: string): Promise<JsonObject[]> {
  const frames = (await translate(text)).split('\n\n').filter((frame) => frame !== '' && frame !== 'data: [DONE]');
  return frames.map((frame) => JSON.parse(frame.slice('data: '.length)) as JsonObject);
}

const choices = (all: readonly JsonObject[]) => all.flatMap((chunk) => objectsIn(chunk['choices']));
const deltas = (all: readonly JsonObject[]) => choices(all).map(({ delta }) => delta as JsonObject);
const joined = (all: readonly JsonObject[], field: string) =>
  deltas(all)
    .map((delta) => delta[field] ?? '')
    .join('');
const ends = (all: readonly JsonObject[]) => choices(all).flatMap(({ finish_reason: end }) => end ?? []);

test.each(Object.entries(streams.allStreams))('any chunking of %s gives the same bytes', async (_, stream) => {
  const whole = await translate(stream);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 60 }), async (sizes) => {
      expect(await translate(stream, sizes)).toBe(whole);
    }),
    { numRuns: 30 },
  );
});

test('a text, its signature, its end and its usage', async () => {
  const all = await chunks(streams.textStream);

  expect(all[0]).toMatchObject({ id: 'resp_1', model: 'gemini-3-flash', usage: { prompt_tokens: 8 } });
  expect(deltas(all)[0]).toEqual({ role: 'assistant', content: '' });
  expect(joined(all, 'content')).toBe('Grüß Gott');
  expect(deltas(all)).toContainEqual({ content: '', extra_content: { google: { thought_signature: 'c2ln' } } });
  expect(ends(all)).toEqual(['stop']);
  expect(all.at(-1)).toMatchObject({
    choices: [],
    usage: {
      prompt_tokens: 8,
      completion_tokens: 8,
      total_tokens: 16,
      completion_tokens_details: { reasoning_tokens: 5 },
    },
  });
});

test('calls have ids, signatures and their own end', async () => {
  const all = await chunks(streams.toolStream);
  const calls = deltas(all).flatMap((delta) => objectsIn(delta['tool_calls']));

  expect(joined(all, 'reasoning_content')).toBe('I should look.');
  expect(calls).toEqual([
    {
      index: 0,
      id: expect.stringMatching(/^call_gemini_[0-9a-f]{20}$/),
      type: 'function',
      function: { name: 'weather', arguments: '{"city":"Oslo"}' },
      extra_content: { google: { thought_signature: 'dG9vbA==' } },
    },
    { index: 1, id: 'fc_2', type: 'function', function: { name: 'time', arguments: '{}' } },
  ]);
  expect(ends(all)).toEqual(['tool_calls']);
});

test('sources are annotations, counted in characters', async () => {
  const all = await chunks(streams.searchStream);

  expect(deltas(all).flatMap((delta) => objectsIn(delta['annotations']))).toEqual([
    { type: 'url_citation', url_citation: { url: 'https://a.example', title: 'a', start_index: 0, end_index: 7 } },
    { type: 'url_citation', url_citation: { url: 'https://b.example', title: 'b' } },
  ]);
});

test('a blocked prompt is filtered, and says why', async () => {
  const all = await chunks(streams.blockedStream);

  expect(joined(all, 'refusal')).toBe('Google blocked the prompt: PROHIBITED_CONTENT.');
  expect(choices(all).at(-1)).toMatchObject({
    finish_reason: 'content_filter',
    native_finish_reason: 'PROHIBITED_CONTENT',
  });
  expect(all.at(-1)).toMatchObject({ usage: { prompt_tokens: 4 } });
});

test('several answers keep their indices', async () => {
  const all = await chunks(streams.twoAnswersStream);

  expect(choices(all).filter(({ index }) => index === 1)).toMatchObject([
    { delta: { role: 'assistant' } },
    { delta: { content: 'b' } },
    { finish_reason: 'length' },
  ]);
});

test('images, code and log probabilities come through; a filter ends them', async () => {
  const all = await chunks(streams.imageStream);

  expect(deltas(all)).toContainEqual({
    images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } }],
  });
  expect(joined(all, 'content')).toContain('print(1)');
  expect(choices(all).find(({ logprobs }) => logprobs)).toMatchObject({
    logprobs: { content: [{ token: 'x', logprob: -0.1, bytes: [120], top_logprobs: [{ token: 'x' }] }] },
  });
  expect(ends(all)).toEqual(['content_filter']);
});

test('a failure is an error with a status, and the end', async () => {
  expect((await chunks(streams.malformedStream)).at(-1)).toMatchObject({
    error: { type: 'malformed_function_call', status: 502 },
  });
  expect((await chunks(streams.errorStream)).at(-1)).toEqual({
    error: { message: 'The model is overloaded.', type: 'UNAVAILABLE', status: 503 },
  });
  expect(await translate(streams.errorStream)).not.toContain('[DONE]');
});

test('a stream that just stops, or is no JSON, throws', async () => {
  const cut = streams.textStream.slice(0, streams.textStream.lastIndexOf('data:'));

  await expect(translate(cut)).rejects.toMatchObject({ type: 'provider_stream_cut' });
  await expect(translate('')).rejects.toMatchObject({ type: 'provider_stream_cut' });
  await expect(translate('data: <html>\n\n')).rejects.toMatchObject({ type: 'provider_invalid_response' });
});

test('an answer that goes on after it said STOP, as recorded of code execution, is whole and ends once', async () => {
  const once = joined(await chunks(streams.textStream), 'content');
  const all = await chunks(streams.textStream + streams.textStream);

  expect(joined(all, 'content')).toBe(once + once);
  expect(ends(all)).toEqual(['stop']);
});

test('an answer in one piece says the same as a stream', () => {
  const answer = fromGeminiAnswer(
    {
      responseId: 'resp_1',
      modelVersion: 'gemini-3-flash',
      candidates: [
        {
          content: {
            parts: [
              { text: 'hm', thought: true },
              { text: 'Hi', thoughtSignature: 'c2ln' },
              { functionCall: { name: 'weather' } },
              { inlineData: { mimeType: 'image/png', data: 'iVBO' } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
      usageMetadata: {
        promptTokenCount: 100,
        toolUsePromptTokenCount: 10,
        cachedContentTokenCount: 60,
        candidatesTokenCount: 7,
        promptTokensDetails: [
          { modality: 'AUDIO', tokenCount: 50 },
          { modality: 'IMAGE', tokenCount: 20 },
        ],
        cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 30 }],
        candidatesTokensDetails: [
          { modality: 'AUDIO', tokenCount: 3 },
          { modality: 'IMAGE', tokenCount: 2 },
        ],
      },
    },
    head,
  );

  expect(answer).toMatchObject({
    id: 'resp_1',
    created: 1,
    choices: [
      {
        message: {
          content: 'Hi',
          reasoning_content: 'hm',
          tool_calls: [{ function: { name: 'weather', arguments: '{}' } }],
          images: [{ type: 'image_url' }],
          extra_content: { google: { thought_signature: 'c2ln' } },
        },
        finish_reason: 'tool_calls',
        native_finish_reason: 'STOP',
      },
    ],
    usage: {
      prompt_tokens: 110,
      completion_tokens: 7,
      total_tokens: 117,
      prompt_tokens_details: { cached_tokens: 60, audio_tokens: 20, image_tokens: 20 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 3, image_tokens: 2 },
    },
  });
});

test('an answer without candidates is filtered, one that failed is an error', () => {
  expect(fromGeminiAnswer({ promptFeedback: { blockReason: 'SAFETY' } }, head)).toMatchObject({
    id: 'none',
    choices: [
      { message: { content: null, refusal: 'Google blocked the prompt: SAFETY.' }, finish_reason: 'content_filter' },
    ],
  });
  expect(fromGeminiAnswer({}, head)).toMatchObject({ choices: [{ native_finish_reason: 'OTHER' }] });
  expect(fromGeminiAnswer({ candidates: [{ finishReason: 'UNEXPECTED_TOOL_CALL' }] }, head)).toMatchObject({
    error: { status: 502 },
  });
});

const sse = (...events: object[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

test('feedback that blocks nothing ends nothing', async () => {
  const harmless = { promptFeedback: { safetyRatings: [{ category: 'HARM_CATEGORY_HARASSMENT' }] } };
  const answer = { candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }] };
  const all = await chunks(sse(harmless, answer));

  expect(joined(all, 'content')).toBe('Hi');
  expect(ends(all)).toEqual(['stop']);
});

test('an answer that was all thought, when its tokens were gone, is one that was cut', async () => {
  const spent = {
    candidates: [{ finishReason: 'MAX_TOKENS' }],
    usageMetadata: { promptTokenCount: 9, thoughtsTokenCount: 20, totalTokenCount: 29 },
  };
  const usage = { prompt_tokens: 9, completion_tokens: 20, completion_tokens_details: { reasoning_tokens: 20 } };
  const all = await chunks(sse(spent));

  expect(ends(all)).toEqual(['length']);
  expect(all.at(-1)).toMatchObject({ choices: [], usage });
  expect(fromGeminiAnswer(spent, head)).toMatchObject({
    choices: [{ message: { content: '' }, finish_reason: 'length' }],
    usage,
  });
});

test('calls in one event and in the next are one list, and the signature stays with its own', async () => {
  const call = (name: string) => ({ functionCall: { name, args: {} } });
  const event = (parts: object[], end = {}) => ({ responseId: 'r', candidates: [{ content: { parts }, ...end }] });
  const all = await chunks(
    sse(event([{ ...call('a'), thoughtSignature: 'c2ln' }, call('b')]), event([call('a')], { finishReason: 'STOP' })),
  );
  const calls = deltas(all).flatMap((delta) => (delta['tool_calls'] ?? []) as JsonObject[]);

  expect(calls.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
  expect(calls.map((each) => each['extra_content'] !== undefined)).toEqual([true, false, false]);
  expect(ends(all)).toEqual(['tool_calls']);
});
