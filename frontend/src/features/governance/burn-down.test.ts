import { describe, expect, it } from 'vitest';
import { type BudgetStatus, budgetStatusSchema } from '../../../../shared/contract/governance.ts';
import { burnDownOf } from './burn-down.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-01T00:00:00.000Z');
const iso = (at: number) => new Date(at).toISOString();

function aStatus(part: Partial<BudgetStatus> = {}): BudgetStatus {
  return budgetStatusSchema.parse({
    budget: {
      ...{ name: 'Project', amountNanoUsd: 100, period: 'month', id: 'b', version: 1 },
      ...{ createdAt: iso(start), updatedAt: iso(start) },
    },
    ...{ periodStart: iso(start), periodEnd: iso(start + 30 * day), amountNanoUsd: 100, spentNanoUsd: 30 },
    ...{ simulatedNanoUsd: 0, fullest: null, counterCount: 0, usedUpCount: 0 },
    ...{ reservedNanoUsd: 0, remainingNanoUsd: 70, unpricedCallCount: 0, warnings: [], isDegraded: false },
    ...{ isExhausted: false, forecast: null, counters: [], spenders: { keys: null, users: null, models: null } },
    series: [10, 15, 5].map((spentNanoUsd, index) => ({ start: iso(start + index * day), spentNanoUsd })),
    ...part,
  });
}

const now = start + 2.5 * day;

describe('the burn-down', () => {
  it('ends at the amount, and at no line where each has one of its own', () => {
    const status = aStatus();
    expect(burnDownOf(status, now).amount).toBe(100);
    expect(burnDownOf({ ...status, budget: { ...status.budget, each: 'user' } }, now).amount).toBeNull();
  });

  it('rises from nothing to what is spent now', () => {
    expect(burnDownOf(aStatus(), now).spent).toEqual([
      { at: start, nanoUsd: 0 },
      { at: start + day, nanoUsd: 10 },
      { at: start + 2 * day, nanoUsd: 25 },
      { at: now, nanoUsd: 30 },
    ]);
  });

  it('never falls where the counter is behind the rollups', () => {
    const { spent } = burnDownOf(aStatus({ spentNanoUsd: 20 }), now);
    expect(spent.map(({ nanoUsd }) => nanoUsd)).toEqual([0, 10, 20, 20]);
  });

  it('goes on to the forecast, and has room for its interval', () => {
    const forecast = { spentNanoUsd: 150, lowNanoUsd: 120, highNanoUsd: 300, exhaustedAt: null, method: 'a line' };
    const burnDown = burnDownOf(aStatus({ forecast }), now);
    expect(burnDown.forecast).toEqual([
      { at: now, nanoUsd: 30 },
      { at: start + 30 * day, nanoUsd: 150 },
    ]);
    expect(burnDown.range).toEqual({ low: 120, high: 300 });
    expect(burnDown.top).toBeGreaterThan(300);
  });

  it('has no forecast once the period is over, and no range where none is given', () => {
    const forecast = { spentNanoUsd: 40, lowNanoUsd: null, highNanoUsd: null, exhaustedAt: null, method: 'a line' };
    const burnDown = burnDownOf(aStatus({ forecast }), start + 40 * day);
    expect(burnDown.forecast).toEqual([]);
    expect(burnDown.range).toBeNull();
    expect(burnDown.spent.at(-1)?.at).toBe(start + 30 * day);
  });
});
