import type { Budget, BudgetStatus, getBudgetStatus } from '../../shared/contract/governance.ts';
import { type BudgetTime, budgetTimeOf, seriesMilliseconds } from '../../shared/governance/budget-time.ts';
import type { HeldCounter } from '../../shared/governance/held-counter.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { GovernancePorts } from './app.ts';
import { forecastSpending } from './forecast-spending.ts';
import { fullestOf, usedFraction } from './fullest-of.ts';
import { readSpenders } from './read-spenders.ts';
import { completedSteps, spendingSeries } from './spending-series.ts';
import { standingOf } from './standing-of.ts';

const maxCounters = 20;

/** Everything about one budget in the period that runs. */
export function handleBudgetStatus(ports: GovernancePorts): Handler<typeof getBudgetStatus> {
  return async ({ projectId, params }) => {
    const budget = await ports.budgets.get(projectId, params.budgetId);
    if (budget === null) throw new NotFoundError('The budget');
    const now = ports.clock();
    const period = budgetTimeOf(budget.period, now);
    const [counters, spenders] = await Promise.all([
      ports.counters.read(projectId, budget.id, period.name),
      readSpenders(ports.rollups, projectId, period, now),
    ]);
    return { ...statusOf(budget, counters, period, now), spenders };
  };
}

function statusOf(
  budget: Budget,
  counters: readonly HeldCounter[],
  period: BudgetTime,
  now: number,
): Omit<BudgetStatus, 'spenders'> {
  const standing = standingOf(budget, counters, now);
  const fullest = Math.max(0, ...counters.map((counter) => usedFraction(standingOf(budget, [counter], now))));
  const step = seriesMilliseconds(budget.period);
  const series = spendingSeries(counters, period, step, now);
  return {
    ...{ budget, ...standing, ...fullestOf(budget, counters, now) },
    periodStart: toTimestamp(period.start),
    periodEnd: toTimestamp(period.end),
    unpricedCallCount: counters.reduce((sum, { unpricedCount }) => sum + unpricedCount, 0),
    warnings: budget.warnAt.filter((fraction) => fullest >= fraction),
    isDegraded: budget.degrade !== null && fullest >= budget.degrade.at,
    isExhausted: fullest >= 1,
    series: series.map(({ start, spentNanoUsd }) => ({ start: toTimestamp(start), spentNanoUsd })),
    forecast: forecastSpending({
      completedSteps: completedSteps(series, Date.parse(budget.createdAt)),
      remainingSteps: (period.end - now) / step,
      spentNanoUsd: standing.spentNanoUsd,
      amountNanoUsd: standing.amountNanoUsd,
      now,
      stepMilliseconds: step,
    }),
    counters: budget.each === null ? [] : topCounters(budget, counters, now),
  };
}

function topCounters(budget: Budget, counters: readonly HeldCounter[], now: number): BudgetStatus['counters'] {
  return counters
    .map((counter) => ({ value: counter.subject, ...standingOf(budget, [counter], now) }))
    .toSorted((a, b) => b.spentNanoUsd - a.spentNanoUsd)
    .slice(0, maxCounters);
}

function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
