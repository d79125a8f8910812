import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GramSet } from './gram-set.ts';

const gram = fc.oneof(fc.integer({ min: 1, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 50 }));

test('holds each gram once, of one trace after the other', () => {
  const set = new GramSet();
  fc.assert(
    fc.property(fc.array(gram, { size: 'large' }), (grams) => {
      set.clear();
      for (const each of grams) set.add(each);
      expect([...set.values()]).toEqual([...new Set(grams)]);
      expect(set.size).toBe(new Set(grams).size);
    }),
  );
});

test('grows, and is small again afterwards', () => {
  const set = new GramSet();
  for (let each = 1; each <= 300_000; each++) set.add(each * 11);
  for (let each = 1; each <= 300_000; each++) set.add(each * 11);
  expect(set.size).toBe(300_000);
  set.clear();
  expect(set.size).toBe(0);
  set.add(0);
  expect([...set.values()]).toEqual([32]);
});
