import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelPrice } from '../../../shared/contract/models.ts';
import type { UsageBucket } from '../../../shared/contract/usage.ts';
import priceTable from '../../../shared/models/price-table.json' with { type: 'json' };
import type { PriceTableFile } from '../../../shared/models/price-table-file.ts';
import { normalizeUsage } from '../../../shared/pricing/normalize-usage.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import { buildModel } from '../../../shared/routing/testing/build-routing.ts';
import type { Run } from '../begin-run.ts';
import { mockRecord } from '../testing/gateway-harness.ts';
import { mostExpensive } from './most-expensive.ts';
import { type CallPolicy, type Plan, plainPolicy } from './plan.ts';

const run = { operation: 'chat', startedAt: 0, request: { max_tokens: 100 } } as unknown as Run;

/** What a call with 10 input tokens may cost, of a single attempt. */
function mostOf(base: ModelPrice['base']): number | null {
  return mostOfCall({ base, tiers: [], source: 'test', effectiveFrom: null }, run, 10);
}

function mostOfCall(price: ModelPrice, of: Run, inputTokens: number, maxAttempts = 1): number | null {
  const model = buildModel('a/model', { price });
  const target = { record: null, providerId: 'a', providerModelId: 'model', model };
  const policy = { ...plainPolicy, retries: { ...plainPolicy.retries, maxAttempts } };
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
  ['thoughts', { inputUncached: '1', outputText: '2', reasoning: '5' }, 10_000 + 100 * 5_000],
  ['speech', { inputUncached: '1', outputText: '2', audioOutput: '20' }, 10_000 + 100 * 20_000],
  ['pictures', { inputUncached: '1', outputText: '2', imageOutput: '30' }, 10_000 + 100 * 30_000],
  [
    'text, of which nobody hears or sees',
    { inputUncached: '1', audioInput: '9', imageInput: '9', outputText: '2' },
    210_000,
  ],
  ['nothing that is known', { inputUncached: '1' }, null],
])('the worst case of a call is %s', (_, base, nanoUsd) => {
  expect(mostOf(base)).toBe(nanoUsd);
});

const asking = (content: unknown, more: object = {}) =>
  ({ ...run, request: { max_tokens: 100, messages: [{ role: 'user', content }], ...more } }) as unknown as Run;
const media = { inputUncached: '1', imageInput: '3', audioInput: '7', outputText: '2' };

test.each<[string, unknown, number]>([
  ['text', 'Hi', 1],
  ['text in parts', [{ type: 'text', text: 'Hi' }], 1],
  ['a picture', [{ type: 'image_url', image_url: { url: 'https://pictures.example/a.png' } }], 3],
  [
    'speech',
    [
      { type: 'text', text: 'Hi' },
      { type: 'input_audio', input_audio: { data: '', format: 'wav' } },
    ],
    7,
  ],
  ['a file of any kind', [{ type: 'file', file: { file_id: 'file-1' } }], 7],
  ['a part of a kind that is not known', [{ type: 'video_url', video_url: { url: 'https://a.example' } }], 7],
])('the input of a call is as dear as %s', (_, content, usdPerMillion) => {
  const price = { base: media, tiers: [], source: 'test', effectiveFrom: null };

  expect(mostOfCall(price, asking(content), 10)).toBe(10 * usdPerMillion * 1_000 + 200_000);
});

test('an earlier answer that was spoken is heard again', () => {
  const messages = [{ role: 'assistant', audio: { id: 'audio-1' } }];
  const price = { base: media, tiers: [], source: 'test', effectiveFrom: null };

  expect(mostOfCall(price, asking('', { messages }), 10)).toBe(10 * 7_000 + 200_000);
});

const plain = { base: { inputUncached: '1', outputText: '2' }, tiers: [], source: 'test', effectiveFrom: null };

test.each([
  { max_tokens: 2e12 },
  { max_tokens: Number.MAX_SAFE_INTEGER },
  { max_tokens: Number.MAX_SAFE_INTEGER, n: 16 },
])('what asks for more than any model writes costs as much, and more than any budget in the end: %o', (request) => {
  const huge = { ...run, request } as unknown as Run;

  expect(mostOfCall(plain, huge, 10)).toBe(Math.min(2_000 * request.max_tokens + 10_000, Number.MAX_SAFE_INTEGER));
  expect(mostOfCall({ ...plain, base: { inputUncached: '0', outputText: '0' } }, huge, 10)).toBe(0);
});

test.each([
  ['of tools', { tools: [{ type: 'function', function: { name: 'weather' } }] }, 530],
  ['of the form of an answer', { response_format: { type: 'text' } }, 100],
])('what is said %s to the model besides is held, too', (_, more, tokens) => {
  const price = { ...plain, base: { inputUncached: '1', outputText: '0' } };

  expect(mostOfCall(price, asking('Hi', more), 10)).toBeGreaterThanOrEqual((10 + tokens) * 1_000);
});

test('of two names for the same maximum the larger counts: providers differ in which they read', () => {
  const both = { ...run, request: { max_completion_tokens: 1, max_tokens: 1_000 } } as unknown as Run;

  expect(mostOfCall(plain, both, 10)).toBe(10_000 + 2_000_000);
});

test('a repair that shows the model its answer may reach a tier that the call does not', () => {
  const tiers = [{ aboveInputTokens: 100, prices: { inputUncached: '100' } }];
  const request = { max_tokens: 100, response_format: { type: 'json_object' } };

  const most = mostOfCall({ ...plain, tiers }, { ...run, request } as unknown as Run, 10);
  expect(most).toBeGreaterThanOrEqual(210_000 + 110 * 100_000 + 200_000);
});

describe('a summary of what does not fit', () => {
  const messages = [{ role: 'user', content: 'wave '.repeat(100) }];
  const override = { price: { base: { inputUncached: '5', outputText: '50' }, tiers: [] } };
  const settings = {
    ...{ providers: [mockRecord('http://provider.test/v1')], routes: [], limits: [], budgets: [] },
    overrides: [{ projectId: 'p', modelId: 'sandbox/lorem', updatedAt: '2026-11-26T00:00:00.000Z', override }],
  };
  const call = {
    ...run,
    settings,
    rawBody: Buffer.from(JSON.stringify(messages)),
    request: { max_tokens: 100, messages },
  };
  const mostWith = (context: CallPolicy['context'], contextWindow: number) => {
    const model = buildModel('a/model', { price: plain, contextWindow });
    const target = { record: null, providerId: 'a', providerModelId: 'model', model };
    const policy = { ...plainPolicy, context, retries: { ...plainPolicy.retries, maxAttempts: 1 } };
    const plan: Plan = { targets: [{ target, timeouts: {} }], policy, route: null, candidates: [] };
    return mostExpensive(plan, call as unknown as Run, 10).costNanoUsd ?? 0;
  };

  test('is held where the route makes one, at the price of the model that writes it', () => {
    const held = mostWith({ policy: 'summarise', model: 'sandbox/lorem' }, 100);

    expect(held).toBeGreaterThanOrEqual(210_000 + 100 * 5_000 + 1_000 * 50_000);
  });

  test('leaves what the call itself may cost held where the model that writes it has no price', () => {
    expect(mostWith({ policy: 'summarise', model: 'mock/of-our-own' }, 100)).toBe(210_000);
  });

  test('is not where everything fits, or what does not is left out', () => {
    expect(mostWith({ policy: 'summarise', model: 'sandbox/lorem' }, 1_000_000)).toBe(210_000);
    expect(mostWith({ policy: 'drop-oldest' }, 100)).toBe(210_000);
  });
});

const tablePrices = Object.values((priceTable as unknown as PriceTableFile).providers).flatMap(({ models }) =>
  models.map(({ price }): ModelPrice => ({ tiers: [], effectiveFrom: null, source: 'test', ...price })),
);
const usd = fc.integer({ min: 0, max: 200_000_000 }).map((micro) => String(micro / 1e6 < 1e-6 ? 0 : micro / 1e6));
const inputBuckets = ['inputUncached', 'cacheRead', 'cacheWrite', 'cacheWrite5m', 'cacheWrite1h'] as const;
const heard = ['audioInput', 'imageInput'] as const;
const outputBuckets = ['outputText', 'reasoning', 'audioOutput', 'imageOutput'] as const;
const buckets = fc
  .tuple(
    ...[...inputBuckets, ...heard, ...outputBuckets].map((name) => fc.record({ [name]: usd }, { requiredKeys: [] })),
  )
  .map((each): ModelPrice['base'] => Object.assign({}, ...each));
const tier = fc.record({ aboveInputTokens: fc.integer({ min: 1, max: 1_000_000 }), prices: buckets });
const anyPrice = fc
  .record({ base: buckets, tiers: fc.array(tier, { maxLength: 2 }) })
  .map((price): ModelPrice => ({ ...price, source: 'test', effectiveFrom: null }));

function costOf(price: ModelPrice, usage: object, at: number): number | null {
  return priceUsage({
    ...{ usage: normalizeUsage({ convention: 'inclusive', ...usage }), price },
    ...{ priceTableVersion: null, isSimulated: false, at },
  }).totalNanoUsd;
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const fractions = fc.array(fraction, { minLength: 7, maxLength: 7 });
/** How much of what a call may use it uses, and of that of each kind. */
const use = fc.record({ input: fraction, output: fraction, read: fractions, written: fractions });

/** Parts that are no more than their whole, in this order. */
function partsOf(whole: number, names: readonly UsageBucket[], shares: readonly number[]): Record<string, number> {
  let left = whole;
  return Object.fromEntries(
    names.map((name, index) => {
      const part = Math.floor(left * (shares[index] ?? 0));
      left -= part;
      return [name, part];
    }),
  );
}

const calls = fc.record({
  input: fc.oneof(fc.nat(2_000_000), fc.constantFrom(0, 1)),
  max: fc.oneof(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1, max: 1e12 })),
  n: fc.integer({ min: 1, max: 16 }),
  at: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
  isMedia: fc.boolean(),
  uses: fc.array(use, { minLength: 1, maxLength: 3 }),
});

/** What a provider may report of a call, if it keeps to what it was asked for. */
function usagesOf({ input: most, max, n, isMedia, uses }: typeof calls extends fc.Arbitrary<infer T> ? T : never) {
  return uses.map((used) => {
    const input = Math.floor(most * used.input);
    const output = Math.floor(Math.min(max * n, 1e12) * used.output);
    const { cacheWrite = 0, ...read } = partsOf(
      input,
      ['cacheRead', 'cacheWrite', 'cacheWrite5m', 'cacheWrite1h', ...(isMedia ? heard : [])],
      used.read,
    );
    const writes = cacheWrite + (read['cacheWrite5m'] ?? 0) + (read['cacheWrite1h'] ?? 0);
    const written = partsOf(output, ['reasoning', 'audioOutput', 'imageOutput'], used.written);
    return { input, output, ...read, cacheWrite: writes, ...written };
  });
}

test.each([
  ['of every model in the table', fc.constantFrom(...tablePrices)],
  ['that a project may set', anyPrice],
])('no usage that fits a request settles more than was reserved, at the prices %s', (_, prices) => {
  fc.assert(
    fc.property(prices, calls, (price, call) => {
      const content = call.isMedia ? [{ type: 'file', file: {} }] : 'Hi';
      const asked = { ...asking(content, { max_tokens: call.max, n: call.n }), startedAt: call.at };
      const most = mostOfCall(price, asked, call.input, call.uses.length);
      const costs = usagesOf(call).map((usage) => costOf(price, usage, call.at));
      const spent = costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);

      // A cost that is not known counts as what was held; and what no integer holds, no budget has room for.
      expect(Math.min(spent ?? 0, Number.MAX_SAFE_INTEGER)).toBeLessThanOrEqual(most ?? Number.POSITIVE_INFINITY);
    }),
    { numRuns: 2_000 },
  );
});

test('and no more is reserved than some usage costs, where its price has no tiers', () => {
  const sizes = fc.record({ base: buckets, input: fc.nat(2_000_000), max: fc.integer({ min: 1, max: 2_000_000 }) });
  fc.assert(
    fc.property(sizes, ({ base, input, max }) => {
      const price = { ...plain, base };
      const reads = [{}, ...['cacheRead', 'cacheWrite', ...heard].map((name) => ({ [name]: input }))];
      const lives = ['cacheWrite5m', 'cacheWrite1h'].map((name) => ({ cacheWrite: input, [name]: input }));
      const writes = [{}, ...outputBuckets.slice(1).map((name) => ({ [name]: max }))];
      const costs = [...reads, ...lives].flatMap((read) =>
        writes.map((written) => costOf(price, { input, output: max, ...read, ...written }, 0)),
      );
      const dearest = costs.includes(null) ? null : Math.max(...costs.map((cost) => cost ?? 0));

      expect(mostOfCall(price, asking([{ type: 'file' }], { max_tokens: max }), input)).toBe(dearest);
    }),
    { numRuns: 500 },
  );
});
