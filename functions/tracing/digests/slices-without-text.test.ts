import { expect, test } from 'vitest';
import type { SliceHead } from '../../../shared/storage/trace-slice-digests.ts';
import { slicesWithoutText } from './slices-without-text.ts';

const text = { id: 'a', madeAt: 0, segments: [], openStarts: [] };
const head: SliceHead = {
  ...{ version: 'v', fence: 'f', isClosed: false },
  slices: { 0: 'a', 600000: 'b', 1200000: null, 1800000: 'c', 2400000: 'd' },
  texts: { 0: [text], 600000: null },
};

test('text is made of slices that have none yet, newest first', () => {
  expect(slicesWithoutText('f', head)).toEqual([2_400_000, 1_800_000]);
});

test.each([
  ['there is no head', null],
  ['the hour takes over', { ...head, isClosed: true }],
  ['the slices are of another fence', { ...head, fence: 'g' }],
])('there is none to make if %s', (_, found) => {
  expect(slicesWithoutText('f', found)).toEqual([]);
});
