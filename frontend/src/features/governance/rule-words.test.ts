import { expect, it } from 'vitest';
import { describeScope, toNanoUsd, toUsd } from './rule-words.ts';

const all = { keyId: null, userId: null, model: null };

it.each([
  [{ scope: all, each: null }, 'The whole project'],
  [{ scope: all, each: 'key' }, 'Each key'],
  [{ scope: { ...all, model: 'openai/*' }, each: 'user' }, 'Each user, calls of openai/*'],
  [{ scope: { ...all, keyId: 'k1' }, each: null }, 'Key k1'],
] as const)('%j counts %s', (rule, words) => {
  expect(describeScope(rule)).toBe(words);
});

it('reads money as typed', () => {
  expect(toNanoUsd(12.5)).toBe(12_500_000_000);
  expect(toUsd(12_500_000_000)).toBe(12.5);
  for (const wrong of [undefined, Number.NaN, 0, -1]) expect(toNanoUsd(wrong)).toBeUndefined();
});
