import { expect, it } from 'vitest';
import { revealRow } from './reveal-row.ts';

const scrolled = (scrollTop: number, index: number) => {
  const scroller = { scrollTop, clientHeight: 300 } as HTMLElement;
  revealRow(scroller, index, 30);
  return scroller.scrollTop;
};

it.each([
  ['not where the row is in sight', 60, 5, 60],
  ['up to a row above', 60, 1, 30],
  ['down to a row below', 60, 13, 120],
  ['so that a row far away is in the middle', 0, 100, 2865],
  ['back, likewise', 3000, 20, 465],
  ['to the very top for the first', 3000, 0, 0],
])('scrolls %s', (_, from, index, to) => {
  expect(scrolled(from, index)).toBe(to);
});
