import { expect, it } from 'vitest';
import { lifeWords } from './life-words.ts';

it.each([
  [undefined, 'At most 30 days.'],
  [Number.NaN, 'At most 30 days.'],
  [1.5, 'At most 30 days.'],
  [1, '1 second; at most 30 days.'],
  [90, '90 seconds; at most 30 days.'],
  [3600, '1 hour; at most 30 days.'],
  [172_800, '2 days; at most 30 days.'],
])('%s seconds are "%s"', (seconds, words) => {
  expect(lifeWords(seconds)).toBe(words);
});
