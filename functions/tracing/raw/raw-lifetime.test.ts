import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retentionClassOf, retentionClassWithin } from '../../../shared/storage/retention-class.ts';
import { rawLifetime } from './raw-lifetime.ts';

const days = fc.integer({ min: 1, max: 3650 });

test('a request with spans goes no later than the traces that it became', () => {
  fc.assert(
    fc.property(days, days, (retentionDays, age) => {
      const ageDays = Math.min(age, retentionDays - 1);
      expect(rawLifetime({ retentionDays }, ageDays)).toBe(retentionClassWithin(retentionDays - ageDays));
    }),
  );
});

test('what was said of a trace that has some days left goes no sooner than it, if its project keeps things that long', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), days, (share, keptDays) => {
      const retentionDays = share * keptDays;
      const lifetime = rawLifetime({ retentionDays, keptDays });

      expect(lifetime).toBeLessThanOrEqual(keptDays);
      if (retentionClassOf(retentionDays) <= keptDays) expect(lifetime).toBeGreaterThanOrEqual(retentionDays);
      else expect(lifetime).toBe(retentionClassWithin(keptDays));
    }),
  );
});

test('and keeps to both when it is rewritten', () => {
  const said = { retentionDays: 12, keptDays: 30 };
  expect([0, 6, 10, 11.5].map((age) => rawLifetime(said, age))).toEqual([14, 7, 3, 1]);
  // 13 days are left of what it may stay, and no class is between 7 and 14.
  expect(rawLifetime({ retentionDays: 29, keptDays: 30 }, 17)).toBe(7);
});
