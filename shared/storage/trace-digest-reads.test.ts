import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { digestFormat } from '../trace-digests/digest-codec.ts';
import { digestAttemptSortKey, digestSortKey, lateNoteSortKey } from './trace-digest-keys.ts';
import { readDayDigests } from './trace-digest-reads.ts';

const hour = 3_600_000;
const day = Date.UTC(2026, 2, 10);
const shards = [0, 1, 2, 3];

/** Answers so many items at once: digests of large hours are two or three to a page. */
function createTable(sortKeys: readonly string[], pageSize: number) {
  const send = async ({ input }: { input: { ExpressionAttributeValues: Record<string, string> } }) => {
    const { ':first': first = '', ':end': end = '' } = input.ExpressionAttributeValues;
    const found = sortKeys.filter((sk) => sk >= first && sk <= end).sort((a, b) => (a > b ? -1 : 1));
    const Items = found
      .slice(0, pageSize)
      .map((sk) => ({ sk, format: digestFormat, fence: 'f', runs: new Uint8Array() }));
    return { Items, LastEvaluatedKey: found.length > pageSize ? Items.at(-1) : undefined };
  };
  return { documents: { send } as unknown as DynamoDBDocumentClient, tableName: 't' };
}

test('an hour with notes is not believed, wherever a page ends; one without them is, as a whole', async () => {
  const notes = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 9 })), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(notes, fc.integer({ min: 1, max: 7 }), fc.nat(5), async (noted, pageSize, attempted) => {
      const hours = Array.from({ length: 6 }, (_, place) => day + place * hour);
      const keys = [
        ...hours.flatMap((each) => shards.map((shard) => digestSortKey(each, shard))),
        ...noted.flatMap(([place, count]) =>
          Array.from({ length: count }, (_, version) => lateNoteSortKey(day + place * hour, 't', version, place)),
        ),
        digestAttemptSortKey(day + attempted * hour),
      ];
      const changed = new Set(noted.map(([place]) => day + place * hour));
      const query = { projectId: 'p', from: day, to: day + 6 * hour, fenceId: 'f' };
      const read = await readDayDigests(query, createTable([...new Set(keys)], pageSize));

      const believed = hours.filter((each) => each >= read.readDownTo && !changed.has(each));
      expect([...read.hours.keys()].sort()).toEqual(believed.sort());
      for (const found of read.hours.values()) expect([...found.keys()].sort()).toEqual(shards);
    }),
    { numRuns: 300 },
  );
});
