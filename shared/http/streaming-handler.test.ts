import { Writable } from 'node:stream';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { Hono } from 'hono';
import { afterEach, expect, test, vi } from 'vitest';
import { Answer } from './answer.ts';
import { createStreamingHandler } from './streaming-handler.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const event = {
  httpMethod: 'GET',
  path: '/here',
  headers: { host: 'signalbox.test' },
  multiValueHeaders: {},
  queryStringParameters: null,
  requestContext: {},
  body: null,
  isBase64Encoded: false,
} as unknown as APIGatewayProxyEvent;

/** What the Lambda runtime puts into the global scope. */
function stubRuntime() {
  const heads: unknown[] = [];
  const from = (stream: Writable, head: unknown) => {
    heads.push(head);
    return stream;
  };
  vi.stubGlobal('awslambda', { streamifyResponse: <H>(handler: H) => handler, HttpResponseStream: { from } });
  return heads;
}

test('an answer without a body has its status, its headers and each of its cookies', async () => {
  const heads = stubRuntime();
  const headers = new Headers({ 'x-one': '1' });
  for (const cookie of ['a=1', 'b=2']) headers.append('set-cookie', cookie);
  const handler = createStreamingHandler({ fetch: () => new Response(null, { status: 204, headers }) });
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });

  await handler(event, stream as unknown as awslambda.HttpResponseStream, {} as Context);

  expect(heads).toEqual([{ statusCode: 204, headers: { 'x-one': '1' }, cookies: ['a=1', 'b=2'] }]);
  expect(stream.writableEnded).toBe(true);
});

test('an answer that is no `Response` is written as it is', async () => {
  const heads = stubRuntime();
  const written: string[] = [];
  const handler = createStreamingHandler({ fetch: () => new Answer('words', { 'x-one': '1' }, 418) });
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk.toString());
      done();
    },
  });

  await handler(event, stream as unknown as awslambda.HttpResponseStream, {} as Context);

  expect(heads).toEqual([{ statusCode: 418, headers: { 'x-one': '1' }, cookies: [] }]);
  expect(written).toEqual(['words']);
});

test.each([
  ['a whole answer', () => new Answer('words', {}, 418), 'words'],
  ['an answer without a body', () => new Answer(null, {}, 418), ''],
  ['a `Response`', () => new Response('words', { status: 418 }), 'words'],
])('the runtime, which writes the head before the first `write`, writes it before %s', async (_, fetch, words) => {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  // As `HttpResponseStream.from` and the response stream of Lambda's runtime client do.
  const from = (target: Writable, { statusCode }: { statusCode: number }) => {
    const write = target.write.bind(target);
    target.write = (chunk: unknown) => {
      target.write = write;
      write(`head ${statusCode} `);
      return write(chunk);
    };
    return target;
  };
  vi.stubGlobal('awslambda', { streamifyResponse: <H>(handler: H) => handler, HttpResponseStream: { from } });
  const handler = createStreamingHandler({ fetch });

  await handler(event, stream as unknown as awslambda.HttpResponseStream, {} as Context);

  expect(written.join('')).toBe(`head 418 ${words}`);
});

test('an answer is left where its caller is gone, and what is held back is written', async () => {
  stubRuntime();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const cancelled = vi.fn();
  const endless = new ReadableStream({ pull: (pieces) => pieces.enqueue(new Uint8Array(1)), cancel: cancelled });
  const flush = vi.fn(async () => undefined);
  const handler = createStreamingHandler({ fetch: () => new Response(endless) }, flush);
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });

  await handler(event, stream as unknown as awslambda.HttpResponseStream, {} as Context);

  expect(cancelled).toHaveBeenCalled();
  expect(flush).toHaveBeenCalled();
});

test('an event that is no request is answered, too', async () => {
  stubRuntime();
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const written: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const handler = createStreamingHandler({ fetch: () => new Response('never') });

  await handler(
    { ...event, path: ':::', headers: {} },
    stream as unknown as awslambda.HttpResponseStream,
    {} as Context,
  );

  expect(written).toEqual(['Internal Server Error']);
  expect(stream.writableEnded).toBe(true);
  expect(logged).toHaveBeenCalled();
});

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
  const handler = createStreamingHandler({ fetch: (request) => app.fetch(request.toRequest()) }, async () => {
    order.push('flush');
  });

  await handler(event, stream as unknown as awslambda.HttpResponseStream, {} as Context);

  expect(order).toEqual(['status 200', 'one', 'between', 'two', 'flush']);
});
