import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { createGunzip, createZstdDecompress, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compressAnswer } from './compress-answer.ts';

const rows = Array.from({ length: 200 }, (_, index) => ({ spanId: `span ${index}`, name: 'work' }));
const json = JSON.stringify(rows);

const asking = (accepted?: string) =>
  new Request(
    'http://localhost/api/v2/things',
    accepted === undefined ? {} : { headers: { 'accept-encoding': accepted } },
  );
const answering = (body: string | ReadableStream | null, headers: Record<string, string> = {}, status = 200) =>
  new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a large answer', () => {
  test.each([
    ['gzip', gunzipSync],
    ['zstd', zstdDecompressSync],
  ])('comes in %s to who takes it, with its status and headers', async (coding, decompress) => {
    const answer = await compressAnswer(asking(coding), answering(json, { 'x-request-id': 'r', etag: '"a"' }, 201));

    expect(answer.status).toBe(201);
    expect(Object.fromEntries(answer.headers)).toEqual({
      ...{ 'content-type': 'application/json', 'content-encoding': coding, vary: 'accept-encoding' },
      ...{ 'x-request-id': 'r', etag: 'W/"a"' },
    });
    const bytes = await bytesOf(answer);
    expect(bytes.byteLength).toBeLessThan(json.length / 4);
    expect(decompress(bytes).toString()).toBe(json);
  });

  test('comes as it is to who says nothing, and caches are told that it may come otherwise', async () => {
    const answer = await compressAnswer(asking(), answering(json, { vary: 'origin' }));

    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('vary')).toBe('origin, accept-encoding');
    expect(await answer.text()).toBe(json);
  });

  test('is compressed also where it is a problem', async () => {
    const answer = await compressAnswer(
      asking('gzip'),
      answering(json, { 'content-type': 'application/problem+json' }, 400),
    );

    expect([answer.status, gunzipSync(await bytesOf(answer)).toString()]).toEqual([400, json]);
  });
});

test.each([
  ['small', answering('{"a":1}'), '{"a":1}'],
  ['encoded already', answering(json, { 'content-encoding': 'br' }), json],
  ['not to be changed', answering(json, { 'cache-control': 'no-store, no-transform' }), json],
  ['a stream of events', answering(json, { 'content-type': 'text/event-stream' }), json],
  ['a picture', answering(json, { 'content-type': 'image/png' }), json],
  ['empty', new Response(null, { status: 204 }), ''],
])('an answer that is %s stays as it is', async (_, response, body) => {
  const before = response.headers.get('content-encoding');
  const answer = await compressAnswer(asking('gzip, zstd'), response);

  expect(answer.headers.get('content-encoding')).toBe(before);
  expect(await answer.text()).toBe(body);
});

describe('an export', () => {
  const ndjson = { 'content-type': 'application/x-ndjson' };

  test.each(['gzip', 'zstd'] as const)('arrives in %s piece by piece, as it is written', async (coding) => {
    const source = new TransformStream<Uint8Array, Uint8Array>();
    const writer = source.writable.getWriter();
    const answer = await compressAnswer(asking(coding), answering(source.readable, ndjson));
    const read = linesOf(answer, coding);

    void writer.write(Buffer.from('first\n'));
    expect((await read.next()).value).toBe('first\n');
    void writer.write(Buffer.from('second\n'));
    expect((await read.next()).value).toBe('second\n');
    void writer.close();
    expect(await read.next()).toEqual({ done: true, value: undefined });
  });

  test('breaks off where its source does', async () => {
    const source = new ReadableStream({
      pull: (controller) => controller.error(new Error('The table is gone.')),
    });
    const answer = await compressAnswer(asking('gzip'), answering(source, ndjson));

    await expect(answer.text()).rejects.toThrow();
  });

  test('ends its source when nobody reads on', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const source = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.from(`${json}\n`)),
      cancel: () => resolve(),
    });
    const answer = await compressAnswer(asking('gzip'), answering(source, ndjson));
    await answer.body?.cancel();

    await promise;
  });
});

async function* linesOf({ body }: Response, coding: 'gzip' | 'zstd'): AsyncGenerator<string, undefined> {
  if (!body) return undefined;
  const source = Readable.fromWeb(body as NodeStream<Uint8Array>);
  const decompress = coding === 'gzip' ? createGunzip() : createZstdDecompress();
  for await (const piece of source.pipe(decompress)) yield String(piece);
  return undefined;
}
