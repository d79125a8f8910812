import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModelPrice } from '../../../shared/contract/models.ts';
import { normalizeUsage } from '../../../shared/pricing/normalize-usage.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import { buildModel } from '../../../shared/routing/testing/build-routing.ts';
import type { Run } from '../begin-run.ts';
import { mostExpensive } from './most-expensive.ts';
import { type Plan, plainPolicy } from './plan.ts';

const run = { operation: 'chat', startedAt: 0, request: { max_tokens: 100 } } as unknown as Run;

/** What a call with 10 input tokens may cost, of a single attempt. */
function mostOf(base: ModelPrice['base']): number | null {
  return mostOfCall({ base, tiers: [], source: 'test', effectiveFrom: null }, run, 10);
}

function mostOfCall(price: ModelPrice, of: Run, inputTokens: number): number | null {
  const model = buildModel('a/model', { price });
  const target = { record: null, providerId: 'a', providerModelId: 'model', model };
  const policy = { ...plainPolicy, retries: { ...plainPolicy.retries, maxAttempts: 1 } };
  const plan: Plan = { targets: [{ target, timeouts: {} }], policy, route: null, candidates: [] };
  return mostExpensive(plan, of, inputTokens).costNanoUsd;
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

const usd = fc.integer({ min: 0, max: 200_000_000 }).map((micro) => String(micro / 1e6 < 1e-6 ? 0 : micro / 1e6));
const buckets = fc.record(
  {
    ...{ inputUncached: usd, cacheWrite: usd, cacheWrite1h: usd },
    ...{ outputText: usd, audioOutput: usd, imageOutput: usd },
  },
  { requiredKeys: [] },
);
const tokens = fc.oneof(fc.nat(2_000_000), fc.constantFrom(0, 1, 2e12));

test('nothing of the same size that a call could be charged for costs more, and something costs as much', () => {
  const tier = fc.record({ aboveInputTokens: fc.nat(1_000_000), prices: buckets });
  const calls = fc.record({ base: buckets, tiers: fc.array(tier, { maxLength: 2 }), input: tokens, output: tokens });
  fc.assert(
    fc.property(calls, ({ base, tiers, input, output }) => {
      const price: ModelPrice = { base, tiers, source: 'test', effectiveFrom: null };
      const costOf = (parts: object) =>
        priceUsage({
          ...{ usage: normalizeUsage({ input, output, ...parts }), price },
          ...{ priceTableVersion: null, isSimulated: false, at: 0 },
        }).totalNanoUsd;
      const costs = [{}, { cacheWrite: input, cacheWrite1h: input }].flatMap((read) =>
        [{}, { audioOutput: output }, { imageOutput: output }].map((written) => costOf({ ...read, ...written })),
      );
      const most = costs.includes(null) ? null : Math.max(...costs.map((cost) => cost ?? 0));

      const asked = { ...run, request: { max_tokens: output } };

      expect(mostOfCall(price, asked, input)).toBe(most);
    }),
    { numRuns: 500 },
  );
});
