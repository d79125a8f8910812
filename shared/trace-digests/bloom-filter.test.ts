import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBloomFilter, mayHold } from './bloom-filter.ts';
import { hashText } from './term-hash.ts';

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
