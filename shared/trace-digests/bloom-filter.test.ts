import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToBloomFilter, createBloomFilter, emptyBloomFilter, mayHold } from './bloom-filter.ts';
import { hashText, mixBits } from './term-hash.ts';

const term = fc.nat(0xffffffff);

test('holds everything that was put in, however much that is', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 6000 }), (terms) => {
      const filter = createBloomFilter(new Set(terms));
      expect(terms.every((each) => mayHold(filter, each))).toBe(true);
    }),
  );
});

test('is wrong about once in a thousand times', () => {
  const filter = createBloomFilter(new Set(Array.from({ length: 400 }, (_, index) => hashText(`in ${index}`))));
  const wrong = Array.from({ length: 100_000 }, (_, index) => hashText(`out ${index}`)).filter((each) =>
    mayHold(filter, each),
  );

  expect(wrong.length).toBeLessThan(300);
});

test('sets the bits that are in digests already: (term + index * step) modulo their number', () => {
  const stepOf = (each: number) => (mixBits(each ^ 0x9e3779b9) | 1) >>> 0;
  fc.assert(
    fc.property(term, fc.integer({ min: 1, max: 4000 }), (each, bytes) => {
      const filter = emptyBloomFilter(bytes, 14);
      addToBloomFilter(filter, each);
      const places = Array.from(
        { length: filter.hashCount },
        (_, index) => (each + index * stepOf(each)) % (bytes * 8),
      );
      const expected = new Uint8Array(bytes);
      for (const place of places) expected[place >>> 3] = (expected[place >>> 3] ?? 0) | (1 << (place & 7));

      expect(filter.bits).toEqual(expected);
    }),
  );
});
