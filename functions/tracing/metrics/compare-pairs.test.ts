import { expect, test } from 'vitest';
import type { ComparedRelease } from '../../../shared/contract/release-regressions.ts';
import { comparePairs } from './compare-pairs.ts';
import type { PairedRow } from './compare-releases.ts';
import { emptySum } from './rollup-sum.ts';

const release = (value: string): ComparedRelease => ({
  ...{ value, firstSeen: '', lastSeen: '', traceCount: 1, callCount: 1 },
});

/** 100 traces of one name that failed so often. */
function row(group: string, name: string, traceErrorCount: number): PairedRow {
  return {
    ...{ group, name, model: null, value: '', start: 0 },
    ...emptySum(),
    measures: { traceCount: 100, traceErrorCount },
  };
}

test('the pair with the most regressions comes first, however new the others are', () => {
  const rows = [
    row('1.4.0', 'research', 5),
    row('1.5.0', 'research', 5),
    row('2.7.3', 'support', 1),
    row('2.8.0', 'support', 40),
  ];
  const pairs = [
    { a: release('1.4.0'), b: release('1.5.0') },
    { a: release('2.7.3'), b: release('2.8.0') },
  ];

  const compared = comparePairs(
    Map.groupBy(rows, ({ group }) => group),
    pairs,
  );

  expect(compared).toEqual([
    { a: '2.7.3', b: '2.8.0', names: ['support'], regressedCount: 1, improvedCount: 0, testedCount: 1 },
    { a: '1.4.0', b: '1.5.0', names: ['research'], regressedCount: 0, improvedCount: 0, testedCount: 1 },
  ]);
});
