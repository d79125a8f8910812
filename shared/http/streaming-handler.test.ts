import { Writable } from 'node:stream';
import type { Context } from 'aws-lambda';
import { Hono } from 'hono';
import type { LambdaEvent } from 'hono/aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { createStreamingHandler } from './streaming-handler.ts';

afterEach(() => vi.unstubAllGlobals());

const event = {
  httpMethod: 'GET',
  path: '/here',
  headers: { host: 'signalbox.test' },
  multiValueHeaders: {},
  queryStringParameters: null,
  requestContext: {},
  body: null,
  isBase64Encoded: false,
} as unknown as LambdaEvent;

test('each piece leaves as it comes, and what is held back after the last', async () => {
  const order: string[] = [];
  const from = (stream: Writable, head: { statusCode: number }) => {
    order.push(`status ${head.statusCode}`);
    return stream;
  };
  // What the Lambda runtime puts into the global scope.
  vi.stubGlobal('awslambda', { streamifyResponse: <H>(handler: H) => handler, HttpResponseStream: { from } });
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      order.push(chunk.toString());
      done();
    },
  });
  async function* pieces() {
    yield new TextEncoder().encode('one');
    order.push('between');
    yield new TextEncoder().encode('two');
  }
  const app = new Hono().get('/here', () => new Response(ReadableStream.from(pieces())));
  const handler = createStreamingHandler(app, async () => {
    order.push('flush');
  });

  await handler(event, stream as unknown as awslambda.HttpResponseStream, {} as Context);

  expect(order).toEqual(['status 200', 'one', 'between', 'two', 'flush']);
});
