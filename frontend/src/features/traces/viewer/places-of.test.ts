import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf, placesOf } from './places-of.ts';

it('finds every place, in any case, and no more than are wanted', () => {
  expect(placesOf('Bern, bern and BERN', 'bern')).toEqual([
    [0, 4],
    [6, 10],
    [15, 19],
  ]);
  expect(placesOf('Bern, bern', ' bern ', 1)).toEqual([[0, 4]]);
  expect(placesOf('aaa', 'aa')).toEqual([[0, 2]]);
  expect(placesOf('Bern', ' ')).toEqual([]);
  expect(placesOf('İ Bern', 'bern')).toEqual([]);
});

it('cuts a text into what is found and what is not', () => {
  expect(piecesOf('lookup_order', 'ORDER')).toEqual([
    { start: 0, text: 'lookup_', isFound: false },
    { start: 7, text: 'order', isFound: true },
  ]);
  expect(piecesOf('chat', 'order')).toEqual([{ start: 0, text: 'chat', isFound: false }]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, find) => {
      expect(
        piecesOf(text, find)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
