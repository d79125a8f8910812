import { expect, test } from 'vitest';
import { expectedCost } from './expected-cost.ts';
import { buildFacts, buildModel } from './testing/build-routing.ts';

// 1 USD per million in, 2 out: 1,000 tokens in are 1,000,000 nano-dollars.
test.each([
  ['500 tokens of output are assumed', {}, {}, 2_000_000],
  ['fewer, if the caller allows fewer', { maxOutputTokens: 100 }, {}, 1_200_000],
  ['no more, if the caller allows more', { maxOutputTokens: 9_000 }, {}, 2_000_000],
  ['fewer, if the model writes fewer', {}, { maxOutputTokens: 10 }, 1_020_000],
  ['without limits too', {}, { maxOutputTokens: null }, 2_000_000],
  ['part of a token counts as one', { estimatedInputTokens: 0.5, maxOutputTokens: 1 }, {}, 3_000],
])('%s', (_, facts, model, nanoUsd) => {
  expect(expectedCost(buildModel('a/b', model), buildFacts(facts))).toBe(nanoUsd);
});

test('what has no price has no cost, not even none', () => {
  expect(expectedCost(buildModel('a/b', { price: null }), buildFacts())).toBeNull();
});
