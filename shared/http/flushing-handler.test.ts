import { zstdDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { expect, test, vi } from 'vitest';
import { compressAnswer } from './compress-answer.ts';
import { createFlushingHandler } from './flushing-handler.ts';

const event = {
  version: '1.0',
  resource: '/',
  path: '/here',
  httpMethod: 'GET',
  headers: { host: 'signalbox.test' },
  multiValueHeaders: {},
  queryStringParameters: null,
  requestContext: { http: undefined },
  body: null,
  isBase64Encoded: false,
} as unknown as LambdaEvent;
const context = {} as LambdaContext;

test('what is held back is written after the answer and before the process may freeze', async () => {
  const order: string[] = [];
  const app = new Hono().get('/here', (hono) => {
    order.push('answer');
    return hono.text('hello');
  });
  const flush = async () => {
    order.push('flush');
  };

  const result = await createFlushingHandler(app, flush)(event, context);

  expect(result).toMatchObject({ statusCode: 200, body: 'hello' });
  expect(order).toEqual(['answer', 'flush']);
});

test('it is written also when answering fails', async () => {
  const flush = vi.fn(async () => undefined);
  const app = new Hono();
  vi.spyOn(app, 'fetch').mockRejectedValue(new Error('broken'));

  await expect(createFlushingHandler(app, flush)(event, context)).rejects.toThrow('broken');
  expect(flush).toHaveBeenCalledOnce();
});

test('a compressed answer leaves in base64, because what Lambda passes on is text', async () => {
  const words = { words: 'so many '.repeat(1000) };
  const asked = new Request('http://localhost', { headers: { 'accept-encoding': 'zstd' } });
  const app = new Hono().get('/here', async () => await compressAnswer(asked, Response.json(words)));

  const result = await createFlushingHandler(app)(event, context);

  expect(result).toMatchObject({ isBase64Encoded: true, multiValueHeaders: { 'content-encoding': ['zstd'] } });
  expect(JSON.parse(zstdDecompressSync(Buffer.from(result.body, 'base64')).toString())).toEqual(words);
});
