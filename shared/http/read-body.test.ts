import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineRoute } from '../contract/route.ts';
import { IncompleteBodyError, PayloadTooLargeError } from './errors.ts';
import { readBody } from './read-body.ts';
import { readBounded } from './read-bounded.ts';

const route = defineRoute({
  id: 'take',
  domain: 'tracing',
  method: 'POST',
  path: '/take',
  summary: 'Take',
  access: { kind: 'public' },
  errors: 'problem',
  body: z.looseObject({}),
  requestContentTypes: ['application/x-protobuf'],
  response: { status: 200, description: 'Taken' },
});
const { body: _, ...withoutBody } = route;

function send(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Request {
  return new Request('http://signalbox.test/take', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

function chunked(chunks: readonly string[], failure?: Error): ReadableStream<Uint8Array> {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else if (failure) controller.error(failure);
      else controller.close();
    },
  });
}

describe('reading a body', () => {
  test('leaves other content types, and compressed bodies, to a handler that takes them', async () => {
    for (const headers of [
      { 'content-type': 'application/x-protobuf' },
      { 'content-type': 'Application/X-Protobuf; version=1', 'content-encoding': 'gzip' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ]) {
      const { raw, parsed } = await readBody(route, send('bytes', headers));
      expect([new TextDecoder().decode(raw), parsed]).toEqual(['bytes', undefined]);
    }
  });

  test('parses JSON, also where other types are taken', async () => {
    const { parsed } = await readBody(route, send('{"a":1}', { 'content-type': 'application/json; charset=utf-8' }));

    expect(parsed).toEqual({ a: 1 });
  });

  test('takes a body without a type for JSON', async () => {
    expect((await readBody(route, send(new TextEncoder().encode('{"a":2}')))).parsed).toEqual({ a: 2 });
  });

  test('does not read what the route has no use for', async () => {
    const request = send('ignored');

    expect((await readBody(withoutBody, request)).raw).toHaveLength(0);
    expect(request.bodyUsed).toBe(false);
  });
});

describe('a body of unknown length', () => {
  test('is read whole', async () => {
    expect(new TextDecoder().decode(await readBounded(send(chunked(['ab', 'c', 'def'])), 6))).toBe('abcdef');
  });

  test('is not read further than the limit', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(10));
      },
    });

    await expect(readBounded(send(endless), 25)).rejects.toBeInstanceOf(PayloadTooLargeError);
    expect(pulled).toBeLessThan(10);
  });

  test('that breaks off is the sender’s fault', async () => {
    const broken = send(chunked(['ab'], new Error('socket hang up')));

    await expect(readBounded(broken, 100)).rejects.toBeInstanceOf(IncompleteBodyError);
  });
});

test('a refused body says what is allowed as people say it, and exactly', () => {
  expect(new PayloadTooLargeError(10 * 2 ** 20).message).toContain('larger than 10 MiB (10485760 bytes)');
  expect(new PayloadTooLargeError(1.5 * 2 ** 20).message).toContain('larger than 1.5 MiB (1572864 bytes)');
  expect(new PayloadTooLargeError(25).message).toContain('larger than 25 bytes;');
});

test('a refused body says how large it is, where that is known', async () => {
  const announced = send('{}', { 'content-length': String(3 * 2 ** 20) });
  await expect(readBounded(announced, 2 ** 20)).rejects.toThrow(
    'The body is larger than 1 MiB (1048576 bytes): it has 3 MiB (3145728 bytes); send less',
  );
  const unannounced = readBounded(send(chunked(['abcd', 'ef'])), 5);
  await expect(unannounced).rejects.toThrow('The body is larger than 5 bytes; send less');
});
