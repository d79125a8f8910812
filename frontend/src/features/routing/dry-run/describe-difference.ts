import type { RouteDryRun } from '../../../../../shared/contract/route-dry-run.ts';
import { formatMoney } from '../../../lib/figures/format-money.ts';
import { roundSignificant } from '../../../lib/figures/round-significant.ts';
import type { Tone } from '../../../ui/status.tsx';

/** The difference in money, in words: `$1.20 less, −12 %`. */
export function describeDifference({ calls, didCostNanoUsd, wouldHaveCostNanoUsd }: RouteDryRun['compared']): {
  words: string;
  tone: Tone;
} {
  if (calls === 0) return { words: 'no call can be compared', tone: 'neutral' };
  const difference = wouldHaveCostNanoUsd - didCostNanoUsd;
  if (difference === 0) return { words: 'the same', tone: 'neutral' };
  const amount = formatMoney(Math.abs(difference)).text;
  const percent = didCostNanoUsd === 0 ? '' : `, ${percentText((difference / didCostNanoUsd) * 100)}`;
  return difference < 0
    ? { words: `${amount} less${percent}`, tone: 'go' }
    : { words: `${amount} more${percent}`, tone: 'caution' };
}

function percentText(percent: number): string {
  return `${percent > 0 ? '+' : '−'}${roundSignificant(Math.abs(percent))} %`;
}
