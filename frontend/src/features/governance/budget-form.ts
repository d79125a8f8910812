import type { Budget, createBudget } from '../../../../shared/contract/governance.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { numberOf } from '../../lib/number-text.ts';
import { toNanoUsd, toUsd } from './rule-words.ts';
import { anyScope } from './scope-fields.tsx';

export interface BudgetForm {
  name: string;
  amountUsd: number | undefined;
  period: Budget['period'];
  scope: Budget['scope'];
  each: Budget['each'];
  /** Per cent, divided by commas. */
  warnAt: string;
  degradeAt: number | undefined;
  degradeTo: string;
  unpricedCalls: Budget['unpricedCalls'];
  isEnabled: boolean;
}

export const freshBudget: BudgetForm = {
  ...{ name: '', amountUsd: 100, period: 'month', scope: anyScope, each: null, warnAt: '50, 80' },
  ...{ degradeAt: undefined, degradeTo: '', unpricedCalls: 'refuse', isEnabled: true },
};

export function toBudgetForm(budget: Budget): BudgetForm {
  const { name, period, scope, each, degrade, unpricedCalls, isEnabled } = budget;
  return {
    ...{ name, period, scope, each, unpricedCalls, isEnabled, amountUsd: toUsd(budget.amountNanoUsd) },
    warnAt: budget.warnAt.map(toPercent).join(', '),
    degradeAt: degrade === null ? undefined : toPercent(degrade.at),
    degradeTo: degrade?.to ?? '',
  };
}

/** What to send, or null while the amount is none. */
export function toBudget(form: BudgetForm): BodyInput<typeof createBudget> | null {
  const amountNanoUsd = toNanoUsd(form.amountUsd);
  if (amountNanoUsd === undefined) return null;
  const { name, period, scope, each, unpricedCalls, isEnabled } = form;
  const isDegrading = form.degradeTo !== '' && form.degradeAt !== undefined;
  return {
    ...{ name, period, scope, each, unpricedCalls, isEnabled, amountNanoUsd },
    warnAt: form.warnAt.split(',').flatMap((text) => fractionOf(numberOf(text))),
    degrade: isDegrading ? { at: (form.degradeAt ?? 0) / 100, to: form.degradeTo } : null,
  };
}

const toPercent = (part: number) => Number((part * 100).toPrecision(12));

/** Nonsense is sent as it is, so that the answer says what is wrong with it. */
const fractionOf = (percent: number | undefined): number[] =>
  percent === undefined ? [] : [Number.isNaN(percent) ? -1 : percent / 100];
