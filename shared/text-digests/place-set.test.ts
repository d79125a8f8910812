import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlaceSet } from './place-set.ts';

const places = fc.uniqueArray(fc.nat(4095), { maxLength: 200 });

function setOf(members: readonly number[]): PlaceSet {
  const set = new PlaceSet(4096);
  for (const each of members) set.add(each);
  return set;
}

test('tells its places in order, and what it has in common with another', () => {
  fc.assert(
    fc.property(places, places, (some, others) => {
      const set = setOf(some);
      expect(set.places()).toEqual(some.toSorted((a, b) => a - b));
      set.intersect(setOf(others));
      expect(set.places()).toEqual(some.filter((each) => others.includes(each)).sort((a, b) => a - b));
      expect(some.every((each) => set.has(each) === others.includes(each))).toBe(true);
    }),
  );
});

test('takes a run of places', () => {
  const set = new PlaceSet(70);
  set.addAll(30, 34);
  set.addAll(69, 70);
  set.addAll(5, 5);
  expect(set.places()).toEqual([30, 31, 32, 33, 69]);
});
