import type { BudgetStatus } from '../../../../shared/contract/governance.ts';

export interface Point {
  /** Epoch milliseconds. */
  at: number;
  nanoUsd: number;
}

export interface BurnDown {
  start: number;
  end: number;
  /** What was spent by then, from nothing at the start of the period to now. */
  spent: Point[];
  /** From now to the end of the period; empty without a forecast. */
  forecast: Point[];
  /** Likely range at the end of the period; null where none is given. */
  range: { low: number; high: number } | null;
  /** Null where each has an amount of its own: what all spend does not end at a line. */
  amount: number | null;
  /** Top of the scale: everything that is drawn fits. */
  top: number;
}

/** The money of a period as a line that rises to its amount; the series holds what was spent in each step. */
export function burnDownOf(status: BudgetStatus, now: number): BurnDown {
  const [start, end] = [Date.parse(status.periodStart), Date.parse(status.periodEnd)];
  const today = Math.min(Math.max(now, start), end);
  const last = { at: today, nanoUsd: status.spentNanoUsd };
  const { forecast } = status;
  const amount = status.budget.each === null ? status.amountNanoUsd : null;
  const range =
    forecast === null || forecast.lowNanoUsd === null || forecast.highNanoUsd === null
      ? null
      : { low: forecast.lowNanoUsd, high: forecast.highNanoUsd };
  return {
    start,
    end,
    spent: [...accumulate(status, today), last],
    forecast: forecast === null || today >= end ? [] : [last, { at: end, nanoUsd: forecast.spentNanoUsd }],
    range,
    amount,
    top:
      1.08 * Math.max(status.budget.amountNanoUsd, status.spentNanoUsd, forecast?.spentNanoUsd ?? 0, range?.high ?? 0),
  };
}

/** A step's money stands at its end, since it was spent by then. */
function accumulate({ series, periodStart, spentNanoUsd }: BudgetStatus, today: number): Point[] {
  const points: Point[] = [{ at: Date.parse(periodStart), nanoUsd: 0 }];
  let sum = 0;
  for (const [index, step] of series.entries()) {
    const next = series[index + 1];
    sum += step.spentNanoUsd;
    if (next === undefined) break;
    const at = Date.parse(next.start);
    // Rollups and the counter are read at different moments: the line never falls.
    if (at < today) points.push({ at, nanoUsd: Math.min(sum, spentNanoUsd) });
  }
  return points;
}
