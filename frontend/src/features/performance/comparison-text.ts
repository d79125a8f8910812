import type { ComparedMeasure, ReleaseComparison } from '../../../../shared/contract/release-regressions.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { percentText } from '../dashboard/rate.tsx';

export const measureNames: Readonly<Record<ComparedMeasure, string>> = {
  latencyP50: 'Latency p50',
  latencyP95: 'Latency p95',
  firstTokenP50: 'First token p50',
  firstTokenP95: 'First token p95',
  errorRate: 'Error rate',
  costPerCall: 'Cost per call',
};

export function estimateText({ unit }: Pick<ReleaseComparison, 'unit'>, value: number | null): string {
  if (value === null) return '—';
  if (unit === 'ms') return formatDuration(value).text;
  return unit === 'rate' ? percentText(value) : formatMoney(Math.round(value)).text;
}

/** What a side says on hover: its interval and of how many. */
export function intervalWords(comparison: ReleaseComparison, side: 'a' | 'b'): string {
  const { count, low, high } = comparison[side];
  const of = `of ${count.toLocaleString('en')}`;
  if (low === null || high === null) return `${of}: too few for a 95 % interval`;
  return `95 %: ${estimateText(comparison, low)} to ${estimateText(comparison, high)}, ${of}`;
}

/** `+12 %` of a ratio, `+0.4 points` of rates, `+$0.0004` of money. */
export function changeText({ change, unit }: Pick<ReleaseComparison, 'change' | 'unit'>): string {
  if (change === null) return '—';
  return boundText(change.kind, unit, change.value);
}

export function boundText(kind: 'ratio' | 'difference', unit: ReleaseComparison['unit'], value: number): string {
  if (kind === 'ratio') return signed(Math.round((value - 1) * 100), (amount) => `${amount} %`);
  if (unit === 'rate') return signed(value * 100, (amount) => `${amount.toFixed(1)} points`);
  const money = formatMoney(Math.abs(Math.round(value))).text;
  // Its sign would say more than its digits.
  return money.startsWith('<') ? `under ${money.slice(1)}` : signed(Math.round(value), () => money);
}

function signed(value: number, words: (amount: number) => string): string {
  if (value === 0) return words(0);
  return `${value > 0 ? '+' : '−'}${words(Math.abs(value))}`;
}
