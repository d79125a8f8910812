import { expect, test } from 'vitest';
import { addOutcomes, outcomeOf } from './store-outcome.ts';

test.each([
  ['stored', { stored: 7, repeated: 3, dropped: 0 }],
  ['repeated', { stored: 0, repeated: 10, dropped: 0 }],
  ['dropped', { stored: 0, repeated: 0, dropped: 10 }],
] as const)('of a pack that is %s every span that was brought is accounted for', (fate, expected) => {
  expect(outcomeOf(fate, 7, 10)).toEqual(expected);
});

test('outcomes add up, and none is nothing', () => {
  expect(addOutcomes([])).toEqual({ stored: 0, repeated: 0, dropped: 0 });
  expect(addOutcomes([outcomeOf('stored', 2, 3), outcomeOf('dropped', 4, 4)])).toEqual({
    stored: 2,
    repeated: 1,
    dropped: 4,
  });
});
