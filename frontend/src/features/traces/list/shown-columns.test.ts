import { expect, it } from 'vitest';
import { shownColumns, widthStep } from './shown-columns.ts';

const shown = (width: number) => shownColumns([], widthStep(width));
const ids = (width: number) => shown(width).map(({ id }) => id);

it('leaves the less telling columns out where there is no room, and never the time', () => {
  expect(ids(1200)).toEqual(['time', 'name', 'status', 'model', 'duration', 'firstToken', 'tokens', 'cost']);
  expect(ids(900)).toEqual(['time', 'name', 'status', 'model', 'duration', 'tokens', 'cost']);
  expect(ids(860)).toEqual(['time', 'name', 'status', 'model', 'duration', 'tokens', 'cost']);
  expect(ids(689)).toEqual(['time', 'name', 'status', 'duration', 'cost']);
  expect(ids(490)).toEqual(['time', 'name', 'status', 'duration']);
});

it.each([490, 586, 689])('fits %d px beside the boxes to select with, the time in its short form', (width) => {
  const total = shown(width).reduce((sum, column) => sum + column.width, 48);
  expect(total).toBeLessThanOrEqual(width);
});

it('leaves room for what was asked beside the name, also with facets at a width of 1440 px', () => {
  const [rail, facets] = [220, 232];
  const others = shown(1440 - rail - facets).filter(({ id }) => id !== 'name');
  const left = others.reduce((room, { width }) => room - width, 1440 - rail - facets - 48);
  // A name of 12 letters with its mark (168 px), the least of words (96 px), and the space around them.
  expect(left).toBeGreaterThanOrEqual(168 + 8 + 96 + 16);
});

it('leaves what somebody chose', () => {
  const chosen = ['tokens', 'time'].map((id) => ({ id, width: null }));
  expect(shownColumns(chosen, 300).map(({ id, width }) => [id, width])).toEqual([
    ['tokens', 64],
    ['time', 92],
  ]);
});
