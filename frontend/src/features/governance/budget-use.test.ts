import { expect, it } from 'vitest';
import { budgetSchema } from '../../../../shared/contract/governance.ts';
import { freshBudget, toBudget } from './budget-form.ts';
import { budgetUse } from './budget-use.ts';

const times = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' };
const budget = budgetSchema.parse({ ...toBudget({ ...freshBudget, name: 'b' }), id: 'b', version: 1, ...times });
const each = { ...budget, each: 'user' as const };
const parts = (spentNanoUsd: number, amountNanoUsd: number) => ({
  ...{ amountNanoUsd, spentNanoUsd, simulatedNanoUsd: 0, reservedNanoUsd: 0 },
  remainingNanoUsd: amountNanoUsd - spentNanoUsd,
});
const nobody = { fullest: null, counterCount: 0, usedUpCount: 0 };

it('is that of the whole where all count together', () => {
  expect(budgetUse({ budget, ...parts(40, 100), ...nobody })).toEqual({ part: 0.4, tone: 'info', text: '40 %' });
  expect(budgetUse({ budget, ...parts(60, 100), ...nobody }).tone).toBe('caution');
});

it('is that of the fullest where each has an amount of its own, whatever the sum', () => {
  const sum = { budget: each, ...parts(110, 300), counterCount: 3 };
  const full = { fullest: { value: 'ada', ...parts(100, 100) }, usedUpCount: 1 };
  expect(budgetUse({ ...sum, ...full })).toEqual({ part: 1, tone: 'stop', text: 'fullest 100 %, 1 of 3 used up' });
  const half = { fullest: { value: 'ada', ...parts(50, 100) }, usedUpCount: 0 };
  expect(budgetUse({ ...sum, ...half })).toEqual({ part: 0.5, tone: 'caution', text: 'fullest 50 %' });
});

it('is nothing before anybody has spent', () => {
  expect(budgetUse({ budget: each, ...parts(0, 100), ...nobody })).toEqual({ part: 0, tone: 'info', text: '0 %' });
});
