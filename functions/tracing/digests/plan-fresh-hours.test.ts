import { expect, test } from 'vitest';
import { planFreshHours } from './plan-fresh-hours.ts';

const hour = 3_600_000;
const counted = (projectId: string, place: number, digestedAt?: number) => ({
  ...{ projectId, hour: place * hour },
  ...(digestedAt === undefined ? {} : { digestedAt }),
});

test('an hour of acceptance stands for itself and the one before it', () => {
  expect(planFreshHours([counted('a', 10)])).toEqual([
    { projectId: 'a', accepted: 10 * hour, hours: [9 * hour, 10 * hour] },
  ]);
});

test('hours in which nothing was accepted are digested with the next one, so that lists need not ask for them', () => {
  expect(planFreshHours([counted('a', 14), counted('b', 12), counted('a', 10, 1)])).toEqual([
    { projectId: 'b', accepted: 12 * hour, hours: [11 * hour, 12 * hour] },
    { projectId: 'a', accepted: 14 * hour, hours: [11, 12, 13, 14].map((place) => place * hour) },
  ]);
});

test('what is digested is not due', () => {
  expect(planFreshHours([counted('a', 10, 1), counted('a', 11, 1)])).toEqual([]);
});
