import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetCounterKey, budgetKey } from './budget-keys.ts';
import { leasesKey, limitKey, windowKey } from './limit-keys.ts';

const part = fc.string({ minLength: 0, maxLength: 400, unit: 'grapheme' });

test('different counters have different keys, of a length that a table takes', () => {
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(windowKey(...one, 1)).not.toEqual(windowKey(...other, 1));
      expect(leasesKey(...one)).not.toEqual(leasesKey(...other));
      const [project, id, subject] = one;
      expect(budgetCounterKey(project, id, '2026-11', subject)).not.toEqual(
        budgetCounterKey(other[0], other[1], '2026-11', other[2]),
      );
      expect(budgetCounterKey('p', 'b', '2026-11', subject).sk.length).toBeLessThan(1024);
    }),
  );
});

test('a rule’s id cannot forge another’s key', () => {
  expect(limitKey('p', 'a#b').sk).toBe('LIMIT#a%23b');
  expect(budgetKey('p', 'a#b').sk).toBe('BUDGET#a%23b');
  expect(windowKey('p', 'l', '', 5).sk).toBe('MINUTE#0000000005');
});
