import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BucketPrices } from '../contract/models.ts';
import { costSchema, usageBuckets } from '../contract/usage.ts';
import { normalizeUsage, type ReportedUsage } from './normalize-usage.ts';
import { type PriceUsageInput, priceUsage } from './price-usage.ts';

type Price = NonNullable<PriceUsageInput['price']>;

const claude: BucketPrices = { inputUncached: '3', cacheRead: '0.30', cacheWrite: '3.75', outputText: '15' };

function price(reported: ReportedUsage, base: BucketPrices, more: Partial<Price> & { at?: number } = {}) {
  const { at, ...rest } = more;
  return priceUsage({
    usage: normalizeUsage(reported),
    price: { base, tiers: [], ...rest },
    priceTableVersion: 'test 1',
    isSimulated: false,
    ...(at === undefined ? {} : { at }),
  });
}

describe('priceUsage', () => {
  test('Anthropic raw 5 / read 128,955 / write 1,253 at 3 / 0.30 / 3.75 is 0.04340025 USD', () => {
    const cost = price({ input: 5, cacheRead: 128_955, cacheWrite: 1_253 }, claude);

    expect(cost).toEqual({
      totalNanoUsd: 43_400_250,
      buckets: { inputUncached: 15_000, cacheRead: 38_686_500, cacheWrite: 4_698_750 },
      source: 'computed',
      priceTableVersion: 'test 1',
      tier: null,
      flags: [],
    });
  });

  test('prices that no float holds are exact: 0.1 + 0.2', () => {
    expect(
      price({ input: 1_000_000, output: 1_000_000 }, { inputUncached: '0.1', outputText: '0.2' }).totalNanoUsd,
    ).toBe(300_000_000);
  });

  test.each([
    ['0.0005', 1, 0],
    ['0.0015', 1, 2],
    ['0.0025', 1, 2],
    ['0.002500000001', 1, 3],
    ['0.0035', 1, 4],
  ])('half a nano-dollar is rounded to even: %s × %i is %i', (usdPerMillion, tokens, nanoUsd) => {
    expect(price({ input: tokens }, { inputUncached: usdPerMillion }).totalNanoUsd).toBe(nanoUsd);
  });

  test('it is rounded once: three thirds make a whole, and the largest remainders get it', () => {
    const cost = price(
      { input: 2, cacheRead: 1, output: 1 },
      { inputUncached: '0.0004', cacheRead: '0.0004', outputText: '0.0003' },
    );

    expect(cost.totalNanoUsd).toBe(1);
    expect(cost.buckets).toEqual({ inputUncached: 1, cacheRead: 0, outputText: 0 });
  });

  test('no tokens cost nothing, which is known', () => {
    expect(price({ input: 0, output: 0 }, claude)).toMatchObject({ totalNanoUsd: 0, buckets: {}, flags: [] });
  });

  test('an unknown price is null, never 0', () => {
    const cost = priceUsage({
      usage: normalizeUsage({ input: 10 }),
      price: null,
      priceTableVersion: null,
      isSimulated: false,
    });

    expect(cost).toEqual({
      totalNanoUsd: null,
      buckets: {},
      source: 'computed',
      priceTableVersion: null,
      tier: null,
      flags: ['unknown_price'],
    });
  });

  test('a bucket that nothing prices makes the total unknown', () => {
    expect(price({ input: 10, output: 1 }, { inputUncached: '1' })).toMatchObject({
      totalNanoUsd: null,
      buckets: {},
      flags: ['missing_bucket_price'],
    });
  });

  test('more than an exact integer holds is unknown', () => {
    expect(price({ input: 1e12 }, { inputUncached: '999999999' })).toMatchObject({
      totalNanoUsd: null,
      flags: ['out_of_range'],
    });
  });

  test('a simulated model, an estimate and contradictory usage are flagged', () => {
    const cost = priceUsage({
      usage: normalizeUsage({ output: 50, reasoning: 60, basis: 'estimated' }),
      price: { base: { inputUncached: '1', outputText: '1' }, tiers: [], hasOtherCharges: true },
      priceTableVersion: 'test 1',
      isSimulated: true,
    });

    expect(cost.flags).toEqual(['other_charges', 'contradictory_usage', 'estimated_usage', 'simulated']);
    expect(cost.totalNanoUsd).toBe(60_000);
  });
});

describe('buckets without a price of their own', () => {
  test.each<[string, ReportedUsage, BucketPrices, number, string[]]>([
    ['reasoning is output', { output: 10, reasoning: 4 }, { outputText: '2' }, 20_000, []],
    ['a five-minute write is a cache write', { input: 4, cacheWrite5m: 4 }, { cacheWrite: '1.25' }, 5_000, []],
    [
      'a one-hour write is at least a cache write',
      { input: 4, cacheWrite1h: 4 },
      { cacheWrite: '1' },
      4_000,
      ['fallback_bucket_price'],
    ],
    [
      'an undated write is a five-minute one',
      { input: 4, cacheWrite: 4 },
      { cacheWrite5m: '1' },
      4_000,
      ['fallback_bucket_price'],
    ],
    [
      'a read is input without a discount',
      { input: 4, cacheRead: 4 },
      { inputUncached: '3' },
      12_000,
      ['fallback_bucket_price'],
    ],
    ['audio is input', { input: 4, audioInput: 4 }, { inputUncached: '3' }, 12_000, ['fallback_bucket_price']],
    ['spoken output is output', { output: 4, audioOutput: 4 }, { outputText: '3' }, 12_000, ['fallback_bucket_price']],
    ['a picture is output', { output: 4, imageOutput: 4 }, { outputText: '3' }, 12_000, ['fallback_bucket_price']],
  ])('%s', (_, reported, base, nanoUsd, flags) => {
    expect(price(reported, base)).toMatchObject({ totalNanoUsd: nanoUsd, flags });
  });

  test('its own price comes first', () => {
    expect(price({ output: 10, reasoning: 4 }, { outputText: '2', reasoning: '1' }).totalNanoUsd).toBe(16_000);
  });
});

describe('tiers and periods', () => {
  const tiers: Price['tiers'] = [
    { aboveInputTokens: 200_000, prices: { inputUncached: '6', outputText: '22.5' } },
    { aboveInputTokens: 100_000, prices: { inputUncached: '4' } },
  ];

  test('a tier applies to the whole call, cached input counting towards its bound', () => {
    const cost = price({ input: 200_001, cacheRead: 200_000, output: 1 }, claude, { tiers });

    expect(cost.tier).toBe('>200000 input tokens');
    expect(cost.buckets).toEqual({ inputUncached: 6_000, cacheRead: 60_000_000, outputText: 22_500 });
  });

  test('the highest tier that matches wins, and its bound itself is below it', () => {
    expect(price({ input: 200_000 }, claude, { tiers })).toMatchObject({
      tier: '>100000 input tokens',
      totalNanoUsd: 800_000_000,
    });
    expect(price({ input: 100_000 }, claude, { tiers }).tier).toBeNull();
  });

  const periods: NonNullable<Price['periods']> = [
    { from: '2027-01-01', daily: null, base: { inputUncached: '5' }, tiers: [] },
    { from: null, daily: { from: '22:00', until: '02:30' }, base: { inputUncached: '7' }, tiers },
    { from: '2027-02-01', daily: { from: '01:00', until: '04:00' }, base: { inputUncached: '9' }, tiers: [] },
  ];
  const at = (time: string) => price({ input: 1_000 }, claude, { periods, at: Date.parse(time) });

  test.each([
    ['before any period', '2026-06-01T12:00:00Z', 3_000_000, null],
    ['from the announced date on', '2027-01-01T12:00:00Z', 5_000_000, 'from 2027-01-01'],
    ['in hours that pass midnight', '2026-06-01T23:59:59Z', 7_000_000, '22:00-02:30 UTC'],
    ['in the small hours of them', '2026-06-01T02:29:59Z', 7_000_000, '22:00-02:30 UTC'],
    ['not at their end', '2026-06-01T02:30:00Z', 3_000_000, null],
    ['in the hours of the last that matches', '2027-02-01T01:00:00Z', 9_000_000, '01:00-04:00 UTC'],
  ])('%s', (_, time, nanoUsd, tier) => {
    expect(at(time)).toMatchObject({ totalNanoUsd: nanoUsd, tier });
  });

  test('a period has tiers of its own; without a time the base price holds', () => {
    const time = Date.parse('2026-06-01T23:00:00Z');

    expect(price({ input: 150_000 }, claude, { periods, at: time }).tier).toBe('22:00-02:30 UTC, >100000 input tokens');
    expect(price({ input: 1_000 }, claude, { periods }).totalNanoUsd).toBe(3_000_000);
  });
});

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`);
const fullPrice = fc.record(Object.fromEntries(usageBuckets.map((bucket) => [bucket, decimal])));
const reported = fc.record({
  input: fc.integer({ min: 0, max: 2_000_000 }),
  output: fc.integer({ min: 0, max: 200_000 }),
  cacheRead: fc.integer({ min: 0, max: 2_000_000 }),
  reasoning: fc.integer({ min: 0, max: 200_000 }),
  imageInput: fc.integer({ min: 0, max: 2_000_000 }),
  imageOutput: fc.integer({ min: 0, max: 200_000 }),
});

describe('priceUsage: for any usage and price', () => {
  test('buckets add up to the total, and each is less than one nano-dollar from its exact amount', () => {
    fc.assert(
      fc.property(reported, fullPrice, (usage, base) => {
        const cost = costSchema.parse(price(usage, base));
        const sum = Object.values(cost.buckets).reduce((total, amount) => total + amount, 0);
        expect(sum).toBe(cost.totalNanoUsd);
        const normalized = normalizeUsage(usage);
        for (const bucket of usageBuckets) {
          const exact = (normalized[bucket] * Math.round(Number(base[bucket]) * 1e6)) / 1e3;
          expect(Math.abs((cost.buckets[bucket] ?? 0) - exact)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the sum over spans does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(reported, { maxLength: 20 }), fullPrice, (spans, base) => {
        const sum = (all: readonly ReportedUsage[]) =>
          all.reduce((total, usage) => total + (price(usage, base).totalNanoUsd ?? 0), 0);
        expect(sum(spans.toReversed())).toBe(sum(spans));
      }),
    );
  });
});
