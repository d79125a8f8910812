import { expect, test } from 'vitest';
import { placeCalls } from './place-calls.ts';

const pieces = [
  { length: 4, block: 'Well' },
  { length: 0, block: '(an image)' },
  { length: 3, block: 'so.' },
];

test.each<[offsets: (number | null)[], order: string]>([
  [[], 'Well (an image) so.'],
  [[0, 4], 'a Well (an image) b so.'],
  [[7, null], 'Well (an image) so. a b'],
  // Their own order is worth more than a place that contradicts it.
  [[null, 0], 'Well (an image) so. a b'],
  [[99, 4], 'Well (an image) so. a b'],
])('calls after %j characters: %s', (offsets, order) => {
  const calls = offsets.map((offset, at) => ({ offset, block: 'ab'[at] ?? '' }));
  expect(placeCalls(pieces, calls).join(' ')).toBe(order);
});
