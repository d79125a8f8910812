import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileDigestTest } from '../trace-digests/compile-digest-test.ts';
import { createDigestBuilder, finishRuns } from '../trace-digests/digest-builder.ts';
import { decodeRuns, encodeRuns } from '../trace-digests/digest-codec.ts';
import { sliceMilliseconds } from './trace-digest-keys.ts';
import { rangesToRead } from './trace-digest-ranges.ts';
import type { DigestedHours, LateStart } from './trace-digested-hour.ts';
import { timeRange, timeSortKey } from './trace-keys.ts';
import type { KeyRange } from './trace-partition.ts';

const hour = 3_600_000;
const day = Date.UTC(2026, 2, 10);
const hours = [0, 1, 2, 3];
const shards = [0, 1];
const idOf = (index: number) => index.toString(16).padStart(32, '0');

interface Trace {
  start: number;
  shard: number;
  key: string;
  isRare: boolean;
}

/** Traces that start together, often at the edges of their hour. */
const group = fc.record({
  hour: fc.constantFrom(...hours),
  at: fc.constantFrom(0, 0, 1, 2, 500, hour - 2, hour - 1),
  count: fc.integer({ min: 1, max: 200 }),
  isRare: fc.nat(12).map((chance) => chance === 0),
  shard: fc.constantFrom(...shards),
});
const traces = fc.array(group, { minLength: 1, maxLength: 14 }).map((groups) => {
  let index = 0;
  const all = groups.flatMap(({ hour: place, at, count, isRare, shard }) =>
    Array.from({ length: count }, (_, nth): Trace => {
      const start = day + place * hour + at;
      return { start, shard, key: timeSortKey(start, idOf(index++)), isRare: isRare && nth === 0 };
    }),
  );
  return all.sort((a, b) => (a.key < b.key ? -1 : 1));
});

/** What has become of a trace since it was digested. */
type Fate = 'new' | 'changed' | 'deleted';

function digestOf(all: readonly Trace[], from: number, to: number, hourStart: number) {
  const builder = createDigestBuilder();
  for (const trace of all)
    if (trace.start >= from && trace.start < to) builder.add(trace.start, { tags: [trace.isRare ? 'rare' : 'usual'] });
  return decodeRuns(encodeRuns(finishRuns(builder.finish()), hourStart), hourStart);
}

/** By hour and shard: as a whole, in slices of which some lack, or not at all. */
type Sort = 'hour' | 'slices' | 'nothing';

function digestsOf(digested: readonly Trace[], late: readonly Trace[], sortOf: (hour: number, shard: number) => Sort) {
  const partsOf = (place: number, shard: number) => {
    const start = day + place * hour;
    const traces = digested.filter(({ shard: of }) => of === shard);
    const sort = sortOf(place, shard);
    if (sort === 'nothing') return [];
    if (sort === 'hour') return [{ from: start, to: start + hour, runs: digestOf(traces, start, start + hour, start) }];
    return [5, 3, 2, 0].map((slice) => {
      const from = start + slice * sliceMilliseconds;
      const to = from + sliceMilliseconds;
      return { from, to, runs: digestOf(traces, from, to, start) };
    });
  };
  return new Map(
    hours.map((place) => [
      day + place * hour,
      {
        parts: new Map(shards.map((shard) => [shard, partsOf(place, shard)])),
        lateStarts: new Map(shards.map((shard) => [shard, lateStartsOf(late, place, shard)])),
      },
    ]),
  ) satisfies DigestedHours;
}

function lateStartsOf(late: readonly Trace[], place: number, shard: number): LateStart[] {
  const writes = new Map<number, number>();
  for (const { start, shard: of } of late) {
    const isIn = of === shard && start >= day + place * hour && start < day + (place + 1) * hour;
    if (isIn) writes.set(start, (writes.get(start) ?? 0) + 1);
  }
  return [...writes].map(([start, count]) => ({ start, writes: count })).sort((a, b) => b.start - a.start);
}

const rare = compileDigestTest({ kind: 'exact', field: 'tag', value: 'rare' });

interface Since {
  digested: Trace[];
  now: Trace[];
  late: Trace[];
}

function sinceThen(all: readonly Trace[], fates: ReadonlyMap<number, Fate>): Since {
  const since: Since = { digested: [], now: [], late: [] };
  for (const [index, trace] of all.entries()) {
    const fate = fates.get(index);
    if (fate !== 'new') since.digested.push(fate === 'changed' ? { ...trace, isRare: false } : trace);
    const isNow = fate === undefined ? trace : { ...trace, isRare: true };
    if (fate !== 'deleted') since.now.push(isNow);
    if (fate !== undefined) since.late.push(trace);
  }
  return since;
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

function expectInOrder(ranges: readonly KeyRange[]): void {
  for (const [index, range] of ranges.entries()) {
    expect(range.first < range.end).toBe(true);
    expect(range.end <= (ranges[index - 1]?.first ?? '~')).toBe(true);
  }
}

const fateOf = fc.constantFrom<Fate>('new', 'changed', 'deleted');

test('what is read holds all that may fit, once, and with what is skipped is all there is', () => {
  fc.assert(
    fc.property(
      traces,
      fc.array(fc.tuple(fc.nat(2000), fateOf), { maxLength: 12 }),
      fc.array(fc.tuple(fc.constantFrom(...hours), fc.constantFrom(...shards), fc.constantFrom('slices', 'nothing'))),
      fc.tuple(fc.nat(4 * hour), fc.nat(4 * hour)),
      fc.option(fc.nat(3000)),
      fc.boolean(),
      (all, fates, sorts, [a, b], cursor, isAtTraces) => {
        const edge = (at: number) => (isAtTraces ? (all[at % all.length]?.start ?? day) : day + at);
        const [from, last] = [edge(a), edge(b)].sort((x, y) => x - y) as [number, number];
        const end = cursor === null ? timeRange(0, last + 1)[1] : `${timeRange(last, 0)[0]}#${idOf(cursor)}`;
        const query = { from, to: last + 1, end };
        const { digested, now, late } = sinceThen(all, new Map(fates.map(([at, fate]) => [at % all.length, fate])));
        const sortOf = (place: number, shard: number) =>
          (sorts.find(([x, y]) => x === place && y === shard)?.[2] ?? 'hour') as Sort;
        const digests = digestsOf(digested, late, sortOf);
        for (const shard of shards) {
          const { ranges, skipped } = rangesToRead(query, digests, shard, rare ?? (() => true));
          const inRange = now.filter(({ shard: of, key }) => of === shard && key >= timeRange(from, 0)[0] && key < end);
          const read = ranges.map((range) => inRange.filter(({ key }) => key >= range.first && key < range.end));

          expect(inRange.filter(({ isRare }) => isRare).every((trace) => read.flat().includes(trace))).toBe(true);
          expect(new Set(read.flat()).size).toBe(read.flat().length);
          expectInOrder(ranges);
          const counts = skipped.map(({ count }) => count);
          expect(counts.every((count) => count >= 0)).toBe(true);
          if (late.length > 0) continue;
          expect(sumOf(counts) + read.flat().length).toBe(inRange.length);
          const atMost = ranges.map(({ rowCount }) => rowCount ?? Number.POSITIVE_INFINITY);
          expect(read.every((rows, index) => rows.length <= (atMost[index] ?? 0))).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

describe('beside a run that holds nothing', () => {
  const spread = (count: number) => Array.from({ length: count }, (_, index) => day + 10_000 + index * 1000);
  const query = { from: day, to: day + hour, end: timeRange(0, day + hour)[1] };
  const readBeside = (starts: readonly number[], lateStarts: readonly number[], maxBytes?: number) => {
    const builder = createDigestBuilder();
    for (const start of starts) builder.add(start, { tags: ['usual'] });
    const runs = finishRuns(builder.finish(), maxBytes);
    const late = lateStarts.map((start) => ({ start, writes: 1 })).sort((x, y) => y.start - x.start);
    const digested = {
      parts: new Map([[0, [{ from: day, to: day + hour, runs }]]]),
      lateStarts: new Map([[0, late]]),
    };
    const { ranges, skipped } = rangesToRead(query, new Map([[day, digested]]), 0, rare ?? (() => true));
    return { ranges, skippedCount: sumOf(skipped.map(({ count }) => count)) };
  };
  const millisecond = (start: number) => {
    const [first, end] = timeRange(start, start + 1);
    return { first, end, rowCount: 1 };
  };

  test('the millisecond of a late start is read, and nothing else; its trace counts once', () => {
    expect(readBeside(spread(40), [day + 12_000])).toEqual({ ranges: [millisecond(day + 12_000)], skippedCount: 39 });
  });

  test.each([
    ['below the runs', 5],
    ['between them', 73_500],
    ['above them', 500_000],
  ])('and so is one %s', (_, at) => {
    expect(readBeside(spread(130), [day + at])).toEqual({ ranges: [millisecond(day + at)], skippedCount: 130 });
  });

  test('several late starts in a short run are read with it', () => {
    const { ranges, skippedCount } = readBeside(spread(40), [day + 12_000, day + 14_000]);
    expect(ranges).toMatchObject([{ rowCount: 40 }]);
    expect(skippedCount).toBe(0);
  });

  test('several in a long run are read one by one', () => {
    const late = [day + 100_000, day + 300_000, day + 600_000];
    const { ranges, skippedCount } = readBeside(spread(800), late, 1000);
    expect(ranges).toEqual(late.toReversed().map(millisecond));
    expect(skippedCount).toBe(797);
  });
});
