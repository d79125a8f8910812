import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { createPartitionReader, type KeyRange } from './trace-partition.ts';

const keyOf = (place: number) => `${String(place).padStart(14, '0')}#t`;

/** A partition with a row at every tenth place, whose answers end after as many rows as it likes. */
function createPartition(cuts: readonly number[]) {
  let asked = 0;
  const send = async ({ input }: { input: Record<string, unknown> }) => {
    const values = input['ExpressionAttributeValues'] as Record<string, string>;
    const after = (input['ExclusiveStartKey'] as { timeSk: string } | undefined)?.timeSk;
    const rows = Array.from({ length: 100 }, (_, index) => ({ timeSk: keyOf(index * 10) }))
      .filter(({ timeSk }) => timeSk >= String(values[':first']) && timeSk <= String(values[':end']))
      .filter(({ timeSk }) => after === undefined || timeSk < after)
      .reverse();
    const taken = rows.slice(0, cuts[asked++ % cuts.length]);
    const last = taken.at(-1);
    return {
      Items: taken,
      ScannedCount: taken.length,
      LastEvaluatedKey: taken.length < rows.length ? last : undefined,
    };
  };
  return { documents: { send } as unknown as DynamoDBDocumentClient, tableName: 't' };
}

const places = fc.uniqueArray(fc.nat(100), { maxLength: 14 }).map((all) => all.sort((a, b) => b - a));
const bound = (place: number) => String(place * 10).padStart(14, '0');

/** Every second stretch between these places is read. */
function rangesOf(ends: readonly number[], isCounted: boolean) {
  const ranges: KeyRange[] = [];
  for (let index = 0; index + 1 < ends.length; index += 2) {
    const [end = 0, first = 0] = [ends[index], ends[index + 1]];
    const rowCount = isCounted ? end - first : null;
    ranges.push({ first: bound(first), end: bound(end), rowCount });
  }
  return ranges;
}

test('a reader reads each row of its ranges once, newest first, wherever an answer ends', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(places, cuts, fc.boolean(), async (ends, sizes, isCounted) => {
      const ranges = rangesOf(ends, isCounted);
      const query = { index: 'byTime', partition: 'p', condition: null, attributes: null, pageSize: 40 } as const;
      const reader = createPartitionReader({ ...query, ranges }, createPartition(sizes));
      const read: string[] = [];
      do {
        await reader.readMore();
        for (; reader.newest !== undefined; reader.takeNewest()) {
          read.push(reader.newest.sortKey);
          // Whatever else there is lies below.
          expect(reader.newest.sortKey >= reader.readDownTo).toBe(true);
        }
      } while (!reader.isDone);

      const expected = Array.from({ length: 100 }, (_, index) => keyOf((99 - index) * 10)).filter((key) =>
        ranges.some(({ first, end }) => key >= first && key < end),
      );
      expect(read).toEqual(expected);
    }),
  );
});
