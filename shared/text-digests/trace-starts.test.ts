import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStarts, encodeStarts } from './trace-starts.ts';

const hour = Date.UTC(2026, 2, 10, 12);
const starts = fc
  .array(fc.nat(3_599_999), { maxLength: 50 })
  .map((each) => each.sort((a, b) => a - b).map((offset) => hour + offset));

test('starts are read back', () => {
  fc.assert(
    fc.property(fc.array(starts, { minLength: 4, maxLength: 4 }), (shards) => {
      expect(decodeStarts(encodeStarts(shards, hour), hour, 4)).toEqual(shards);
    }),
  );
});

test('600 traces of an hour take a kilobyte', () => {
  const even = Array.from({ length: 4 }, (_, shard) =>
    Array.from({ length: 150 }, (_, index) => hour + index * 23_000 + shard),
  );
  expect(encodeStarts(even, hour).length).toBeLessThan(2000);
});
