import type { BudgetClaim } from './claim.ts';

/** Fractions of a budget at which it warns or sends calls elsewhere. */
export function markFractions({ rule }: BudgetClaim): readonly number[] {
  return [...rule.warnAt, ...(rule.degrade === null ? [] : [rule.degrade.at])];
}

/** From how many nano-dollars on a budget does something that it does not do at `committed`; infinite if nothing more is ahead. */
export function nextMark(claim: BudgetClaim, committed: number): number {
  const { amountNanoUsd } = claim.rule;
  const ahead = markFractions(claim).filter((fraction) => committed / amountNanoUsd < fraction);
  return ahead.length === 0 ? Number.POSITIVE_INFINITY : firstAt(Math.min(...ahead), amountNanoUsd);
}

/** The least whole amount of which the quotient reaches the fraction: a product alone may be off by one, 0.07 × 1e8 is above 7e6. */
function firstAt(fraction: number, amountNanoUsd: number): number {
  const near = Math.floor(fraction * amountNanoUsd);
  return near / amountNanoUsd >= fraction ? near : near + 1;
}
