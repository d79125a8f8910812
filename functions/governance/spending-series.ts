import type { BudgetTime } from '../../shared/governance/budget-time.ts';
import type { HeldCounter } from '../../shared/governance/held-counter.ts';

export interface SpendingStep {
  /** Epoch milliseconds. */
  start: number;
  spentNanoUsd: number;
}

/** What was spent in each step of a period up to now, over all counters; steps without spending are there, too. */
export function spendingSeries(
  counters: readonly HeldCounter[],
  { start, end }: BudgetTime,
  stepMilliseconds: number,
  now: number,
): SpendingStep[] {
  const steps: SpendingStep[] = [];
  for (let at = start; at < Math.min(end, now + 1); at += stepMilliseconds) {
    const spentNanoUsd = counters.reduce((sum, { series }) => sum + (series.get(at) ?? 0), 0);
    steps.push({ start: at, spentNanoUsd });
  }
  return steps;
}

/** What was spent in each step that is over, of those that the budget saw whole: before that it counted nothing. */
export function completedSteps(series: readonly SpendingStep[], createdAt: number): number[] {
  return series
    .slice(0, -1)
    .filter(({ start }) => start >= createdAt)
    .map(({ spentNanoUsd }) => spentNanoUsd);
}
