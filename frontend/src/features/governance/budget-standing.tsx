import type { Budget } from '../../../../shared/contract/governance.ts';
import { ShareBar } from '../../ui/share-bar.tsx';
import type { Tone } from '../../ui/status.tsx';

export interface Standing {
  budget: Budget;
  amountNanoUsd: number;
  spentNanoUsd: number;
  simulatedNanoUsd: number;
  reservedNanoUsd: number;
}

/** How much of a budget is used, what is held for calls included. */
export function BudgetShare({ standing }: { standing: Standing }) {
  const part = usedPart(standing);
  return <ShareBar part={part} tone={toneOf(standing.budget, part)} />;
}

export function usedPart({
  amountNanoUsd,
  spentNanoUsd,
  reservedNanoUsd,
}: Omit<Standing, 'budget' | 'simulatedNanoUsd'>): number {
  return amountNanoUsd === 0 ? 1 : (spentNanoUsd + reservedNanoUsd) / amountNanoUsd;
}

export function toneOf({ warnAt, degrade }: Budget, part: number): Tone {
  if (part >= 1) return 'stop';
  return part >= Math.min(1, ...warnAt, degrade?.at ?? 1) ? 'caution' : 'info';
}
