import { expect, it } from 'vitest';
import { freshBudget } from './budget-form.ts';
import { budgetProblems } from './budget-problems.ts';

it('finds nothing wrong with a budget that can be saved', () => {
  expect(budgetProblems(freshBudget)).toEqual({});
  expect(budgetProblems({ ...freshBudget, warnAt: '', degradeAt: 90, degradeTo: 'cheap' })).toEqual({});
});

it.each([undefined, 0, -1, Number.NaN])('asks for an amount instead of %s', (amountUsd) => {
  expect(budgetProblems({ ...freshBudget, amountUsd })).toEqual({ amountUsd: 'Give an amount above 0.' });
});

it('asks for the other half of degrading, whichever is missing', () => {
  expect(budgetProblems({ ...freshBudget, degradeAt: 90 })).toEqual({ degradeTo: 'Say where calls are to go.' });
  expect(budgetProblems({ ...freshBudget, degradeTo: 'cheap' })).toEqual({ degradeAt: 'Say at how many per cent.' });
});

it.each(['50, 120', '0', 'soon', '50, -1'])('says of a warning at %s what it may be, in per cent', (warnAt) => {
  expect(budgetProblems({ ...freshBudget, warnAt }).warnAt).toBe('Each must be above 0 and at most 100 per cent.');
});

it('holds the mark of degrading to per cent, too', () => {
  const { degradeAt } = budgetProblems({ ...freshBudget, degradeAt: 120, degradeTo: 'cheap' });
  expect(degradeAt).toBe('Must be above 0 and at most 100 per cent.');
});
