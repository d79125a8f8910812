import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCondition } from '../../test/bench/trace-query/evaluate-condition.ts';
import { arbitrarySearch, arbitraryTrace } from '../trace-digests/testing/arbitrary-search.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { createTraceMatcher } from '../trace-filter/match-trace.ts';
import { parseFilter } from '../trace-filter/parse-filter.ts';
import { arbitraryFilter } from '../trace-filter/testing/arbitrary-filter.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { toSearchCondition } from './trace-search-condition.ts';

/** What DynamoDB says of a trace; nothing where it judges nothing. */
function judged(filter: Filter, trace: FilterableTrace): { fits?: boolean; isExact?: boolean } {
  const condition = toSearchCondition(filter);
  if (condition === null) return {};
  const reader = (name: string) => (item: FilterableTrace) => (item as Record<string, unknown>)[name];
  const fits = compileCondition(condition.expression, { ...condition, reader });
  return { fits: fits(trace), isExact: condition.isExact };
}

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

test('a condition of more operators than DynamoDB takes is given up, though it is short enough', () => {
  const terms = (count: number): Filter => ({
    kind: 'and',
    of: Array.from({ length: count }, (_, value) => ({ kind: 'number', field: 'spans', comparison: '>', value })),
  });

  expect(toSearchCondition(terms(150))?.isExact).toBe(true);
  expect(toSearchCondition(terms(151))).toBeNull();
});

test('a term that is given up leaves nothing behind', () => {
  const filter = {
    kind: 'and',
    of: [
      {
        kind: 'or',
        of: [
          { kind: 'has', what: 'tag' },
          { kind: 'field', field: 'name', pattern: ['answer', ''] },
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

test('what fits is never kept back, of summaries that lack lists neither; and what is judged exactly is judged as here', () => {
  const counts = { keptBack: 0, exact: 0 };
  fc.assert(
    fc.property(arbitrarySearch, fc.array(arbitraryTrace, { minLength: 1, maxLength: 8 }), (filter, traces) => {
      const matches = createTraceMatcher(filter);
      for (const trace of traces) {
        const verdict = judged(filter, trace);
        const fits = matches(trace);
        expect(verdict).not.toMatchObject(fits === false ? { fits: true, isExact: true } : { fits: false });
        if (verdict.fits === false) counts.keptBack += 1;
        if (verdict.isExact) counts.exact += 1;
      }
    }),
    { numRuns: 3000 },
  );
  expect(counts.keptBack).toBeGreaterThan(1000);
  expect(counts.exact).toBeGreaterThan(1000);
});

test.each([
  ['tag:rare', 'size(#f0) > :f1'],
  ['tag:rare tag:*x*', 'size(#f0) > :f1'],
  ['model:gpt-5*', 'size(#f0) > :f1 OR size(#f2) > :f1'],
  ['model:gpt* tag:x', '(size(#f0) > :f1 OR size(#f2) > :f1) AND size(#f3) > :f1'],
  ['environment:prod', 'attribute_type(#f0, :f1)'],
  ['session:*x', 'attribute_type(#f0, :f1)'],
  ['metadata.tenant:acme', 'size(#f0) > :f1'],
  ['score.x:good OR score.x>1', 'size(#f0) > :f1'],
  ['key:a*', 'size(#f0) > :f1'],
  ['name:answer*', undefined],
  ['-tag:rare', undefined],
  ['tag:rare OR name:x', undefined],
])('of %s DynamoDB keeps back what has no such value', (text, expression) => {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);

  expect(toSearchCondition(parsed.filter)?.expression).toBe(expression);
});

test('half a character at the end of a prefix keeps nothing back that fits', () => {
  const filter: Filter = { kind: 'field', field: 'user', pattern: ['\ud83d', ''] };
  const trace: FilterableTrace = { userId: '\u{1f600}' };
  expect(createTraceMatcher(filter)(trace)).toBe(true);
  expect(judged(filter, trace)).toEqual({ fits: true, isExact: false });
});
