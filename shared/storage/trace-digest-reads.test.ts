import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { digestFormat } from '../trace-digests/digest-codec.ts';
import { maxNotesPerHour } from './trace-digest-hour-reading.ts';
import {
  digestAttemptSortKey,
  digestSortKey,
  lateNoteSortKey,
  sliceHeadSortKey,
  sliceMilliseconds,
  sliceSortKey,
} from './trace-digest-keys.ts';
import { readDayDigests } from './trace-digest-reads.ts';
import type { DigestedHour } from './trace-digested-hour.ts';

const hour = 3_600_000;
const day = Date.UTC(2026, 2, 10);
const shards = [0, 1, 2, 3];
const fences = { hours: 'h', slices: 's' };

type Item = Record<string, unknown> & { sk: string };

/** Answers so many items at once: digests of large hours are two or three to a page. */
function createTable(items: readonly Item[], pageSize: number) {
  const sorted = [...items].sort((a, b) => (a.sk > b.sk ? -1 : 1));
  const send = async ({ input }: { input: { ExpressionAttributeValues: Item; ExclusiveStartKey?: Item } }) => {
    const { ':first': first, ':end': end } = input.ExpressionAttributeValues as unknown as Record<string, string>;
    const after = input.ExclusiveStartKey?.sk ?? '~';
    const found = sorted.filter(({ sk }) => sk >= String(first) && sk <= String(end) && sk < after);
    const Items = found.slice(0, pageSize);
    return { Items, LastEvaluatedKey: found.length > pageSize ? { sk: Items.at(-1)?.sk } : undefined };
  };
  return { documents: { send } as unknown as DynamoDBDocumentClient, tableName: 't' };
}

const digestOf = (start: number, shard: number, attributes: object = {}): Item => ({
  ...{ sk: digestSortKey(start, shard), format: digestFormat, fence: 'h', runs: new Uint8Array() },
  ...attributes,
});
const noteOf = (start: number, version: number, attributes: object = { start, shard: version % 4 }): Item => ({
  ...{ sk: lateNoteSortKey({ traceId: 't', version, start, at: 0 }), at: 0 },
  ...attributes,
});
const sliceOf = (slice: number, version: string, attributes: object = {}): Item => ({
  ...{ sk: sliceSortKey(slice, version), format: digestFormat, shards: shards.map(() => new Uint8Array()) },
  ...attributes,
});
const headOf = (start: number, slices: Record<number, string | null>, fence: string | null = 's'): Item => ({
  ...{ sk: sliceHeadSortKey(start), version: 'v', isClosed: false, fence, slices },
});

interface NotedHour {
  place: number;
  count: number;
  /** Whether one of its notes is of a version that told no start. */
  isOld: boolean;
}

function notesOf({ place, count, isOld }: NotedHour, index: number): Item[] {
  const start = day + place * hour;
  return Array.from({ length: count }, (_, nth) =>
    noteOf(start + nth, index * 10 + nth, isOld && nth === 0 ? {} : undefined),
  );
}

function digestsOf(start: number, isSliced: boolean): Item[] {
  if (!isSliced) return shards.map((shard) => digestOf(start, shard));
  const slice = start + sliceMilliseconds;
  return [headOf(start, { [slice]: 'x' }), sliceOf(slice, 'x'), sliceOf(slice, 'stale')];
}

const writesIn = (hourOfDay: DigestedHour | undefined) =>
  [...(hourOfDay?.lateStarts.values() ?? [])].flat().reduce((sum, { writes }) => sum + writes, 0);

const notedHour = fc.record({
  place: fc.nat(5),
  count: fc.integer({ min: 1, max: 9 }),
  isOld: fc.nat(5).map((chance) => chance === 0),
});

test('of each hour all notes are read, wherever a page ends; one whose notes tell no start is not believed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(notedHour, { maxLength: 4 }),
      fc.uniqueArray(fc.nat(5)),
      fc.integer({ min: 1, max: 7 }),
      fc.nat(5),
      async (noted, sliced, pageSize, attempted) => {
        const hours = Array.from({ length: 6 }, (_, place) => day + place * hour);
        const attempt = { sk: digestAttemptSortKey(day + attempted * hour), attempts: 1 };
        const digests = hours.flatMap((each, place) => digestsOf(each, sliced.includes(place)));
        const items = [...digests, ...noted.flatMap(notesOf), attempt];
        const query = { projectId: 'p', from: day, to: day + 6 * hour, fences };
        const read = await readDayDigests(query, createTable(items, pageSize));

        for (const [place, each] of hours.entries()) {
          if (each < read.readDownTo) continue;
          const ofHour = noted.filter((hourOfNotes) => hourOfNotes.place === place);
          const isBelieved = ofHour.every(({ isOld }) => !isOld);
          const found = read.hours.get(each);
          const from = sliced.includes(place) ? each + sliceMilliseconds : each;
          const parts = [...(found?.parts.values() ?? [])].flat().map((part) => part.from);
          expect(parts).toEqual(isBelieved ? shards.map(() => from) : []);
          expect(writesIn(found)).toBe(isBelieved ? ofHour.reduce((sum, { count }) => sum + count, 0) : 0);
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('an hour', () => {
  const read = async (items: readonly Item[], pageSize = 100) => {
    const query = { projectId: 'p', from: day, to: day + hour, fences };
    return await readDayDigests(query, createTable(items, pageSize));
  };
  const partsOf = async (items: readonly Item[]) =>
    [...((await read(items)).hours.get(day)?.parts ?? [])].map(([shard, parts]) => [
      shard,
      parts.map(({ from, to }) => [(from - day) / sliceMilliseconds, (to - day) / sliceMilliseconds]),
    ]);

  test.each([
    ['of this format, under this fence', {}, [[0, [[0, 6]]]]],
    ['of another format', { format: digestFormat + 1 }, []],
    ['made under another fence', { fence: 'fallen' }, []],
    ['made before there were fences', { fence: undefined }, []],
  ])('with a digest %s is believed, or not', async (_, attributes, expected) => {
    expect(await partsOf([digestOf(day, 0, attributes)])).toEqual(expected);
  });

  const [first, second] = [day, day + sliceMilliseconds];
  const inAll = (parts: number[][]) => shards.map((shard) => [shard, parts]);

  test('is believed in slices that its head names', async () => {
    const slices = [sliceOf(first, 'a'), sliceOf(second, 'b'), sliceOf(second, 'stale')];
    expect(await partsOf([headOf(day, { [first]: 'a', [second]: 'b' }), ...slices])).toEqual(
      inAll([
        [1, 2],
        [0, 1],
      ]),
    );
    expect(await partsOf([headOf(day, { [first]: 'a', [second]: null }), ...slices])).toEqual(inAll([[0, 1]]));
    expect(await partsOf(slices)).toEqual([]);
    expect(await partsOf([headOf(day, {}), ...slices])).toEqual([]);
  });

  test('is not, if the head is of another fence, or a slice of another format', async () => {
    expect(await partsOf([headOf(day, { [first]: 'a' }, 'fallen'), sliceOf(first, 'a')])).toEqual([]);
    const other = sliceOf(first, 'a', { format: digestFormat + 1 });
    expect(await partsOf([headOf(day, { [first]: 'a' }), other])).toEqual([]);
  });

  test('is believed as a whole where there is a digest of it, and in slices where there is none', async () => {
    const items = [headOf(day, { [first]: 'a' }), sliceOf(first, 'a'), digestOf(day, 3), digestOf(day, 1)];
    expect(Object.fromEntries((await partsOf(items)) as [number, unknown][])).toEqual({
      ...{ 0: [[0, 1]], 1: [[0, 6]], 2: [[0, 1]], 3: [[0, 6]] },
    });
  });

  test('with more notes than are worth reading is left, and not read to its end', async () => {
    const notes = (count: number) => Array.from({ length: count }, (_, version) => noteOf(day, version));
    const digests = shards.map((shard) => digestOf(day, shard));
    const most = await read([...notes(maxNotesPerHour), ...digests]);
    expect(most.hours.get(day)?.parts.size).toBe(4);
    expect(most.hours.get(day)?.lateStarts.get(1)).toEqual([{ start: day, writes: maxNotesPerHour / 4 }]);

    const more = await read([...notes(5 * maxNotesPerHour), ...digests]);
    expect(more.hours.get(day)).toEqual({ parts: new Map(), lateStarts: new Map() });
    expect(more.queryCount).toBe(maxNotesPerHour / 100 + 1);
  });
});
