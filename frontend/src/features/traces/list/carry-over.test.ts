import { expect, it } from 'vitest';
import { carryOver } from './carry-over.ts';

const suggestion = (label: string) => ({ label, insert: `${label}:`, description: '' });
const held = { text: 'tag:a m', from: 6, to: 7, suggestions: [suggestion('model'), suggestion('metadata')] };

it('suggestions that came for fewer letters replace the word as it is now', () => {
  const now = carryOver(held, 'tag:a mod', 9);
  expect([now.from, now.to, now.suggestions.map(({ label }) => label)]).toEqual([6, 9, ['model']]);
  expect(carryOver(held, held.text, 7)).toMatchObject({ from: 6, to: 7, suggestions: held.suggestions });
});

it('what stands before or after the word stays, and another word has none of them', () => {
  const inside = { ...held, text: 'm tag:a', from: 0, to: 1 };
  expect(carryOver(inside, 'mo tag:a', 2)).toMatchObject({ from: 0, to: 2 });
  expect(carryOver(held, 'tag:b mod', 9).suggestions).toEqual([]);
  expect(carryOver(held, 'tag:a mod x', 11).suggestions).toEqual([]);
  expect(carryOver(held, '', 0).suggestions).toEqual([]);
  // The cursor went to another word.
  expect(carryOver(held, held.text, 2).suggestions).toEqual([]);
});
