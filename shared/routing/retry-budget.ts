import type { Clock } from '../runtime/clock.ts';

export interface RetryBudget {
  /** A call that is no retry: it pays for a part of one. */
  deposit(key: string): void;
  /** True if one more attempt may be made; it is then taken off. */
  withdraw(key: string): boolean;
}

interface RetryBudgetOptions {
  clock: Clock;
  /** Retries per call. */
  ratio?: number;
  /** Retries at hand before there were calls, so that a quiet project has some too. */
  reserve?: number;
  /** What may be saved up: a burst of failures after a quiet hour gets this many. */
  maxBalance?: number;
  maxKeys?: number;
}

/** After so long without a call a key starts anew. */
const forgottenAfterMs = 300_000;

/**
 * Keeps retries to a part of the calls, so that a provider in trouble is not called harder than one that is well (Finagle's
 * `RetryBudget`, https://finagle.github.io/blog/2016/02/08/retry-budgets). From when a key is new until it is forgotten,
 * retries ≤ reserve + ratio × calls, at any moment.
 */
export function createRetryBudget({
  clock,
  ratio = 0.1,
  reserve = 3,
  maxBalance = 10,
  maxKeys = 10_000,
}: RetryBudgetOptions): RetryBudget {
  const accounts = new Map<string, { balance: number; usedAt: number }>();

  function accountOf(key: string): { balance: number; usedAt: number } {
    const now = clock();
    const known = accounts.get(key);
    const isFresh = known !== undefined && now - known.usedAt <= forgottenAfterMs;
    const account = isFresh ? known : { balance: reserve, usedAt: now };
    account.usedAt = now;
    accounts.delete(key);
    const [oldest] = accounts.keys();
    if (accounts.size >= maxKeys && oldest !== undefined) accounts.delete(oldest);
    accounts.set(key, account);
    return account;
  }

  return {
    deposit(key) {
      const account = accountOf(key);
      account.balance = Math.min(maxBalance, account.balance + ratio);
    },
    withdraw(key) {
      const account = accountOf(key);
      // Ten tenths are a little less than one.
      if (account.balance < 1 - 1e-9) return false;
      account.balance -= 1;
      return true;
    },
  };
}
