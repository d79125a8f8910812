import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileDigestTest } from '../trace-digests/compile-digest-test.ts';
import { createDigestBuilder, finishRuns } from '../trace-digests/digest-builder.ts';
import { decodeRuns, encodeRuns } from '../trace-digests/digest-codec.ts';
import { rangesToRead } from './trace-digest-ranges.ts';
import { timeRange, timeSortKey } from './trace-keys.ts';

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

function digestOf(all: readonly Trace[], start: number, shard: number) {
  const builder = createDigestBuilder();
  for (const trace of all) {
    const isIn = trace.shard === shard && trace.start >= start && trace.start < start + hour;
    if (isIn) builder.add(trace.start, { tags: [trace.isRare ? 'rare' : 'usual'] });
  }
  return decodeRuns(encodeRuns(finishRuns(builder.finish()), start), start);
}

function digestsOf(all: readonly Trace[], undigested: readonly [number, number][]) {
  const isDigested = (place: number, shard: number) => !undigested.some(([a, b]) => a === place && b === shard);
  return new Map(
    hours.map((place) => {
      const start = day + place * hour;
      const digested = shards.filter((shard) => isDigested(place, shard));
      return [start, new Map(digested.map((shard) => [shard, digestOf(all, start, shard)]))];
    }),
  );
}

const rare = compileDigestTest({ kind: 'exact', field: 'tag', value: 'rare' });

test('what is read holds all that may fit, once, and with what is skipped is all there is', () => {
  fc.assert(
    fc.property(
      traces,
      fc.array(fc.tuple(fc.constantFrom(...hours), fc.constantFrom(...shards))),
      fc.nat(4 * hour),
      fc.nat(4 * hour),
      fc.option(fc.nat(3000)),
      fc.boolean(),
      (all, undigested, a, b, cursor, isAtTraces) => {
        const edge = (at: number) => (isAtTraces ? (all[at % all.length]?.start ?? day) : day + at);
        const [from, last] = [edge(a), edge(b)].sort((x, y) => x - y) as [number, number];
        const end = cursor === null ? timeRange(0, last + 1)[1] : `${timeRange(last, 0)[0]}#${idOf(cursor)}`;
        const query = { from, to: last + 1, first: timeRange(from, 0)[0], end };
        const digests = digestsOf(all, undigested);
        for (const shard of shards) {
          const { ranges, skipped } = rangesToRead(query, digests, shard, rare ?? (() => true));
          const inRange = all.filter(({ shard: of, key }) => of === shard && key >= query.first && key < query.end);
          const read = ranges.map((range) => inRange.filter(({ key }) => key >= range.first && key < range.end));

          expect(inRange.filter(({ isRare }) => isRare).every((trace) => read.flat().includes(trace))).toBe(true);
          expect(new Set(read.flat()).size).toBe(read.flat().length);
          for (const [index, range] of ranges.entries()) {
            expect(range.end <= (ranges[index - 1]?.first ?? '~')).toBe(true);
            expect(read[index]?.length).toBeLessThanOrEqual(range.rowCount ?? Number.POSITIVE_INFINITY);
          }
          expect(skipped.reduce((sum, { count }) => sum + count, 0) + read.flat().length).toBe(inRange.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});
