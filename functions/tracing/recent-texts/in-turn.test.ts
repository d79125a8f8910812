import { expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

const projects = Array.from({ length: 1000 }, (_, place) => `project ${place}`);
const now = Date.UTC(2026, 10, 28, 2);

test('each project is among the first fifth at least once in ten minutes', () => {
  const first = new Set<string>();
  for (let minute = 0; minute < 10; minute++)
    for (const project of inTurn(projects, now + minute * 60_000).slice(0, 200)) first.add(project);
  expect(first.size).toBe(1000);
});

test('all have their turn, in the same order', () => {
  const turn = inTurn(projects, now);
  expect(turn.toSorted()).toEqual(projects.toSorted());
  expect(turn.indexOf('project 500') - turn.indexOf('project 499')).toBe(1);
  expect(inTurn([], now)).toEqual([]);
  expect(inTurn(['only'], now)).toEqual(['only']);
});
