import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryFilter } from '../trace-filter/testing/arbitrary-filter.ts';
import { toSearchCondition } from './trace-search-condition.ts';

test('a condition defines what it uses, and nothing else: DynamoDB refuses both', () => {
  fc.assert(
    fc.property(arbitraryFilter, (filter) => {
      const condition = toSearchCondition(filter);
      if (condition === null) return;
      const used = new Set(condition.expression.match(/[#:]f\d+/g));
      expect(new Set([...Object.keys(condition.names), ...Object.keys(condition.values)])).toEqual(used);
    }),
    { numRuns: 1000 },
  );
});

test('a term that is given up leaves nothing behind', () => {
  const filter = {
    kind: 'and',
    of: [
      {
        kind: 'or',
        of: [
          { kind: 'field', field: 'model', pattern: ['gpt-5', ''] },
          { kind: 'has', what: 'tag' },
        ],
      },
      { kind: 'is', what: 'simulated' },
    ],
  } as const;

  expect(toSearchCondition(filter)).toEqual({
    expression: '#f2 = :f3',
    names: { '#f2': 'isSimulated' },
    values: { ':f3': true },
    isExact: false,
  });
});
