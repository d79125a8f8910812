import type { BudgetForecast } from '../../shared/contract/governance.ts';

interface ForecastInput {
  /** Of each step of the period that is over and in which the budget existed, oldest first; without spending it is 0. */
  completedSteps: readonly number[];
  /** Steps of the period that are not over, the running one as the part that is left of it. */
  remainingSteps: number;
  spentNanoUsd: number;
  amountNanoUsd: number;
  now: number;
  stepMilliseconds: number;
}

/** Fewer say nothing about the rest of a period. */
const minSteps = 3;
const dayMilliseconds = 24 * 3_600_000;
/** Of the normal distribution: eight in ten lie between. */
const z80 = 1.2816;

/**
 * What will have been spent at the end of the period if it goes on as it went: the mean of the steps that are over times those
 * that are left. The interval is that of a sum of as many independent steps, with the uncertainty of the mean:
 * s × √(m + m²/n) (Hyndman & Athanasopoulos, "Forecasting", §5.5, for the mean method, summed over m steps).
 */
export function forecastSpending(input: ForecastInput): BudgetForecast | null {
  const { completedSteps: steps, remainingSteps, spentNanoUsd } = input;
  const count = steps.length;
  if (count < minSteps) return null;
  const unit = input.stepMilliseconds < dayMilliseconds ? 'hours' : 'days';
  const mean = steps.reduce((sum, step) => sum + step, 0) / count;
  const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / (count - 1);
  const spread = z80 * Math.sqrt(variance * (remainingSteps + remainingSteps ** 2 / count));
  const expected = mean * remainingSteps;
  const at = (more: number) => Math.round(spentNanoUsd + Math.max(0, more));
  return {
    spentNanoUsd: at(expected),
    lowNanoUsd: at(expected - spread),
    highNanoUsd: at(expected + spread),
    exhaustedAt: exhaustion(input, mean),
    method: `Mean of the ${count} whole ${unit} of this period since the budget exists, times the ${remainingSteps.toFixed(1)} that are left; the interval holds eight in ten outcomes if ${unit} are independent.`,
  };
}

function exhaustion(input: ForecastInput, mean: number): string | null {
  const { spentNanoUsd, amountNanoUsd, remainingSteps, now, stepMilliseconds } = input;
  if (spentNanoUsd >= amountNanoUsd) return new Date(now).toISOString();
  if (mean <= 0) return null;
  const steps = (amountNanoUsd - spentNanoUsd) / mean;
  return steps > remainingSteps ? null : new Date(now + steps * stepMilliseconds).toISOString();
}
