import type { BudgetClaim, Claim } from './claim.ts';
import type { BudgetWarning } from './governor.ts';
import { liveCommittedIn } from './held-counter.ts';
import type { Counters } from './read-counters.ts';

export interface BudgetState {
  /** Of the budget that has least left; null without a budget. */
  remainingFraction: number | null;
  warnings: BudgetWarning[];
  /** Where a budget sends calls by now; null if none does. */
  degradeTo: string | null;
  /** Id of that budget. */
  degradedBy: string | null;
}

/** How the budgets of a call stand before it. */
export function budgetState(claims: readonly Claim[], counters: Counters, now: number): BudgetState {
  const budgets = claims
    .filter((claim) => claim.kind === 'budget')
    .map((claim) => ({ claim, used: usedOf(claim, counters, now) }));
  const degrading = budgets.find(({ claim, used }) => claim.rule.degrade !== null && used >= claim.rule.degrade.at);
  return {
    remainingFraction: budgets.length === 0 ? null : Math.max(0, 1 - Math.max(...budgets.map(({ used }) => used))),
    warnings: budgets.flatMap(({ claim, used }) => warningsOf(claim, used)),
    degradeTo: degrading?.claim.rule.degrade?.to ?? null,
    degradedBy: degrading?.claim.rule.id ?? null,
  };
}

function usedOf({ key, rule }: BudgetClaim, counters: Counters, now: number): number {
  return liveCommittedIn(counters.of(key), now) / rule.amountNanoUsd;
}

function warningsOf({ rule }: BudgetClaim, used: number): BudgetWarning[] {
  const reached = rule.warnAt.filter((fraction) => used >= fraction);
  return reached.length === 0 ? [] : [{ budgetId: rule.id, name: rule.name, fraction: Math.max(...reached) }];
}
