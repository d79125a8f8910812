import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProviderError, type ProviderErrorType, providerErrorTypes } from '../providers/provider-error.ts';
import { isWorthFallingOver, isWorthRetrying } from './is-worth-retrying.ts';
import { createRetryBudget } from './retry-budget.ts';
import { retryDelay } from './retry-delay.ts';

describe('the retry budget', () => {
  test('never lets retries exceed reserve + a tenth of the calls, in whatever order they come', () => {
    const steps = fc.array(fc.constantFrom('call', 'retry'), { maxLength: 400 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 5 }), (order, reserve) => {
        const budget = createRetryBudget({ clock: () => 0, reserve });
        let [calls, retries] = [0, 0];
        for (const step of order) {
          if (step === 'call') {
            calls += 1;
            budget.deposit('k');
          } else if (budget.withdraw('k')) retries += 1;
          expect(retries).toBeLessThanOrEqual(reserve + calls / 10 + 1e-6);
        }
      }),
    );
  });

  test('lets a tenth of the calls be repeated, and saves up no more than ten', () => {
    const budget = createRetryBudget({ clock: () => 0, reserve: 0 });
    const withdrawn = () => Array.from({ length: 50 }, () => budget.withdraw('k')).filter(Boolean).length;
    for (let calls = 0; calls < 50; calls++) budget.deposit('k');
    expect(withdrawn()).toBe(5);
    for (let calls = 0; calls < 500; calls++) budget.deposit('k');
    expect(withdrawn()).toBe(10);
  });

  test('is one per key, starts anew after a pause, and forgets the oldest', () => {
    let now = 0;
    const budget = createRetryBudget({ clock: () => now, reserve: 1, maxKeys: 2 });
    expect([budget.withdraw('a'), budget.withdraw('a'), budget.withdraw('b')]).toEqual([true, false, true]);
    now = 300_001;
    expect([budget.withdraw('a'), budget.withdraw('a')]).toEqual([true, false]);
    budget.deposit('b');
    budget.deposit('c');
    expect(budget.withdraw('a')).toBe(true);
  });
});

describe('the wait before a retry', () => {
  const limits = { baseDelayMs: 200, maxDelayMs: 5_000 };

  test('is anything up to the exponential step, and never more than the cap', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, drawn) => {
        const delay = retryDelay({ attempt, random: () => drawn, limits });
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(Math.min(5_000, 200 * 2 ** attempt));
      }),
    );
    expect(retryDelay({ attempt: 2, random: () => 0.5, limits })).toBe(400);
  });

  test('is what the provider asks for, unless that is too long', () => {
    expect(retryDelay({ attempt: 0, random: () => 0.5, retryAfterSeconds: 3, limits })).toBe(3_000);
    expect(retryDelay({ attempt: 0, random: () => 0.5, retryAfterSeconds: 6, limits })).toBeNull();
  });
});

describe('what is worth another attempt', () => {
  const of = (judge: (error: unknown) => boolean) =>
    providerErrorTypes.filter((type: ProviderErrorType) => judge(new ProviderError(type, 'x')));

  test('with the same target: what may pass by itself', () => {
    expect(of(isWorthRetrying)).toEqual([
      ...['provider_rate_limited', 'provider_failed', 'provider_unreachable', 'provider_timeout'],
      ...['provider_invalid_response', 'provider_stream_cut'],
    ]);
    expect(isWorthRetrying(new Error('x'))).toBe(false);
  });

  test('with another: all but a request that is wrong everywhere', () => {
    expect(of((error) => !isWorthFallingOver(error))).toEqual(['provider_rejected_request']);
    const rejected = (options: ConstructorParameters<typeof ProviderError>[2]) =>
      isWorthFallingOver(new ProviderError('provider_rejected_request', 'x', options));
    expect(rejected({ providerStatus: 404 })).toBe(true);
    expect(rejected({ providerStatus: 422 })).toBe(false);
    expect(rejected({ code: 'context_length_exceeded' })).toBe(true);
    expect(isWorthFallingOver(null)).toBe(false);
  });
});
