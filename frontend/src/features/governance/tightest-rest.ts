import type { BudgetStatus } from '../../../../shared/contract/governance.ts';
import { usedPart } from './budget-use.ts';

/** From here on an ordinary call may not fit any more. */
const nearlyUsed = 0.9;

type Read = Pick<BudgetStatus, 'budget' | 'isExhausted' | 'counters'> & Parts;
type Parts = Pick<BudgetStatus, 'amountNanoUsd' | 'spentNanoUsd' | 'reservedNanoUsd' | 'remainingNanoUsd'>;

export interface Rest {
  nanoUsd: number;
  /** Whose it is, of a budget that each key, user or the like has for itself. */
  of: string | null;
}

/** The little that is left of a budget that is nearly used; null while there is plenty, or nothing. */
export function tightestRest({ budget, isExhausted, counters, ...whole }: Read): Rest | null {
  if (!budget.isEnabled || isExhausted) return null;
  const each = budget.each === null ? [{ ...whole, value: null }] : counters;
  const [fullest] = each.toSorted((a, b) => usedPart(b) - usedPart(a));
  if (fullest === undefined || usedPart(fullest) < nearlyUsed) return null;
  return { nanoUsd: fullest.remainingNanoUsd, of: fullest.value };
}
