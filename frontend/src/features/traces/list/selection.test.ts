import { expect, it } from 'vitest';
import { extendTo, noSelection, selectedWords, shownOf, toggleAll, toggleRow } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('');

it('rows are chosen one by one, in ranges either way, and all at once', () => {
  const one = toggleRow(noSelection, 'c');
  expect(chosen(one)).toBe('c');
  expect(chosen(toggleRow(one, 'c'))).toBe('');
  const down = extendTo(one, order, 'e');
  expect(chosen(down)).toBe('cde');
  // The range turns around the row that it began with.
  expect(chosen(extendTo(down, order, 'b'))).toBe('bcde');
  expect(chosen(extendTo(noSelection, order, 'b'))).toBe('b');
  // The row that it began with is no longer in the list.
  expect(chosen(extendTo({ ids: new Set(['x']), anchor: 'x' }, order, 'b'))).toBe('bx');
  expect(chosen(toggleAll(down, order))).toBe('abcde');
  expect(chosen(toggleAll(toggleAll(down, order), order))).toBe('');
});

it('of what was chosen only what is still in the list counts', () => {
  const ids = new Set(['a', 'c', 'gone']);
  expect([...shownOf(ids, order)]).toEqual(['a', 'c']);
  expect(shownOf(noSelection.ids, order).size).toBe(0);
  // The same set, so that nothing is drawn anew.
  const here = new Set(['b']);
  expect(shownOf(here, order)).toBe(here);
});

it('says that all loaded are not all that fit', () => {
  expect([selectedWords(1, false), selectedWords(7, false)]).toEqual(['1 trace selected', '7 traces selected']);
  expect(selectedWords(100, true)).toBe('100 traces selected, all that are loaded; more fit');
});
