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

it('leaves what somebody chose', () => {
  const chosen = ['tokens', 'time'].map((id) => ({ id, width: null }));
  expect(shownColumns(chosen, 300).map(({ id, width }) => [id, width])).toEqual([
    ['tokens', 76],
    ['time', 104],
  ]);
});
