import type { BudgetPeriod } from '../contract/governance.ts';

export interface BudgetTime {
  /** `2026-11` or `2026-11-26`, UTC. */
  name: string;
  /** Epoch milliseconds; `end` is not part of it. */
  start: number;
  end: number;
}

/** Of each kind the one that was asked for last: most calls are in the same. */
const latest: Partial<Record<BudgetPeriod, BudgetTime>> = {};

/** The day or month, in UTC, that a time is in. */
export function budgetTimeOf(period: BudgetPeriod, at: number): BudgetTime {
  const known = latest[period];
  if (known !== undefined && at >= known.start && at < known.end) return known;
  const found = findBudgetTime(period, at);
  latest[period] = found;
  return found;
}

function findBudgetTime(period: BudgetPeriod, at: number): BudgetTime {
  const iso = new Date(at).toISOString();
  const year = Number(iso.slice(0, 4));
  const month = Number(iso.slice(5, 7)) - 1;
  if (period === 'month') {
    return { name: iso.slice(0, 7), start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
  }
  const start = Date.UTC(year, month, Number(iso.slice(8, 10)));
  return { name: iso.slice(0, 10), start, end: start + 86_400_000 };
}

/** Spending is kept by hour of a day and by day of a month: enough to draw, few enough to stay in one item. */
export function seriesMilliseconds(period: BudgetPeriod): number {
  return period === 'day' ? 3_600_000 : 86_400_000;
}
