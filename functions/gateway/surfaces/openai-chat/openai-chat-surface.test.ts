import { expect, test } from 'vitest';
import { AppError } from '../../../../shared/http/app-error.ts';
import type { ChunkEvent } from '../../stream/decode-events.ts';
import { makeContext } from '../testing/make-context.ts';
import { openAiChatSurface } from './openai-chat-surface.ts';

const chunk = (json: Record<string, unknown>): ChunkEvent => ({
  kind: 'chunk',
  json,
  bytes: Buffer.from(`data:  ${JSON.stringify(json)}\n\n`),
});
const content = chunk({ choices: [{ index: 0, delta: { content: 'Hi' } }] });
const usage = chunk({ choices: [], usage: { prompt_tokens: 1 } });
const done: ChunkEvent = { kind: 'done', bytes: Buffer.from('data: [DONE]\n\n') };

async function streamFor(
  request: Record<string, unknown>,
  events: ChunkEvent[] = [content, usage, done],
): Promise<string> {
  const stream = openAiChatSurface.openStream(makeContext({ request }));
  const pieces: Uint8Array[] = [];
  const batches = (async function* () {
    yield events;
  })();
  for await (const piece of stream.encode(batches)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

test('requests and answers are the caller’s and the provider’s own objects', () => {
  const body = { model: 'sandbox/echo', messages: [{ role: 'user', content: 'Hi' }] };
  const completion = { choices: [] };
  const { request, warnings, toCallerField } = openAiChatSurface.toChatRequest(body);

  expect(request).toBe(body);
  expect(warnings).toEqual([]);
  expect(toCallerField('messages.0.content')).toBe('messages.0.content');
  expect(openAiChatSurface.fromCompletion(completion, makeContext())).toBe(completion);
});

test('a stream’s bytes pass through; usage only for who asked for it', async () => {
  const bytes = (events: ChunkEvent[]) => Buffer.concat(events.map((event) => event.bytes)).toString('utf8');

  expect(await streamFor({ stream_options: { include_usage: true } })).toBe(bytes([content, usage, done]));
  expect(await streamFor({ stream_options: { include_usage: false } })).toBe(bytes([content, done]));
  expect(await streamFor({})).toBe(bytes([content, done]));
});

test('usage that an adapter tells at the head is not told twice', async () => {
  const ask = { stream_options: { include_usage: true } };
  const early = chunk({ choices: [{ index: 0, delta: { role: 'assistant' } }], usage: { prompt_tokens: 1 } });
  const last = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 1 } });
  const text = await streamFor(ask, [early, content, last, done]);

  expect(text.match(/prompt_tokens/g)).toHaveLength(1);
  expect(text).toContain('"role":"assistant"');
  expect(text).toContain(Buffer.from(last.bytes).toString('utf8'));
});

test('a failure inside a stream is an event with OpenAI’s error object', () => {
  const stream = openAiChatSurface.openStream(makeContext());
  const event = stream.encodeError(new AppError('Too slow.', { code: 'provider_timeout', status: 504 }));

  expect(Buffer.from(event).toString('utf8')).toBe(
    'data: {"error":{"message":"Too slow.","type":"server_error","param":null,"code":"provider_timeout"}}\n\n',
  );
});
