import { expect, test } from 'vitest';
import { itemSize, readUnits, writeUnits } from './item-size.ts';

test.each([
  [{ pk: 'abc' }, 5],
  [{ name: 'ü' }, 6],
  [{ n: 1234567 }, 1 + 5],
  [{ b: new Uint8Array(100) }, 101],
  [{ isDone: true, nothing: null, absent: undefined }, 6 + 1 + 7 + 1],
  [{ list: ['ab', 'c'] }, 4 + 3 + 2 + 3],
  [{ map: { a: 'bc' } }, 3 + 3 + 1 + 1 + 2],
  [{ set: new Set(['ab']) }, 3 + 3 + 2],
])('%j has %i bytes', (item, bytes) => {
  expect(itemSize(item)).toBe(bytes);
});

test('a unit writes 1 KB and reads 4 KB, and what is begun is paid', () => {
  expect([0, 1, 1024, 1025].map(writeUnits)).toEqual([1, 1, 1, 2]);
  expect([0, 4096, 4097].map(readUnits)).toEqual([1, 1, 2]);
});
