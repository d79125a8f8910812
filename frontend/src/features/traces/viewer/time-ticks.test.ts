import { expect, it } from 'vitest';
import { tickText, timeStep } from './time-ticks.ts';

it.each([
  [41_800, 5, 10_000],
  [128_000, 5, 30_000],
  [120_000, 5, 30_000],
  [3_600_000, 5, 900_000],
  [455, 5, 100],
  [1400, 5, 500],
  [0.4, 5, 0.1],
  [0, 5, 0],
  [26 * 3_600_000, 5, 6 * 3_600_000],
])('in %d ms at most %d marks are %d ms apart', (length, most, step) => {
  expect(timeStep(length, most)).toBeCloseTo(step, 9);
});

it.each([
  [10_000, '10 s'],
  [1500, '1.5 s'],
  [1250, '1.25 s'],
  [60_000, '1 m'],
  [90_000, '1 m 30 s'],
  [100, '100 ms'],
  [3_600_000, '1 h'],
  [0.2, '200 µs'],
])('%d ms reads %s', (ms, text) => {
  expect(tickText(ms)).toBe(text);
});
