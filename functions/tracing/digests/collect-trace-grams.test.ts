import { beforeAll, describe, expect, test } from 'vitest';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { encodePackOf, toPackItem } from '../../../shared/storage/pack-items.ts';
import { compressJson } from '../../../shared/telemetry/compression.ts';
import { versionOf } from '../../../shared/telemetry/stored-span.ts';
import { gramsOfPattern } from '../../../shared/text-digests/sought-grams.ts';
import { createMemoryTable } from '../../../test/bench/trace-query/table-in-memory.ts';
import { buildSpan, hexOf, testProjectId } from '../../../test/support/build-span.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { collectTraceGrams, gramBounds } from './collect-trace-grams.ts';

const { documents, settle } = createMemoryTable('traces');
const blobs = memoryBlobs();
const ports = { documents, tableName: 'traces', blobs };
const traceId = hexOf('trace', 32);

beforeAll(async () => {
  const value = { question: 'Where is my PARCEL?', amount: 47_110_815 };
  await blobs.put('payloads/large', await compressJson(value));
  const payload = { preview: 'Where is', reference: 'payloads/large', bytes: 200, isTruncated: false };
  const span = { ...buildSpan({ name: 'look up', attributes: { note: 'A Giraffe', 'shop.name': 7 } }), input: payload };
  const stored = { ...span, version: versionOf(buildSpan()) } as Parameters<typeof encodePackOf>[1][number];
  const pack = await encodePackOf({ projectId: testProjectId, traceId, retentionDays: 30 }, [stored], blobs);
  const Item = await toPackItem(pack, { contributions: [], receivedAt: 0, ttl: 1 });
  await batchWrite(documents, 'traces', [{ PutRequest: { Item } }]);
  settle();
});

const collect = (bounds = gramBounds) =>
  collectTraceGrams({ projectId: testProjectId, traceId, summary: { traceId, tags: ['Checkout'] } }, ports, bounds);

describe('the grams of a trace', () => {
  test.each([
    ['a name', 'look up'],
    ['an attribute', 'a giraffe'],
    ['the name of an attribute', 'shop.name'],
    ['a large input', 'where is my parcel?'],
    ['a number in it', '47110815'],
    ['what only the summary says', 'checkout'],
    ['its id', traceId],
  ])('are those of %s', async (_, text) => {
    const grams = new Set(await collect());
    expect(gramsOfPattern([text]).every(({ gram }) => grams.has(gram))).toBe(true);
  });

  test('are not those of what it does not say', async () => {
    const grams = new Set(await collect());
    expect(gramsOfPattern(['hippopotamus']).some(({ gram }) => grams.has(gram))).toBe(false);
  });

  test('are too many beyond the bounds', async () => {
    expect(await collect({ ...gramBounds, maxCharacters: 50 })).toBeNull();
    expect(await collect({ ...gramBounds, maxGrams: 20 })).toBeNull();
  });
});
