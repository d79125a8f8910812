import { expect, it } from 'vitest';
import { budgetInputSchema, budgetSchema } from '../../../../shared/contract/governance.ts';
import { freshBudget, toBudget, toBudgetForm } from './budget-form.ts';

it('sends money in nano-dollars and parts of it as fractions', () => {
  const budget = toBudget({ ...freshBudget, name: 'Project', amountUsd: 12.5, degradeAt: 90, degradeTo: 'cheap' });
  expect(budgetInputSchema.parse(budget)).toMatchObject({
    amountNanoUsd: 12_500_000_000,
    warnAt: [0.5, 0.8],
    degrade: { at: 0.9, to: 'cheap' },
  });
});

it('sends nothing without an amount, and no degrading without a place to go', () => {
  expect(toBudget({ ...freshBudget, amountUsd: undefined })).toBeNull();
  expect(toBudget({ ...freshBudget, degradeAt: 90 })?.degrade).toBeNull();
});

it('opens what it saved', () => {
  const form = { ...freshBudget, name: 'Team', warnAt: '29', degradeAt: 57, degradeTo: 'cheap' };
  const times = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' };
  expect(toBudgetForm(budgetSchema.parse({ ...toBudget(form), id: 'b', version: 1, ...times }))).toEqual(form);
});

it('leaves it to the answer to say what is wrong with a part', () => {
  expect(budgetInputSchema.safeParse(toBudget({ ...freshBudget, name: 'x', warnAt: 'soon' })).success).toBe(false);
});
