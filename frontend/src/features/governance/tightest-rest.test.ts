import { describe, expect, test } from 'vitest';
import { budgetSchema } from '../../../../shared/contract/governance.ts';
import { freshBudget, toBudget } from './budget-form.ts';
import { tightestRest } from './tightest-rest.ts';

const times = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' };
const budget = budgetSchema.parse({ ...toBudget({ ...freshBudget, name: 'b' }), id: 'b', version: 1, ...times });
const parts = (spentNanoUsd: number, reservedNanoUsd = 0) => ({
  ...{ amountNanoUsd: 1000, spentNanoUsd, simulatedNanoUsd: 0, reservedNanoUsd },
  remainingNanoUsd: 1000 - spentNanoUsd - reservedNanoUsd,
});
const status = (spent: number, reserved = 0) => ({
  ...{ budget, isExhausted: false, counters: [] },
  ...parts(spent, reserved),
});

describe('the rest of a budget', () => {
  test('is said when little is left, what is held for calls included', () => {
    expect(tightestRest(status(980))).toEqual({ nanoUsd: 20, of: null });
    expect(tightestRest(status(500, 450))).toEqual({ nanoUsd: 50, of: null });
  });

  test('is not said while there is plenty, once all is used, or of a budget that is not in force', () => {
    expect(tightestRest(status(899))).toBeNull();
    expect(tightestRest({ ...status(1000), isExhausted: true })).toBeNull();
    expect(tightestRest({ ...status(980), budget: { ...budget, isEnabled: false } })).toBeNull();
  });

  test('is that of the fullest, where each has an amount of its own', () => {
    const each = { ...status(0), ...parts(990), budget: { ...budget, each: 'user' as const } };
    const counters = [
      { value: 'ada', ...parts(910) },
      { value: 'bob', ...parts(900, 60) },
    ];

    expect(tightestRest({ ...each, counters })).toEqual({ nanoUsd: 40, of: 'bob' });
    expect(tightestRest({ ...each, counters: [] })).toBeNull();
  });
});
