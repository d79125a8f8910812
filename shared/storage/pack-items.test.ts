import { describe, expect, test } from 'vitest';
import { buildCall, hexOf, testProjectId } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { rowsVersion, toRowLines } from '../telemetry/pack-rows.ts';
import { type StoredSpan, versionOf } from '../telemetry/stored-span.ts';
import { encodePackOf, leastSpansWithRows, rowLinesOfItem, spansOfItem, toPackItem } from './pack-items.ts';

const owner = { projectId: testProjectId, traceId: hexOf('trace', 32), retentionDays: 30 };
const extras = { contributions: [], receivedAt: 0, ttl: 0 };
const blobs = memoryBlobs();

function spansOf(count: number, name = 'line one\nline two, "quoted", 詳細'): StoredSpan[] {
  return Array.from({ length: count }, (_, index) => {
    const span = buildCall({ spanId: hexOf(`${index}`, 16), at: index, name: `${name} ${index}` });
    return { ...span, version: versionOf(span) } as StoredSpan;
  });
}

const itemOf = async (spans: StoredSpan[]) => await toPackItem(await encodePackOf(owner, spans, blobs), extras);

describe('the rows of a pack', () => {
  test('lie beside its spans where it is large, and are what would be made of those', async () => {
    const item = await itemOf(spansOf(leastSpansWithRows));

    expect(item['rowsVersion']).toBe(rowsVersion);
    const expected = toRowLines(await spansOfItem(item, blobs));
    expect(await rowLinesOfItem(item, blobs)).toEqual(expected);
    // The stored ones were taken: without the spans they are still there.
    expect(await rowLinesOfItem({ ...item, body: undefined }, blobs)).toEqual(expected);
  });

  test('are made of the spans where it is small, or what is stored is of another version', async () => {
    const small = await itemOf(spansOf(leastSpansWithRows - 1));
    expect(small['rows']).toBeUndefined();
    expect(await rowLinesOfItem(small, blobs)).toHaveLength(leastSpansWithRows - 1);

    const old = { ...(await itemOf(spansOf(leastSpansWithRows))), rowsVersion: rowsVersion - 1 };
    expect(await rowLinesOfItem({ ...old, rows: new Uint8Array() }, blobs)).toHaveLength(leastSpansWithRows);
  });

  test('are left out where they would not fit into the item', async () => {
    const noise = (words: string, parts: number) =>
      Array.from({ length: parts }, (_, part) => hexOf(`${words} ${part}`, 64)).join('');
    const random = spansOf(leastSpansWithRows).map((span, index) => ({
      ...span,
      errorType: noise(`error ${index}`, 3),
      statusMessage: noise(`message ${index}`, 4),
      attributes: { noise: noise(`attribute ${index}`, 5) },
    }));
    expect((await itemOf(random))['body']).toBeDefined();
    expect((await itemOf(random))['rows']).toBeUndefined();
  });
});

test('rows of this version look like this: when that changes, count `rowsVersion` up', () => {
  const span = { ...buildCall({ spanId: 'a'.repeat(16), parentSpanId: 'b'.repeat(16), errorType: 'timeout' }) };
  const attributes = { 'langfuse.observation.level': 'WARNING' };
  const stored = { ...span, attributes, version: { digest: 'd'.repeat(32), bytes: 9, mapping: 3 } } as StoredSpan;

  expect(rowsVersion).toBe(2);
  expect(JSON.parse(toRowLines([stored])[0] ?? '')).toEqual({
    ...{ spanId: 'a'.repeat(16), parentSpanId: 'b'.repeat(16), name: 'chat', type: 'llm', status: 'ok' },
    ...{ startTimeUnixNano: '1773144000000000000', endTimeUnixNano: '1773144001000000000', errorType: 'timeout' },
    ...{ model: 'openai/gpt-5-mini', provider: 'openai', timeToFirstTokenMs: 120, costNanoUsd: 20 },
    ...{ inputTokens: 10, outputTokens: 10, inputPreview: 'What is up?', outputPreview: 'The sky.' },
    isWarning: true,
    version: { bytes: 9, digest: 'd'.repeat(12), mapping: 3 },
  });
});
