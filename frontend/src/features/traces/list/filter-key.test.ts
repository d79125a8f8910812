import { expect, it } from 'vitest';
import { filterKey } from './filter-key.ts';

it('enter applies the filter until an arrow has chosen a suggestion, and tab completes only what was begun', () => {
  const [closed, open] = [
    { isOpen: false, isChoosing: false, isAtWord: true },
    { isOpen: true, isChoosing: false, isAtWord: true },
  ];
  const choosing = { ...open, isChoosing: true };
  expect(['Enter', 'ArrowDown', 'Tab', 'Escape'].map((key) => filterKey(key, false, closed))).toEqual([
    ...['apply', null, null, 'leave'],
  ]);
  expect(['Enter', 'ArrowDown', 'Tab', 'Escape', 'a'].map((key) => filterKey(key, false, open))).toEqual([
    ...['apply', 'enter-list', 'complete', 'close', null],
  ]);
  expect(['Enter', 'ArrowUp', 'PageDown'].map((key) => filterKey(key, false, choosing))).toEqual([
    'list',
    'list',
    'list',
  ]);
  expect([filterKey('Tab', true, open), filterKey('Tab', false, { ...open, isAtWord: false })]).toEqual([null, null]);
});
