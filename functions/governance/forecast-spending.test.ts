import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastSpending } from './forecast-spending.ts';

const day = 86_400_000;
const base = { spentNanoUsd: 300, amountNanoUsd: 1000, now: 0, stepMilliseconds: day };

describe('a forecast', () => {
  test('goes on as it went; without spread there is no interval around it', () => {
    expect(forecastSpending({ ...base, completedSteps: [100, 100, 100], remainingSteps: 5 })).toMatchObject({
      spentNanoUsd: 800,
      lowNanoUsd: 800,
      highNanoUsd: 800,
      exhaustedAt: null,
    });
  });

  test('says when the amount is reached, if it is within the period', () => {
    const forecast = forecastSpending({ ...base, completedSteps: [50, 100, 150], remainingSteps: 10 });

    expect(forecast?.exhaustedAt).toBe(new Date(7 * day).toISOString());
    const spent = { ...base, spentNanoUsd: 1000, completedSteps: [1, 1, 1], remainingSteps: 1 };
    expect(forecastSpending(spent)?.exhaustedAt).toBe(new Date(0).toISOString());
  });

  test('needs three steps that are over', () => {
    expect(forecastSpending({ ...base, completedSteps: [100, 100], remainingSteps: 5 })).toBeNull();
  });

  test('nothing spent means nothing to come', () => {
    const idle = { ...base, spentNanoUsd: 0, completedSteps: [0, 0, 0], remainingSteps: 5 };
    expect(forecastSpending(idle)).toMatchObject({ spentNanoUsd: 0, highNanoUsd: 0, exhaustedAt: null });
  });

  test('is never less than what is spent, and lies within its interval', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000), { minLength: 3, maxLength: 31 }),
        fc.double({ min: 0, max: 31, noNaN: true }),
        (completedSteps, remainingSteps) => {
          const spentNanoUsd = completedSteps.reduce((sum, step) => sum + step, 0);
          const forecast = forecastSpending({ ...base, spentNanoUsd, completedSteps, remainingSteps });
          expect(forecast?.lowNanoUsd).toBeGreaterThanOrEqual(spentNanoUsd);
          expect(forecast?.spentNanoUsd).toBeGreaterThanOrEqual(forecast?.lowNanoUsd ?? Number.NaN);
          expect(forecast?.highNanoUsd).toBeGreaterThanOrEqual(forecast?.spentNanoUsd ?? Number.NaN);
        },
      ),
    );
  });
});
