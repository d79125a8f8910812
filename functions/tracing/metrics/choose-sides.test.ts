import { describe, expect, test } from 'vitest';
import type { ComparedRelease } from '../../../shared/contract/release-regressions.ts';
import { chooseSides } from './choose-sides.ts';
import { createKinship } from './create-kinship.ts';
import { lastPairs } from './last-pairs.ts';

const release = (value: string): ComparedRelease => ({
  ...{
    value,
    firstSeen: '2026-03-10T12:00:00.000Z',
    lastSeen: '2026-03-10T12:00:00.000Z',
    traceCount: 1,
    callCount: 1,
  },
});
/** Newest first; each runs traces of one name. */
const releases = ['1.5.0', '0.10.0', '2.8.0', '1.4.0', '2.7.3'].map(release);
const rows = [
  { group: '1.5.0', name: 'research' },
  { group: '1.4.0', name: 'research' },
  { group: '1.4.0', name: null },
  { group: '2.8.0', name: 'support' },
  { group: '2.7.3', name: 'support' },
  { group: '0.10.0', name: 'coding' },
];
const pairsOf = (from = releases, of = rows) =>
  lastPairs(from, createKinship(of)).map(({ a, b }) => ({ a: a.value, b: b.value }));
const valuesOf = (query: { a?: string; b?: string }, from = releases, of = rows) => {
  const pair = pairsOf(from, of)[0];
  return chooseSides(from, { isKin: createKinship(of), pair }, query).map((side) => side?.value ?? null);
};

describe('the last two of each program', () => {
  test('are known by the trace names that they run', () => {
    expect(pairsOf()).toEqual([
      { a: '1.4.0', b: '1.5.0' },
      { a: '2.7.3', b: '2.8.0' },
    ]);
    expect(pairsOf([release('2.9.0'), ...releases], [...rows, { group: '2.9.0', name: 'support' }])).toEqual([
      { a: '2.8.0', b: '2.9.0' },
      { a: '1.4.0', b: '1.5.0' },
    ]);
  });

  test('are versions of one prompt', () => {
    const versions = ['writer@6', 'support@8', 'writer@5', 'support@7', 'planner@4'].map(release);

    expect(pairsOf(versions, [])).toEqual([
      { a: 'writer@5', b: 'writer@6' },
      { a: 'support@7', b: 'support@8' },
    ]);
  });

  test('are none where nothing is of one program', () => {
    expect(pairsOf(releases, [])).toEqual([]);
  });
});

describe('what is compared', () => {
  test('are the pair that is given, or what was asked for with the other of the same program', () => {
    expect(valuesOf({})).toEqual(['1.4.0', '1.5.0']);
    expect(valuesOf({ b: '2.8.0' })).toEqual(['2.7.3', '2.8.0']);
    expect(valuesOf({ a: '2.7.3' })).toEqual(['2.7.3', '2.8.0']);
    expect(valuesOf({ a: '2.7.3', b: '0.10.0' })).toEqual(['2.7.3', '0.10.0']);
  });

  test('is the one before where no other is of the same program', () => {
    expect(valuesOf({ b: '0.10.0' })).toEqual(['2.8.0', '0.10.0']);
    expect(valuesOf({}, [release('2'), release('1')], [])).toEqual(['1', '2']);
    expect(valuesOf({}, [release('1')], [])).toEqual([null, '1']);
    expect(valuesOf({}, [], [])).toEqual([null, null]);
  });

  test('are versions of one prompt', () => {
    const versions = ['writer@6', 'support@8', 'support@7', 'planner@4'].map(release);

    expect(valuesOf({}, versions, [])).toEqual(['support@7', 'support@8']);
  });

  test('has to be in the range', () => {
    expect(() => valuesOf({ a: '9' })).toThrow('nothing of 9 is in the range');
  });
});
