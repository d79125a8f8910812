import { expect, it } from 'vitest';
import { sumEmbeddedTokens } from './sum-embedded-tokens.ts';

const lengthOf = (text: string) => text.length;

it.each([
  ['nets', 4],
  [['nets', 'by'], 6],
  [[1, 2, 3], 3],
  [[[1, 2], [3], 'by'], 5],
  [undefined, 0],
  [{ text: 'nets' }, 0],
])('%j has %i tokens', (input, tokens) => {
  expect(sumEmbeddedTokens(input, lengthOf)).toBe(tokens);
});

it('looks through lists within lists, however many', () => {
  const depth = 200_000;
  const input: unknown = JSON.parse(`${'['.repeat(depth)}7${']'.repeat(depth)}`);
  expect(sumEmbeddedTokens(input, lengthOf)).toBe(1);
});
