import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryTable, type MemoryTable } from '../../test/bench/trace-query/table-in-memory.ts';
import { busyTable } from '../../test/support/busy-table.ts';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { GramSet } from '../text-digests/gram-set.ts';
import { SegmentBuilder } from '../text-digests/segment-builder.ts';
import type { TextDigest } from '../text-digests/text-digest.ts';
import { visitGrams } from '../text-digests/text-grams.ts';
import type { SegmentShape } from '../text-digests/text-segment.ts';
import { createTraceTextDigests } from './trace-text-digests.ts';
import { textPartition } from './trace-text-keys.ts';
import { readTexts } from './trace-text-reads.ts';

const hour = Date.UTC(2026, 2, 10, 12);
const of = { projectId: 'p', hour };
const minute = 60_000;

let table: MemoryTable;
let segments: SegmentShape[];

/** Texts of traces that start minute by minute, of two shards, in two segments. */
const stored = [
  [
    ['It needs a refund.', 'It is on its way.'],
    ['A giraffe.', 'It is on its way.'],
  ],
  [[], ['A second refund of a parcel that somebody had lost in the rain at the border of a country far away.']],
];

beforeEach(async () => {
  table = createMemoryTable('traces');
  const texts = createTraceTextDigests({ documents: table.documents, tableName: 'traces' });
  segments = [];
  for (const [segment, shards] of stored.entries()) {
    const builder = new SegmentBuilder();
    for (const text of shards.flat()) {
      const grams = new GramSet();
      visitGrams(text.toLowerCase(), grams.add);
      builder.add(grams.values());
    }
    const starts = [0, 1, 2, 3].map((shard) =>
      (shards[shard] ?? []).map((_, index) => hour + (segment * 10 + index) * minute + shard),
    );
    const content = builder.finish();
    await texts.putSegment({ ...of, id: 'a', segment, content, starts, ttl: 1 });
    segments.push({ count: content.count, rowBits: content.rowBits, partBits: content.partBits });
  }
  table.settle();
});

function read(
  patterns: [string, ...string[]][],
  texts: Partial<TextDigest> = {},
  documents: DynamoDBDocumentClient = table.documents,
) {
  const digest = { id: 'a', madeAt: 0, segments, openStarts: [], ...texts };
  const wanted = [0, 1].map((shard) => ({ hour, from: hour, shard, texts: digest }));
  return readTexts({ projectId: 'p', patterns, wanted }, { documents, tableName: 'traces' });
}

/** Minutes in which a trace of a shard may hold a text. */
async function minutesOf(pattern: [string, ...string[]], shard: number, texts: Partial<TextDigest> = {}) {
  const test = (await read([pattern], texts)).of(hour, shard);
  const all = Array.from({ length: 20 }, (_, index) => index);
  return all.filter((index) => test?.mayHold(pattern, hour + index * minute, hour + index * minute + 59_999));
}

describe('texts of an hour', () => {
  test.each<[[string, ...string[]], number, number[]]>([
    [['refund'], 0, [0]],
    [['refund'], 1, [10]],
    [['giraffe'], 0, []],
    [['giraffe'], 1, [0]],
    [['its way'], 0, [1]],
    [['second refund of a parcel that somebody had lost in the rain'], 1, [10]],
    [['second refund of a parcel that nobody had lost in the rain'], 1, []],
    [['need', 'fund'], 0, [0]],
  ])('may hold %s, in shard %i, in the minutes %j', async (pattern, shard, minutes) => {
    expect(await minutesOf(pattern, shard)).toEqual(minutes);
  });

  test('tell of several patterns with two requests, and with one if nothing holds any', async () => {
    const found = await read([['refund'], ['giraffe']]);
    expect(found.queryCount).toBe(2);
    expect(found.of(hour, 1)?.mayHold(['refund'], hour, hour + minute)).toBe(false);
    expect(found.of(hour, 1)?.mayHold(['giraffe'], hour, hour + minute)).toBe(true);
    expect((await read([['hippopotamus']])).queryCount).toBe(1);
    expect(found.of(hour, 1)?.startsBetween(hour, hour + 59 * minute)).toEqual([hour + 1, hour + 10 * minute + 1]);
    expect(found.of(hour, 1)?.startsBetween(hour + 2, hour + 10 * minute)).toEqual([]);
  });

  test('may be held by traces of which not everything is known, in any case', async () => {
    const openStarts = [hour + 7 * minute, hour];
    expect(await minutesOf(['giraffe'], 0, { openStarts })).toEqual([0, 7]);
  });

  test('rule nothing out where an item is gone, because they were digested anew meanwhile', async () => {
    const every = Array.from({ length: 20 }, (_, index) => index);
    expect(await minutesOf(['giraffe'], 0, { id: 'gone' })).toEqual(every);

    const texts = createTraceTextDigests({ documents: table.documents, tableName: 'traces' });
    const starts = (await texts.sortKeys(of)).filter((sortKey) => sortKey.endsWith('#S'));
    expect(starts).toHaveLength(2);
    await texts.remove(of, starts);
    expect(await minutesOf(['giraffe'], 0)).toEqual(every);
    expect((await read([['giraffe']])).of(hour, 1)?.startsBetween(hour, hour + minute)).toBeNull();
    // Nobody has to know when traces started that do not hold it.
    expect(await minutesOf(['hippopotamus'], 0)).toEqual([]);
  });

  test('tell nothing of an hour or a shard that was not asked for', async () => {
    const found = await read([['refund']]);
    expect([found.of(hour, 2), found.of(hour + 3_600_000, 0)]).toEqual([null, null]);
  });

  test('lie beside the digests of the day', () => {
    expect(textPartition('p#q', hour)).toMatch(/^PROJECT#p%23q#DIGESTS#\d+#TEXTS$/);
  });

  test('rule nothing out where the table has no time for them', async () => {
    const throttled = new ProvisionedThroughputExceededException({ message: 'Slow down.', $metadata: {} });
    const found = await read([['giraffe']], {}, busyTable(table.documents, 'BatchGetCommand', throttled));
    expect(found.of(hour, 0)?.mayHold(['giraffe'], hour, hour + 59_999)).toBe(true);
    expect(found.of(hour, 0)?.startsBetween(hour, hour + 59_999)).toBeNull();
  });
});
