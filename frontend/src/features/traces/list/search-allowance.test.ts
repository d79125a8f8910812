import { expect, it } from 'vitest';
import { mayReadOn, unaskedPages } from './search-allowance.ts';

it('a search that finds nothing stops and asks, and goes on as far as it was told', () => {
  const [found, none] = [{ items: ['a'] }, { items: [] }];
  const nothing = (count: number) => Array.from({ length: count }, () => none);
  expect(mayReadOn([], 0)).toBe(true);
  expect(mayReadOn([found, ...nothing(unaskedPages - 1)], 0)).toBe(true);
  expect(mayReadOn([found, ...nothing(unaskedPages)], 0)).toBe(false);
  expect(mayReadOn([found, ...nothing(unaskedPages)], unaskedPages)).toBe(true);
  // A match resets the count.
  expect(mayReadOn([...nothing(9), found], 0)).toBe(true);
});
