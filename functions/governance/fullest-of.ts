import type { Budget, BudgetStatus } from '../../shared/contract/governance.ts';
import type { HeldCounter } from '../../shared/governance/held-counter.ts';
import { type Standing, standingOf } from './standing-of.ts';

/** Of a budget that each key or user has for itself: who is nearest to the end, and how many are there. */
export function fullestOf(
  budget: Budget,
  counters: readonly HeldCounter[],
  now: number,
): Pick<BudgetStatus, 'fullest' | 'counterCount' | 'usedUpCount'> {
  if (budget.each === null) return { fullest: null, counterCount: 0, usedUpCount: 0 };
  const each = counters.map((counter) => ({ value: counter.subject, ...standingOf(budget, [counter], now) }));
  const [fullest = null] = each.toSorted((a, b) => usedFraction(b) - usedFraction(a));
  return { fullest, counterCount: each.length, usedUpCount: each.filter((one) => usedFraction(one) >= 1).length };
}

/** What is held for calls included. */
export function usedFraction({ spentNanoUsd, reservedNanoUsd, amountNanoUsd }: Standing): number {
  return (spentNanoUsd + reservedNanoUsd) / amountNanoUsd;
}
