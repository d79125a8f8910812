import { describe, expect, test } from 'vitest';
import { gramsOfPattern } from './sought-grams.ts';
import { visitGrams } from './text-grams.ts';

function gramsOf(text: string): Set<number> {
  const grams = new Set<number>();
  visitGrams(text, (gram) => grams.add(gram));
  return grams;
}

const only = (text: string) => gramsOfPattern([text]).map(({ gram }) => gram);

describe('what is looked for of a pattern', () => {
  test('is in every text that it fits', () => {
    const sought = gramsOfPattern(['where is', '退款', 'now']);
    const grams = gramsOf('tell me where is my 退款 right now');
    expect(sought).toHaveLength(7);
    for (const { gram, isBeginning } of sought) expect(isBeginning || grams.has(gram)).toBe(true);
  });

  test('is a beginning only of three letters, which nothing longer tells of', () => {
    expect(gramsOfPattern(['gpt']).map(({ isBeginning }) => isBeginning)).toEqual([true]);
    expect(gramsOfPattern(['refund']).map(({ isBeginning }) => isBeginning)).toEqual([false, false, false]);
    expect(gramsOfPattern(['gp', 'usd']).map(({ isBeginning }) => isBeginning)).toEqual([true]);
  });

  test('begins with what is rare, and apart', () => {
    const first = only('question 47000:').slice(0, 3);
    expect(new Set(first)).toEqual(new Set(['4700', '000:', 'n 47'].flatMap(only)));
  });

  test('is each gram once', () => {
    expect(gramsOfPattern(['aaaaaaaa'])).toHaveLength(1);
  });
});
