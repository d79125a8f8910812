import { expect, test } from 'vitest';
import { planYoungHours } from './plan-young-hours.ts';

const minute = 60_000;
const hour = 60 * minute;
const counted = (projectId: string, place: number) => ({ projectId, hour: place * hour });
const hoursOf = (now: number, ...of: ReturnType<typeof counted>[]) =>
  planYoungHours(of, now).map(({ projectId, hour: each }) => [projectId, each / hour]);

test('an hour of acceptance stands for itself and the one before it, each once, newest first', () => {
  expect(hoursOf(12 * hour, counted('a', 10), counted('b', 10), counted('a', 11))).toEqual([
    ['a', 11],
    ['a', 10],
    ['b', 10],
  ]);
});

test('an hour has slices 35 minutes after its start, and until it is due as a whole', () => {
  expect(hoursOf(10 * hour + 35 * minute - 1, counted('a', 10))).toEqual([['a', 9]]);
  expect(hoursOf(10 * hour + 35 * minute, counted('a', 10))).toEqual([
    ['a', 10],
    ['a', 9],
  ]);
  expect(hoursOf(13 * hour - 1, counted('a', 10))).toEqual([['a', 10]]);
  expect(hoursOf(13 * hour, counted('a', 10))).toEqual([]);
});
