import { expect, test } from 'vitest';
import { addOutcomes, outcomeOf, replayOutcomeOf } from './store-outcome.ts';

test.each([
  ['stored', { stored: 7, repeated: 3, dropped: 0 }],
  ['repeated', { stored: 0, repeated: 10, dropped: 0 }],
  ['dropped', { stored: 0, repeated: 0, dropped: 10, isOfDeletedTrace: true }],
] as const)('of a pack that is %s every span that was brought is accounted for', (fate, expected) => {
  expect(outcomeOf(fate, { packed: 7, brought: 10 })).toEqual(expected);
});

test('outcomes add up, and none is nothing', () => {
  expect(addOutcomes([])).toEqual({ stored: 0, repeated: 0, dropped: 0 });
  expect(
    addOutcomes([outcomeOf('stored', { packed: 2, brought: 3 }), outcomeOf('dropped', { packed: 4, brought: 4 })]),
  ).toEqual({
    stored: 2,
    repeated: 1,
    dropped: 4,
    isOfDeletedTrace: true,
  });
});

test('a replay adds what was missing and nothing else', () => {
  expect(replayOutcomeOf({ fate: 'stored', newSpanCount: 3 })).toEqual({ stored: 3, repeated: 0, dropped: 0 });
  expect(replayOutcomeOf({ fate: 'repeated', newSpanCount: 3 })).toEqual({ stored: 0, repeated: 0, dropped: 0 });
  expect(replayOutcomeOf({ fate: 'dropped', newSpanCount: 0 })).toEqual({
    stored: 0,
    repeated: 0,
    dropped: 0,
    isOfDeletedTrace: true,
  });
});
