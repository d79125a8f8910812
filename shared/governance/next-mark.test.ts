import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetTimeOf } from './budget-time.ts';
import type { BudgetClaim } from './claim.ts';
import { nextMark } from './next-mark.ts';
import { makeBudget, noon } from './testing/governed-call.ts';

function claimOf(...[more]: Parameters<typeof makeBudget>): BudgetClaim {
  const key = { pk: 'p', sk: 's' };
  return { kind: 'budget', rule: makeBudget(more), subject: '', key, period: budgetTimeOf('day', noon), amount: 1 };
}

test('is the nearest of the warnings and the degrading that are ahead', () => {
  const claim = claimOf({ amountNanoUsd: 1_000, warnAt: [0.8, 0.3], degrade: { at: 0.5, to: 'cheap' } });

  expect(nextMark(claim, 0)).toBe(300);
  expect(nextMark(claim, 300)).toBe(500);
  expect(nextMark(claim, 799)).toBe(800);
  expect(nextMark(claim, 800)).toBe(Number.POSITIVE_INFINITY);
});

test('is the first whole amount that counts as reached, to the nano-dollar', () => {
  const fractions = fc.integer({ min: 1, max: 10_000 }).map((parts) => parts / 10_000);
  fc.assert(
    fc.property(fractions, fc.integer({ min: 1, max: 1e15 }), (fraction, amountNanoUsd) => {
      const mark = nextMark(claimOf({ amountNanoUsd, warnAt: [fraction] }), 0);
      expect(mark / amountNanoUsd).toBeGreaterThanOrEqual(fraction);
      expect((mark - 1) / amountNanoUsd).toBeLessThan(fraction);
    }),
  );
});
