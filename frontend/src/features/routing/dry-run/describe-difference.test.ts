import { expect, it } from 'vitest';
import { describeDifference } from './describe-difference.ts';

it.each([
  [{ calls: 0, didCostNanoUsd: 0, wouldHaveCostNanoUsd: 0 }, 'no call can be compared', 'neutral'],
  [{ calls: 2, didCostNanoUsd: 5, wouldHaveCostNanoUsd: 5 }, 'the same', 'neutral'],
  [{ calls: 2, didCostNanoUsd: 10e9, wouldHaveCostNanoUsd: 8.8e9 }, '$1.20 less, −12 %', 'go'],
  [{ calls: 2, didCostNanoUsd: 1e9, wouldHaveCostNanoUsd: 3e9 }, '$2.00 more, +200 %', 'caution'],
  [{ calls: 2, didCostNanoUsd: 0, wouldHaveCostNanoUsd: 1e9 }, '$1.00 more', 'caution'],
] as const)('%j is %s', (compared, words, tone) => {
  expect(describeDifference(compared)).toEqual({ words, tone });
});
