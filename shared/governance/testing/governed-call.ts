import type { Budget, Limit } from '../../contract/governance.ts';
import type { GovernedCall } from '../governor.ts';

const stored = {
  id: 'rule-1',
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};
const common = {
  ...stored,
  name: 'Team',
  scope: { keyId: null, userId: null, model: null },
  each: null,
  isEnabled: true,
};

export function makeBudget(more: Partial<Budget> = {}): Budget {
  return {
    ...common,
    ...{ amountNanoUsd: 1_000_000_000, period: 'day', timeZone: 'UTC', warnAt: [], degrade: null, stopAt: 1 },
    unpricedCalls: 'refuse',
    ...more,
  };
}

export function makeLimit(more: Partial<Limit> = {}): Limit {
  return { ...common, requestsPerMinute: null, tokensPerMinute: null, concurrency: null, ...more };
}

/** Noon, so that a minute before and after is the same day. */
export const noon = Date.UTC(2026, 10, 26, 12);

export function makeCall(rules: Partial<GovernedCall['rules']>, more: Partial<GovernedCall> = {}): GovernedCall {
  return {
    ...{ projectId: 'project-1', keyId: 'key-1', userId: null, requestedModel: 'mock/m', modelId: 'mock/m', at: noon },
    mayDegrade: true,
    ...{ estimatedTokens: 100, estimatedCostNanoUsd: 10_000_000, rules: { limits: [], budgets: [], ...rules } },
    ...more,
  };
}
