import { expect, test } from 'vitest';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { windowKey } from '../storage/limit-keys.ts';
import { budgetKeyOf, windowKeysOf } from './claim-keys.ts';
import { makeBudget, makeLimit } from './testing/governed-call.ts';

test('the counters of a limit are made once for calls of the same subject in the same minute', () => {
  const limit = makeLimit({ requestsPerMinute: 10 });
  const first = windowKeysOf(limit, 'project-1', 'key-1', 7);

  expect(windowKeysOf(limit, 'project-1', 'key-1', 7)).toBe(first);
  expect(first.key).toEqual(windowKey('project-1', limit.id, 'key-1', 7));
  expect(first.previousKey).toEqual(windowKey('project-1', limit.id, 'key-1', 6));
});

test.each<[string, string, number]>([
  ['project-2', 'key-1', 7],
  ['project-1', 'key-2', 7],
  ['project-1', 'key-1', 8],
])('nobody gets the counters of somebody else, or of another minute: %s %s %i', (projectId, subject, minute) => {
  const limit = makeLimit({ requestsPerMinute: 10 });
  const known = windowKeysOf(limit, 'project-1', 'key-1', 7);

  expect(windowKeysOf(limit, projectId, subject, minute).key).toEqual(windowKey(projectId, limit.id, subject, minute));
  expect(windowKeysOf(limit, 'project-1', 'key-1', 7)).toEqual(known);
});

test('rules that are alike but for their ids have counters of their own', () => {
  const [one, other] = [makeBudget(), makeBudget({ id: 'rule-2' })];

  expect(budgetKeyOf(one, 'p', '', '2026-11')).toBe(budgetKeyOf(one, 'p', '', '2026-11'));
  expect(budgetKeyOf(one, 'p', '', '2026-11')).toEqual(budgetCounterKey('p', 'rule-1', '2026-11', ''));
  expect(budgetKeyOf(other, 'p', '', '2026-11')).toEqual(budgetCounterKey('p', 'rule-2', '2026-11', ''));
  expect(budgetKeyOf(one, 'p', '', '2026-12')).toEqual(budgetCounterKey('p', 'rule-1', '2026-12', ''));
});
