import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routeCountKey, routeKey, routePrefix, routeVersionKey, routeVersionSk } from './route-keys.ts';

const text = fc.string({ unit: 'grapheme' });

test('different routes never share a key, whatever stands in their names', () => {
  fc.assert(
    fc.property(text, text, text, text, (a, b, c, d) => {
      fc.pre(a !== c || b !== d);
      expect(routeKey(a, b)).not.toEqual(routeKey(c, d));
      expect(routeVersionKey(a, b, 1)).not.toEqual(routeVersionKey(c, d, 1));
    }),
  );
  expect(routeCountKey('p').sk.startsWith(routePrefix)).toBe(false);
});

test('versions sort by number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 1, max: 999_999_999 }), (a, b) => {
      expect(routeVersionSk(a) < routeVersionSk(b)).toBe(a < b);
    }),
  );
});
