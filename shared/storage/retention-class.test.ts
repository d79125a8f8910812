import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retentionClasses, retentionClassOf, retentionClassWithin } from './retention-class.ts';

const days = fc.integer({ min: 1, max: 3650 });

test('an object lives as long as its project keeps things, and at most as long as the next class', () => {
  fc.assert(
    fc.property(days, (retention) => {
      const found = retentionClassOf(retention);
      expect(found).toBeGreaterThanOrEqual(retention);
      expect(retentionClasses.filter((each) => each >= retention && each < found)).toEqual([]);
    }),
  );
});

test('what is left of a retention is never exceeded, but for its last day', () => {
  fc.assert(
    fc.property(days, (remaining) => {
      expect(retentionClassWithin(remaining)).toBeLessThanOrEqual(remaining);
    }),
  );
  expect(retentionClassWithin(0.2)).toBe(1);
});
