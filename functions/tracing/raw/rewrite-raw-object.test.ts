import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { compressJson } from '../../../shared/telemetry/compression.ts';
import { hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { encodeOtlp } from '../../../test/support/encode-otlp.ts';
import { decodeJson } from '../otlp/decode-json.ts';
import { decodeProtobuf } from '../otlp/decode-protobuf.ts';
import { encodeJson } from '../otlp/encode-json.ts';
import { createModelLookup } from '../otlp/model-lookup.ts';
import { memoryRawStore } from '../testing/memory-archive.ts';
import { annotationsPath, decodeRawObject } from './decode-raw-object.ts';
import { rawKeyOf } from './raw-key.ts';
import type { RawObject } from './raw-store.ts';
import { type Keeping, rewriteRawObject } from './rewrite-raw-object.ts';

let store: ReturnType<typeof memoryRawStore>;
const findModel = createModelLookup([]);
const key = rawKeyOf({ projectId: testProjectId, receivedAt: testTime, id: 'request', spanCount: 3 });
const dayLater = () => testTime + 86_400_000;

beforeEach(() => {
  store = memoryRawStore();
});

const traces = ['a', 'b', 'b'].map((name) => hexOf(name, 32));
const spans = traces.map((traceId, index) => ({
  traceId,
  spanId: hexOf(`span ${index}`, 16),
  name: `span ${index}`,
  startTimeUnixNano: BigInt(testTime) * 1_000_000n,
  endTimeUnixNano: BigInt(testTime + index) * 1_000_000n,
  attributes: { 'gen_ai.request.model': 'gpt-4o', list: ['x', 1, 2.5, true, { deep: 'y' }], index },
  events: [{ name: 'exception', timeUnixNano: 1n, attributes: { 'exception.message': 'boom' } }],
  links: [{ traceId: hexOf('other', 32), spanId: hexOf('other', 16) }],
  status: { code: 2, message: 'boom' },
}));
const form = { keyId: 'key1', retentionDays: 30 } as const;

const native = {
  spans: spans.map(({ traceId, spanId, name }) => ({
    traceId: traceId.toUpperCase(),
    spanId,
    name,
    startTime: testTime,
  })),
};
const objects: [string, RawObject][] = [
  [
    'protobuf',
    {
      ...form,
      path: '/otel/v1/traces',
      contentType: 'application/x-protobuf',
      contentEncoding: 'gzip',
      body: gzipSync(encodeOtlp(spans, { 'service.name': 'shop' })),
    },
  ],
  [
    'JSON',
    {
      ...form,
      path: '/api/public/otel/v1/traces',
      contentType: 'application/json',
      contentEncoding: 'identity',
      body: Buffer.from(JSON.stringify(encodeJson(decodeProtobuf(encodeOtlp(spans))))),
    },
  ],
  [
    'native',
    {
      ...form,
      path: '/api/v2/spans',
      contentType: 'application/json',
      contentEncoding: 'identity',
      body: Buffer.from(JSON.stringify(native)),
    },
  ],
];

const keeping = (keepsSpan: Keeping['keepsSpan']): Keeping => ({
  keepsSpan,
  keepsScore: () => true,
  keepsTags: () => true,
});

async function spansOf(rawKey = key) {
  const object = await store.get(rawKey);
  if (object === null) return [];
  return (await decodeRawObject(rawKey, object, findModel)).records.flatMap((record) => record.spans);
}

describe('a raw object', () => {
  test.each(objects)('in %s loses the spans of a trace and nothing else', async (_, object) => {
    await store.put(key, object, 30);
    const before = await spansOf();
    expect(before).toHaveLength(3);

    expect(
      await rewriteRawObject(
        key,
        keeping(({ traceId }) => traceId !== traces[0]),
        { store, clock: dayLater },
      ),
    ).toBe('rewritten');

    expect(await spansOf()).toEqual(before.slice(1));
    expect(Buffer.from(store.objects.get(key)?.body ?? []).toString()).not.toContain('span 0');
    // 29 days are left of 30: the object must not begin its retention anew.
    expect(store.objects.get(key)).toMatchObject({ ...form, lifetime: 14 });
  });

  test.each(objects)('in %s is removed with its last span', async (_, object) => {
    await store.put(key, object, 30);

    expect(
      await rewriteRawObject(
        key,
        keeping(() => false),
        { store, clock: dayLater },
      ),
    ).toBe('removed');
    expect(
      await rewriteRawObject(
        key,
        keeping(() => false),
        { store, clock: dayLater },
      ),
    ).toBe('absent');
  });

  test('of what was said stays until its trace goes, when something else goes out of it', async () => {
    const scores = ['slip', 'other'].map((id) => ({ id, traceId: traces[0] }));
    const kept = { retentionDays: 12, keptDays: 30 };
    const body = await compressJson({ scores, tags: [] });
    const object = {
      ...form,
      ...kept,
      path: annotationsPath,
      contentType: 'application/json',
      contentEncoding: 'zstd',
    };
    await store.put(key, { ...object, body }, 14);

    const keepsScore = ({ id }: { id: string }) => id !== 'slip';
    await rewriteRawObject(key, { ...keeping(() => true), keepsScore }, { store, clock: dayLater });

    expect(store.objects.get(key)).toMatchObject({ ...kept, lifetime: 14 });
  });

  test('of which nothing goes is left as it is', async () => {
    for (const [, object] of objects) {
      await store.put(key, object, 30);
      expect(
        await rewriteRawObject(
          key,
          keeping(() => true),
          { store, clock: dayLater },
        ),
      ).toBe('unchanged');
      expect(store.objects.get(key)?.body).toBe(object.body);
    }
  });

  test('loses what cannot be read: it may hold the words of anybody', async () => {
    const body = Buffer.from(
      JSON.stringify({
        resourceSpans: [
          {
            scopeSpans: [
              {
                spans: [
                  { traceId: 5, name: 'secret' },
                  { ...native.spans[0], startTimeUnixNano: '1' },
                ],
              },
            ],
          },
        ],
      }),
    );
    await store.put(
      key,
      { ...form, path: '/otel/v1/traces', contentType: 'application/json', contentEncoding: 'identity', body },
      30,
    );

    await rewriteRawObject(
      key,
      keeping(() => true),
      { store, clock: dayLater },
    );

    expect(Buffer.from(store.objects.get(key)?.body ?? []).toString()).not.toContain('secret');
  });
});

test('records that are replayed keep when they were accepted, and who sent them', async () => {
  const [, object] = objects[0] ?? [];
  if (object === undefined) throw new Error('no object');

  const { records, spanCount, rejectedCount } = await decodeRawObject(key, object, findModel);

  expect([spanCount, rejectedCount]).toEqual([3, 0]);
  expect(records.map(({ spans: _, ...rest }) => rest)).toEqual(
    [1, 2].map(() => ({ projectId: testProjectId, source: 'otlp', receivedAt: testTime, rawKey: key, isReplay: true })),
  );
  expect(records[0]?.spans[0]).toMatchObject({ keyId: 'key1', service: 'shop' });
});

test('any attributes come out of OTLP/JSON as they went in', () => {
  const attributes = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
  fc.assert(
    fc.property(attributes, attributes, (resource, own) => {
      const [group] = decodeJson(encodeJson([{ resource, scope: { name: 's', version: '1' }, spans: [] }]));
      expect(group?.resource).toEqual(JSON.parse(JSON.stringify(resource)));
      const scope = { name: '', version: '', attributes: own };
      const [again] = decodeJson(encodeJson([{ resource: {}, scope, spans: [] }]));
      expect(again?.scope.attributes).toEqual(JSON.parse(JSON.stringify(own)));
    }),
  );
});
