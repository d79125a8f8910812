import { expect, test } from 'vitest';
import { makeRoute } from '../testing/make-route.ts';
import { budgetTurns } from './budget-turns.ts';

test('are where conditions on the remaining budget begin to hold, however deep they stand', () => {
  const when = (below: number) => ({ kind: 'remainingBudget', below }) as const;
  const use = { kind: 'fallback', targets: ['t0'] } as const;
  const route = makeRoute(['mock/a'], {
    rules: [
      { name: 'plain', when: when(0.25), use: { ...use, targets: ['t0'] } },
      {
        name: 'nested',
        when: {
          kind: 'any',
          conditions: [
            { kind: 'streamed', is: true },
            { kind: 'not', condition: when(0.5) },
          ],
        },
        use: { ...use, targets: ['t0'] },
      },
      { name: 'else', use: { ...use, targets: ['t0'] } },
    ],
  });
  const settings = { routes: [route] };

  expect(budgetTurns(settings)).toEqual([0.75, 0.5]);
  expect(budgetTurns(settings)).toBe(budgetTurns(settings));
  expect(budgetTurns({ routes: [] })).toEqual([]);
});
