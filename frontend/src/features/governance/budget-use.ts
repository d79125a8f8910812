import type { Budget, BudgetStatus } from '../../../../shared/contract/governance.ts';
import type { Tone } from '../../ui/status.tsx';

export interface Standing
  extends Pick<
    BudgetStatus,
    | 'amountNanoUsd'
    | 'spentNanoUsd'
    | 'simulatedNanoUsd'
    | 'reservedNanoUsd'
    | 'fullest'
    | 'counterCount'
    | 'usedUpCount'
  > {
  budget: Budget;
}

export interface BudgetUse {
  /** 0 to 1, or more after calls without a price. */
  part: number;
  tone: Tone;
  /** `40 %`, or of one that each has for itself `fullest 100 %, 1 of 2 used up`. */
  text: string;
}

/** How much of a budget is used, what is held for calls included; where each has its own, of who is nearest to the end. */
export function budgetUse(standing: Standing): BudgetUse {
  const { budget, fullest, usedUpCount } = standing;
  const part = budget.each === null ? usedPart(standing) : fullest === null ? 0 : usedPart(fullest);
  const percent = `${Math.round(part * 100)} %`;
  const usedUp = usedUpCount === 0 ? '' : `, ${usedUpText(standing)}`;
  return { part, tone: toneOf(budget, part), text: fullest === null ? percent : `fullest ${percent}${usedUp}` };
}

export function usedUpText({ counterCount, usedUpCount }: Pick<Standing, 'counterCount' | 'usedUpCount'>): string {
  return `${usedUpCount} of ${counterCount} used up`;
}

export function usedPart({
  amountNanoUsd,
  spentNanoUsd,
  reservedNanoUsd,
}: Pick<Standing, 'amountNanoUsd' | 'spentNanoUsd' | 'reservedNanoUsd'>): number {
  return amountNanoUsd === 0 ? 1 : (spentNanoUsd + reservedNanoUsd) / amountNanoUsd;
}

export function toneOf({ warnAt, degrade }: Budget, part: number): Tone {
  if (part >= 1) return 'stop';
  return part >= Math.min(1, ...warnAt, degrade?.at ?? 1) ? 'caution' : 'info';
}
