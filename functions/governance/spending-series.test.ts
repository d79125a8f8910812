import { expect, test } from 'vitest';
import { completedSteps } from './spending-series.ts';

const series = [0, 10, 20, 30, 40].map((start) => ({ start, spentNanoUsd: start + 1 }));

test('of a budget that is older than the period every step that is over counts', () => {
  expect(completedSteps(series, -5)).toEqual([1, 11, 21, 31]);
});

test('of a budget that was made in the period only the steps that it saw whole count', () => {
  expect(completedSteps(series, 20)).toEqual([21, 31]);
  expect(completedSteps(series, 21)).toEqual([31]);
  expect(completedSteps(series, 41)).toEqual([]);
});
