import { expect, test } from 'vitest';
import { createRetryBudget } from '../../../shared/routing/retry-budget.ts';
import { chat, createHarness } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, type Said, scriptedProviders } from '../testing/scripted-provider.ts';

test.each([false, true])(
  'who leaves while the gateway waits to try again is charged for nothing that the provider refused, streamed: %s',
  async (stream) => {
    const caller = new AbortController();
    const said: Said[] = [{ status: 503, headers: { 'retry-after': '1' } }];
    const { openProvider, calls } = scriptedProviders(() => said.shift() ?? expect.unreachable('asked too often'));
    const budget = createRetryBudget({ clock: () => 0 });
    const leavesBefore = {
      ...budget,
      withdraw(key: string) {
        caller.abort();
        return budget.withdraw(key);
      },
    };
    const retries = { maxAttempts: 3, baseDelayMs: 0, maxDelayMs: 2_000 };
    const harness = createHarness({
      settings: { providers: [recordNamed('mock')], routes: [makeRoute(['mock/a'], { retries })] },
      ports: { openProvider, retryBudget: leavesBefore },
    });
    await harness.post('/v1/chat/completions', chat('support', { stream }), { signal: caller.signal });

    expect(await harness.nextSpan()).toMatchObject({ errorType: 'client_aborted', usage: null, cost: null });
    expect(calls).toHaveLength(1);
  },
);
