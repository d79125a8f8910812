import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCall, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { compressJson } from './compression.ts';
import {
  decodeIngestionMessage,
  emptyClaim,
  encodeIngestionMessage,
  encodeUnarchivedRequest,
  maxInlineBytes,
  openIngestionMessage,
} from './ingestion-message.ts';
import type { IngestionRecord } from './ingestion-record.ts';
import { toPayload } from './to-payload.ts';

const recordOf = (text: string, index = 0): IngestionRecord => ({
  projectId: testProjectId,
  source: 'gateway',
  receivedAt: testTime,
  spans: [buildCall({ spanId: hexOf(String(index), 16), input: toPayload(text) })],
});
const noise = (parts: number) => Array.from({ length: parts }, (_, index) => hexOf(String(index), 64)).join('');

async function encode(records: readonly IngestionRecord[], blobs = memoryBlobs()) {
  const texts = records.map((record) => JSON.stringify(record));
  return { blobs, body: await encodeIngestionMessage(texts, { blobs, claimName: () => '2026-03-10/c1' }) };
}

describe('a message', () => {
  test('brings back the records that were put into it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 10 }), async (texts) => {
        const records = texts.map(recordOf);
        const { body, blobs } = await encode(records);
        expect(await decodeIngestionMessage(body, blobs)).toEqual(records);
      }),
      { numRuns: 50 },
    );
  });

  test('of a version that let halves of characters through is read without them', async () => {
    const { body, blobs } = await encode([recordOf('cut \ud83d')]);

    expect(await decodeIngestionMessage(body, blobs)).toMatchObject([{ spans: [{ input: { value: 'cut \ufffd' } }] }]);
  });

  test('leaves what is too large in S3 and carries a claim', async () => {
    const records = [recordOf(noise(20_000))];

    const { body, blobs } = await encode(records);

    expect(JSON.parse(body)).toEqual({ version: 1, claim: 'claims/2026-03-10/c1' });
    expect(body.length).toBeLessThan(maxInlineBytes);
    expect(await decodeIngestionMessage(body, blobs)).toEqual(records);
  });

  test.each([
    ['in the message', 10, 0],
    ['in S3, if it is large', 20_000, 1],
  ])('carries a request for the archive: %s', async (_, parts, claims) => {
    const request = {
      ...{ projectId: testProjectId, rawKey: 'raw/p/h/1', path: '/otel/v1/traces', keyId: null },
      ...{ contentType: 'application/json', contentEncoding: 'gzip', traceIds: [hexOf('a', 32)] },
      body: Buffer.from(noise(parts), 'hex').toString('base64'),
    };
    const blobs = memoryBlobs();

    const body = await encodeUnarchivedRequest(request, { blobs, claimName: () => 'c', messageId: 'm' });

    expect(blobs.objects.size).toBe(claims);
    expect(await openIngestionMessage(body, blobs)).toEqual({ id: 'm', records: [], unarchived: request });
  });

  test('that was stored leaves no word in S3, and brings nothing when it comes again', async () => {
    const { body, blobs } = await encode([recordOf(noise(20_000))]);

    await emptyClaim(body, blobs);

    expect([...blobs.objects.values()].map(({ byteLength }) => byteLength < 50)).toEqual([true]);
    expect(await decodeIngestionMessage(body, blobs)).toEqual([]);
    await emptyClaim((await encode([recordOf('inline')])).body, blobs);
    expect(blobs.objects.size).toBe(1);
  });

  test('whose claim is gone is not taken for an empty one', async () => {
    const { body } = await encode([recordOf(noise(20_000))]);

    await expect(decodeIngestionMessage(body, memoryBlobs())).rejects.toThrow('claims/2026-03-10/c1');
  });

  test.each([
    'not JSON',
    '{"version":2,"records":""}',
    '{"version":1,"claim":"payloads/of/others"}',
    '{"version":1,"encoding":"zstd+base64","records":"AAAA"}',
  ])('that is none is refused: %s', async (body) => {
    await expect(decodeIngestionMessage(body, memoryBlobs())).rejects.toThrow();
  });

  test('whose records are none is refused', async () => {
    const body = await encodeIngestionMessage(['{"projectId":"p"}'], { blobs: memoryBlobs(), claimName: () => 'c' });

    await expect(decodeIngestionMessage(body, memoryBlobs())).rejects.toThrow();
  });

  test('for the archive without what it is to be called is refused', async () => {
    const compressed = Buffer.from(await compressJson({ projectId: 'p', body: '' })).toString('base64');
    const body = JSON.stringify({ version: 1, encoding: 'zstd+base64', records: compressed });

    await expect(openIngestionMessage(body, memoryBlobs())).rejects.toThrow('rawKey');
  });
});
