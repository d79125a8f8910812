import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanPageLimits } from '../contract/trace-spans.ts';
import { packRange } from './pack-range.ts';
import { packKey } from './trace-keys.ts';

const packIds = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 }),
  // Right at a boundary of a half, a quarter, an eighth.
  fc.constantFrom(...['0', '2', '4', '8', 'c'].map((digit) => digit.padEnd(40, '0'))),
);

test('every pack is in exactly one part, however many there are', () => {
  fc.assert(
    fc.property(packIds, fc.integer({ min: 1, max: spanPageLimits.parts }), (packId, of) => {
      const sk = String(packKey('p', 't', packId)['sk']);
      const ranges = Array.from({ length: of }, (_, index) => packRange({ index: index + 1, of }));
      expect(ranges.filter(({ first, last }) => sk >= first && sk <= last)).toHaveLength(1);
    }),
  );
});

test('parts are equally wide', () => {
  expect([1, 2, 3].map((index) => packRange({ index, of: 3 }))).toEqual([
    { first: 'PACK#00000000', last: 'PACK#55555555' },
    { first: 'PACK#55555555', last: 'PACK#aaaaaaaa' },
    { first: 'PACK#aaaaaaaa', last: 'PACK#~' },
  ]);
});
