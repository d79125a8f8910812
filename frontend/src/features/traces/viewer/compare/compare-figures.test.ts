import { expect, it } from 'vitest';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { changeOf, costChangeOf } from './compare-figures.ts';

it.each([
  [100, 220, { before: '100 ms', after: '220 ms', delta: '+120 ms (+120 %)', shortDelta: '+120 %', direction: 'more' }],
  [200, 100, { before: '200 ms', after: '100 ms', delta: '−100 ms (−50 %)', shortDelta: '−50 %', direction: 'less' }],
  [10, 500, { before: '10 ms', after: '500 ms', delta: '+490 ms (+49×)', shortDelta: '+49×', direction: 'more' }],
  [
    1000,
    1001,
    { before: '1.00 s', after: '1.00 s', delta: '+1 ms (under 1 %)', shortDelta: 'under 1 %', direction: 'more' },
  ],
  [
    1001,
    1000,
    { before: '1.00 s', after: '1.00 s', delta: '−1 ms (under 1 %)', shortDelta: 'under 1 %', direction: 'less' },
  ],
  [0, 5, { before: '0 ms', after: '5 ms', delta: '+5 ms', shortDelta: '+5 ms', direction: 'more' }],
  [5, 5, { before: '5 ms', after: '5 ms', delta: null, shortDelta: null, direction: 'same' }],
  [null, 5, { before: '—', after: '5 ms', delta: null, shortDelta: null, direction: 'same' }],
])('says how %s became %s', (before, after, expected) => {
  expect(changeOf(before, after, formatDuration)).toEqual(expected);
});

it('says of costs that lack something that they do, and not by how much they differ', () => {
  const [before, after] = [
    { nanoUsd: 350_000_000, unpricedCount: 0 },
    { nanoUsd: 400_000_000, unpricedCount: 2 },
  ];
  expect(costChangeOf(before, after)).toMatchObject({ before: '$0.35', after: '≥$0.40', delta: null });
  expect(costChangeOf(before, { ...after, unpricedCount: 0 })).toMatchObject({ after: '$0.40', shortDelta: '+14 %' });
});
