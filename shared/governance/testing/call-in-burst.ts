import type { GovernedCall, Governor, Reservation } from '../governor.ts';
import { makeBudget, makeCall, makeLimit } from './governed-call.ts';

/** 0.01 USD, of which each call holds 0.000256, or 0.0001 where it is sent to. */
export const burst = { amount: 10_000_000, dear: 256_000, cheap: 100_000 };

export function bursting({ isLimited }: { isLimited: boolean }): GovernedCall['rules'] {
  const budget = makeBudget({ amountNanoUsd: burst.amount, warnAt: [0.3], degrade: { at: 0.5, to: 'cheap' } });
  return { budgets: [budget], limits: isLimited ? [makeLimit({ id: 'limit-1', requestsPerMinute: 1_000 })] : [] };
}

export interface Fate {
  isDegraded: boolean;
  /** Fractions that it was warned of. */
  warned: number[];
}

/** Reserves as the gateway does, and leaves it at that: the call is under way. */
export async function callInBurst(governor: Governor, rules: GovernedCall['rules']): Promise<Fate> {
  const first = await governor.reserve(makeCall(rules, { estimatedCostNanoUsd: burst.dear }));
  if (first.degradeTo === null) return { isDegraded: false, warned: warnedOf(first) };
  const sent = { requestedModel: first.degradeTo, modelId: 'mock/cheap', mayDegrade: false };
  const second = await governor.reserve(makeCall(rules, { ...sent, estimatedCostNanoUsd: burst.cheap }));
  return { isDegraded: true, warned: warnedOf(second) };
}

function warnedOf({ warnings }: Reservation): number[] {
  return warnings.map(({ fraction }) => fraction);
}
