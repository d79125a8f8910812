import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usageBuckets } from '../contract/usage.ts';
import { parseUsd, roundToNanoUsd } from './nano-usd.ts';

/** From a token to more than a number holds exactly. */
const tokens = fc.oneof(fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const usdPerMillion = fc
  .tuple(
    fc.integer({ min: 0, max: 300 }),
    fc.constantFrom('', '.5', '.50', '.075', '.0755', '.000000000001', '.123456789012'),
  )
  .map(([whole, fraction]) => `${whole}${fraction}`);
const amounts = fc.uniqueArray(fc.record({ bucket: fc.constantFrom(...usageBuckets), tokens, usdPerMillion }), {
  selector: ({ bucket }) => bucket,
  minLength: 1,
});

test('the total is the exact sum rounded half to even, whether it is made of numbers or of big integers', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const units = list.reduce((sum, each) => sum + BigInt(each.tokens) * parseUsd(each.usdPerMillion), 0n);
      const [whole, rest] = [units / 1_000_000_000n, units % 1_000_000_000n];
      const isUp = rest > 500_000_000n || (rest === 500_000_000n && whole % 2n === 1n);
      const total = whole + (isUp ? 1n : 0n);
      const rounded = roundToNanoUsd(list);

      const isTooLarge = total > BigInt(Number.MAX_SAFE_INTEGER);
      expect(rounded?.totalNanoUsd ?? null).toBe(isTooLarge ? null : Number(total));
      const parts = Object.values(rounded?.buckets ?? {}).reduce((sum, part) => sum + part, 0);
      expect(parts).toBe(isTooLarge ? 0 : Number(total));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['0.0005', 1, 0],
  ['0.0015', 1, 2],
  ['0.0025', 1, 2],
])('half of a nano-dollar goes to the even one: %s', (price, count, expected) => {
  expect(roundToNanoUsd([{ bucket: 'outputText', tokens: count, usdPerMillion: price }])?.totalNanoUsd).toBe(expected);
});
