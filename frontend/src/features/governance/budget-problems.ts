import { numberOf } from '../../lib/number-text.ts';
import type { BudgetForm } from './budget-form.ts';
import { toNanoUsd } from './rule-words.ts';

export type BudgetProblems = Partial<Record<'amountUsd' | 'warnAt' | 'degradeAt' | 'degradeTo', string>>;

/** What keeps a budget from being saved, by its field and in that field's unit; names are the form's own affair. */
export function budgetProblems(form: BudgetForm): BudgetProblems {
  const { degradeAt, degradeTo } = form;
  return {
    ...(toNanoUsd(form.amountUsd) === undefined ? { amountUsd: 'Give an amount above 0.' } : {}),
    ...(isListOfPercents(form.warnAt) ? {} : { warnAt: 'Each must be above 0 and at most 100 per cent.' }),
    ...(degradeAt === undefined || isPercent(degradeAt)
      ? {}
      : { degradeAt: 'Must be above 0 and at most 100 per cent.' }),
    ...(degradeAt === undefined && degradeTo !== '' ? { degradeAt: 'Say at how many per cent.' } : {}),
    ...(degradeAt !== undefined && degradeTo === '' ? { degradeTo: 'Say where calls are to go.' } : {}),
  };
}

function isListOfPercents(text: string): boolean {
  const numbers = text.split(',').map(numberOf);
  return numbers.every((number) => number === undefined || isPercent(number));
}

/** Not NaN either. */
function isPercent(number: number): boolean {
  return number > 0 && number <= 100;
}
