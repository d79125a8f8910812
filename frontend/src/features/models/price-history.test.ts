import { describe, expect, it } from 'vitest';
import type { ModelPrice } from '../../../../shared/contract/models.ts';
import { comparedIds } from './compared-ids.ts';
import { priceHistory } from './price-history.ts';

const price: ModelPrice = { base: { outputText: '2' }, tiers: [], source: 'prices', effectiveFrom: null };

describe('the history of a price', () => {
  it('is one step where it never changed', () => {
    expect(priceHistory(price, 'outputText')).toEqual([{ from: null, usd: 2 }]);
    expect(priceHistory(price, 'inputUncached')).toEqual([{ from: null, usd: null }]);
  });

  it('goes from what was to what is announced', () => {
    const periods = [
      { from: null, until: '2026-03-01', daily: null, base: { outputText: '4' }, tiers: [] },
      { from: '2027-01-01', daily: null, base: { outputText: '1' }, tiers: [] },
      { from: null, daily: { from: '01:00', until: '02:00' }, base: { outputText: '9' }, tiers: [] },
    ];
    expect(priceHistory({ ...price, periods }, 'outputText')).toEqual([
      { from: null, usd: 4 },
      { from: '2026-03-01', usd: 2 },
      { from: '2027-01-01', usd: 1 },
    ]);
  });
});

it('compares at most four models, each once', () => {
  expect(comparedIds('a/b,c/d,a/b,,e/f,g/h,i/j')).toEqual(['a/b', 'c/d', 'e/f', 'g/h']);
});
