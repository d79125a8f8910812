import { expect, test } from 'vitest';
import type { ModelPrice } from '../../../shared/contract/models.ts';
import { buildModel } from '../../../shared/routing/testing/build-routing.ts';
import type { Run } from '../begin-run.ts';
import { mostExpensive } from './most-expensive.ts';
import { type Plan, plainPolicy } from './plan.ts';

const run = { operation: 'chat', startedAt: 0, request: { max_tokens: 100 } } as unknown as Run;

/** What a call with 10 input tokens may cost, of a single attempt. */
function mostOf(base: ModelPrice['base']): number | null {
  const model = buildModel('a/model', { price: { base, tiers: [], source: 'test', effectiveFrom: null } });
  const target = { record: null, providerId: 'a', providerModelId: 'model', model };
  const policy = { ...plainPolicy, retries: { ...plainPolicy.retries, maxAttempts: 1 } };
  const plan: Plan = { targets: [{ target, timeouts: {} }], policy, route: null, candidates: [] };
  return mostExpensive(plan, run, 10).costNanoUsd;
}

test.each<[string, ModelPrice['base'], number | null]>([
  ['plain input and output', { inputUncached: '1', outputText: '2' }, 10 * 1_000 + 100 * 2_000],
  [
    'input that is written to a cache',
    { inputUncached: '1', cacheWrite1h: '2', outputText: '2' },
    10 * 2_000 + 200_000,
  ],
  ['speech', { inputUncached: '1', outputText: '2', audioOutput: '20' }, 10_000 + 100 * 20_000],
  ['pictures', { inputUncached: '1', outputText: '2', imageOutput: '30' }, 10_000 + 100 * 30_000],
  ['nothing that is known', { inputUncached: '1' }, null],
])('the worst case of a call is %s', (_, base, nanoUsd) => {
  expect(mostOf(base)).toBe(nanoUsd);
});
