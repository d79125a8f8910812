import { describe, expect, test } from 'vitest';
import { compileDigestTest } from '../trace-digests/compile-digest-test.ts';
import { addTrace, draftRun, finishRun } from '../trace-digests/run-digest.ts';
import { createTraceMatcher } from '../trace-filter/match-trace.ts';
import { parseFilter } from '../trace-filter/parse-filter.ts';
import { rangesToRead } from './trace-digest-ranges.ts';
import type { DigestedHours } from './trace-digested-hour.ts';
import { timeRange } from './trace-keys.ts';
import { ruledOut, textsToRead } from './trace-text-ranges.ts';
import type { FoundTexts } from './trace-text-reads.ts';

const hour = Date.UTC(2026, 2, 10, 12);
const to = hour + 3_600_000;
const bounds = { from: hour, to, first: timeRange(hour, 0)[0], end: timeRange(to, 0)[0] };
/** A run of 200 traces each minute from the tenth on, one of which is tagged. */
const runs = [10, 20, 30].map((minute) => {
  const run = draftRun(hour + minute * 60_000);
  for (let each = 0; each < 200; each++)
    addTrace(run, hour + minute * 60_000 + each * 100, { tags: minute === 20 && each === 5 ? ['rare'] : [] });
  return finishRun(run);
});
const texts = { id: 'a', madeAt: 0, segments: [], openStarts: [] };
const hours: DigestedHours = new Map([
  [
    hour,
    {
      parts: new Map([[0, [{ from: hour, to, runs, texts }]]]),
      lateStarts: new Map([[0, [{ start: hour + 9, writes: 1 }]]]),
    },
  ],
]);

/** As if the grams of every text were those of traces that started then. */
function textsAt(...starts: number[]): FoundTexts {
  const within = (first: number, last: number) => starts.filter((start) => first <= start && start <= last);
  const found = {
    mayHold: (_: unknown, first: number, last: number) => within(first, last).length > 0,
    startsBetween: within,
  };
  return { of: (at, shard) => (at === hour && shard === 0 ? found : null), queryCount: 0 };
}

function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  const test = compileDigestTest(parsed.filter);
  if (test === null) throw new Error('Digests tell nothing of it.');
  return { test, matches: createTraceMatcher(parsed.filter) };
}

/** Of `refund` some traces have the grams, of `parcel` others. */
function eachAt(starts: Record<string, readonly number[]>): FoundTexts {
  const within = (pattern: string, first: number, last: number) =>
    (starts[pattern] ?? []).filter((start) => first <= start && start <= last);
  const found = {
    mayHold: ([pattern = '']: readonly string[], first: number, last: number) =>
      within(pattern, first, last).length > 0,
    startsBetween: (first: number, last: number) =>
      Object.keys(starts).flatMap((pattern) => within(pattern, first, last)),
  };
  return { of: () => found, queryCount: 0 };
}

/** Milliseconds of the hour that are read, from and to. */
function readOf(text: string, found: FoundTexts) {
  const { ranges } = rangesToRead(bounds, hours, 0, filterOf(text).test, found);
  return ranges.map(({ first, end }) => [first, end].map((key) => Number(key.slice(0, 14)) - hour));
}

const late = [9, 10];

describe('of the index, what is read for a text', () => {
  test.each([
    ['nothing but what was written late, if nothing may hold it', 'refund', [], [late]],
    ['one trace that may', 'refund', [1_200_500], [[1_200_500, 1_200_501], late]],
    ['the run of several', 'refund', [1_200_500, 1_201_000, 1_201_500], [[1_200_000, 1_219_901], late]],
    ['one that fits otherwise, with its run', 'refund OR tag:rare', [], [[1_200_000, 1_219_901], late]],
    ['nothing where another term rules it out', 'refund tag:rare', [600_000], [late]],
  ])('is %s', (_, text, offsets, expected) => {
    expect(readOf(text, textsAt(...offsets.map((offset) => hour + offset)))).toEqual(expected);
  });
});

test('of two texts, one trace has to hold both', () => {
  const [a, b, c] = [600_100, 600_200, 600_300].map((offset) => hour + offset) as [number, number, number];
  const found = eachAt({ refund: [a, b], parcel: [b, c] });
  expect(readOf('refund parcel', found)).toEqual([[600_200, 600_201], late]);
  expect(readOf('refund parcel', eachAt({ refund: [a], parcel: [c] }))).toEqual([late]);
});

describe('texts are read', () => {
  test.each([
    ['where a run may fit because of them', 'refund', 1],
    ['where all else of a run fits', 'refund tag:rare', 1],
    ['not where it does not', 'refund tag:nowhere', 0],
    ['not for what lacks them', '-refund tag:rare', 0],
  ])('%s', (_, text, count) => {
    expect(textsToRead(bounds, hours, filterOf(text).test)).toHaveLength(count);
  });

  test('not where a run lies beyond the bounds', () => {
    expect(textsToRead({ from: hour, to: hour + 60_000 }, hours, filterOf('refund').test)).toEqual([]);
  });
});

describe('of slices', () => {
  const slice = (minute: number) => {
    const from = hour + minute * 60_000;
    const own = runs.filter(({ first }) => from <= first && first < from + 600_000);
    return { from, to: from + 600_000, runs: own, texts: { ...texts, id: `${minute}` } };
  };
  const sliced: DigestedHours = new Map([
    [hour, { parts: new Map([[0, [slice(30), { ...slice(20), texts: null }, slice(10)]]]), lateStarts: new Map() }],
  ]);
  const nothingIn = (...starts: number[]): FoundTexts => ({
    of: (from) => (starts.includes(from) ? { mayHold: () => false, startsBetween: () => [] } : null),
    queryCount: 0,
  });

  test('each has a text of its own', () => {
    const wanted = textsToRead(bounds, sliced, filterOf('refund').test);
    expect(wanted.map(({ from, texts: { id } }) => [from - hour, id])).toEqual([
      [30 * 60_000, '30'],
      [10 * 60_000, '10'],
    ]);
  });

  test('what is known of one tells nothing of another', () => {
    const found = nothingIn(slice(10).from);
    const { ranges } = rangesToRead(bounds, sliced, 0, filterOf('refund').test, found);
    const isRead = (start: number) =>
      ranges.some(({ first, end }) => first <= timeRange(start, 0)[0] && timeRange(start, 0)[0] < end);
    expect([10, 20, 30, 45].map((minute) => isRead(hour + minute * 60_000))).toEqual([false, true, true, true]);
    const out = ruledOut(sliced, 0, found, filterOf('refund').matches);
    const rowAt = (minute: number) => ({
      ...{ sortKey: `${timeRange(hour + minute * 60_000, 0)[0]}#a`, traceId: 'a', item: {} },
    });
    expect([5, 10, 20, 30, 45].map((minute) => out(rowAt(minute)))).toEqual([false, true, false, false, false]);
  });
});

describe('a row that lies in a range', () => {
  const rowAt = (offset: number, tags: string[] = []) => ({
    ...{ sortKey: `${timeRange(hour + offset, 0)[0]}#a`, traceId: 'a', item: { tags } },
  });
  const isRuledOut = (text: string, row: ReturnType<typeof rowAt>, shard = 0) =>
    ruledOut(hours, shard, textsAt(hour + 600_000), filterOf(text).matches)(row);

  test.each([
    ['is left out if its trace cannot hold the text', 'refund', rowAt(600_100), true],
    ['is looked at if it may', 'refund', rowAt(600_000), false],
    ['is looked at if it was written late', 'refund', rowAt(9), false],
    ['is looked at if it fits otherwise', 'refund OR tag:rare', rowAt(600_100, ['rare']), false],
    ['is left out if it does not fit otherwise', 'refund OR tag:rare', rowAt(600_100, ['usual']), true],
    ['is looked at if nothing is known of its hour', 'refund', rowAt(3_600_000), false],
  ])('%s', (_, text, row, expected) => {
    expect(isRuledOut(text, row)).toBe(expected);
  });

  test('is looked at if nothing is known of its shard', () => {
    expect(isRuledOut('refund', rowAt(600_100), 1)).toBe(false);
  });
});
