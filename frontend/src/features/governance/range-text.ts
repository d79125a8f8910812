import type { BudgetStatus } from '../../../../shared/contract/governance.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';

/** `$1.20 to $1.80, ` before what follows; empty without an interval. */
export function rangeText({ lowNanoUsd, highNanoUsd }: NonNullable<BudgetStatus['forecast']>): string {
  if (lowNanoUsd === null || highNanoUsd === null) return '';
  const [low, high] = [formatMoney(lowNanoUsd).text, formatMoney(highNanoUsd).text];
  return low === high ? '' : `${low} to ${high}, `;
}
