import { TieredPrices } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { convertGenaiPrice, toDecimal } from './convert-genai-price.ts';

const tableDate = '2026-09-23';

describe('convertGenaiPrice', () => {
  test('names our buckets and leaves out what is not tokens', () => {
    expect(
      convertGenaiPrice(
        { input_mtok: 3, cache_write_mtok: 3.75, cache_write_1h_mtok: 6, output_mtok: 15, web_searches_kcount: 10 },
        tableDate,
      ),
    ).toEqual({
      base: { inputUncached: '3', cacheWrite: '3.75', cacheWrite1h: '6', outputText: '15' },
      tiers: [],
      effectiveFrom: null,
    });
  });

  test('says that there are charges besides tokens', () => {
    expect(convertGenaiPrice({ input_mtok: 1, requests_kcount: 12 }, tableDate).hasOtherCharges).toBe(true);
  });

  test('a tier holds every bucket’s price above its bound', () => {
    const converted = convertGenaiPrice(
      {
        input_mtok: new TieredPrices({ base: 1, tiers: [{ start: 100, price: 2 }] }),
        output_mtok: new TieredPrices({ base: 5, tiers: [{ start: 200, price: 7 }] }),
        cache_read_mtok: 0.1,
      },
      tableDate,
    );

    expect(converted.base).toEqual({ inputUncached: '1', outputText: '5', cacheRead: '0.1' });
    expect(converted.tiers).toEqual([
      { aboveInputTokens: 100, prices: { inputUncached: '2', outputText: '5', cacheRead: '0.1' } },
      { aboveInputTokens: 200, prices: { inputUncached: '2', outputText: '7', cacheRead: '0.1' } },
    ]);
  });

  test('of dated prices the current one is the base, and those before and after are periods', () => {
    const converted = convertGenaiPrice(
      [
        { prices: { input_mtok: 1 } },
        { constraint: { type: 'start_date', start_date: '2026-08-17' }, prices: { input_mtok: 2 } },
        { constraint: { type: 'start_date', start_date: '2027-01-01' }, prices: { input_mtok: 3 } },
        {
          constraint: { type: 'time_of_date', start_time: '01:00:00Z', end_time: '04:00:00Z' },
          prices: { input_mtok: 4 },
        },
      ],
      tableDate,
    );

    expect(converted).toEqual({
      base: { inputUncached: '2' },
      tiers: [],
      effectiveFrom: '2026-08-17',
      periods: [
        { from: null, until: '2026-08-17', daily: null, base: { inputUncached: '1' }, tiers: [] },
        { from: '2027-01-01', daily: null, base: { inputUncached: '3' }, tiers: [] },
        { from: '2026-08-17', daily: { from: '01:00', until: '04:00' }, base: { inputUncached: '4' }, tiers: [] },
      ],
    });
  });

  test('refuses what it cannot say exactly', () => {
    const odd = { type: 'time_of_date', start_time: '01:00:30Z', end_time: '04:00:00Z' } as const;

    expect(() => convertGenaiPrice([{ constraint: odd, prices: {} }], tableDate)).toThrow('whole minute');
    expect(() => convertGenaiPrice([], tableDate)).toThrow('empty list');
    expect(() => toDecimal(1e-12 / 3)).toThrow('too many digits');
  });
});

test.each([
  [0.003625, '0.003625'],
  [10, '10'],
  [0.1, '0.1'],
  [0, '0'],
  [0.083_333_333_333_333_34, '0.083333333333'],
])('toDecimal(%f) is %s', (price, decimal) => {
  expect(toDecimal(price)).toBe(decimal);
});
