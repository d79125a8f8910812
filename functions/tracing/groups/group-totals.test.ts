import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FilterableTrace } from '../../../shared/trace-filter/trace-values.ts';
import { createTotals } from './group-totals.ts';

const trace = fc.record({
  startTime: fc.integer({ min: 0, max: 1e6 }).map((at) => new Date(at).toISOString()),
  durationMs: fc.nat(1000),
  status: fc.constantFrom('ok', 'error', 'unset'),
  totalTokens: fc.nat(1000),
  costNanoUsd: fc.option(fc.nat(1_000_000)),
  models: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
}) as fc.Arbitrary<FilterableTrace>;

const totalsOf = (traces: readonly FilterableTrace[]) => {
  const totals = createTotals();
  for (const each of traces) totals.add({ ...each, endTime: each.startTime ?? '' });
  return totals.totals();
};

test('totals are the same in whatever order the traces come, and each is in them once', () => {
  fc.assert(
    fc.property(fc.array(trace, { minLength: 1 }), (traces) => {
      const totals = totalsOf(traces);
      expect(totalsOf(traces.toReversed())).toEqual(totals);
      expect(totals.traceCount).toBe(traces.length);
      expect(totals.totalTokens).toBe(traces.reduce((sum, { totalTokens = 0 }) => sum + totalTokens, 0));
      const costs = traces.flatMap(({ costNanoUsd }) => costNanoUsd ?? []);
      expect(totals.costNanoUsd).toBe(costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0));
      expect(totals.firstTime <= totals.lastTime).toBe(true);
    }),
  );
});

test('scores are weighed by how many there are, and words are kept', () => {
  const scored = (count: number, mean: number | null, labels: string[] = []) =>
    ({ scores: { helpful: { count, mean, labels } } }) as FilterableTrace;
  expect(totalsOf([scored(3, 1), scored(1, 0), scored(2, null, ['bad'])]).scores).toEqual({
    helpful: { count: 6, mean: 0.75, labels: ['bad'] },
  });
});

test('what nobody is charged for is told from the rest', () => {
  const { costNanoUsd, simulatedCostNanoUsd, simulatedTraceCount, isSimulated } = totalsOf([
    { costNanoUsd: 5, isSimulated: false },
    { costNanoUsd: 7, isSimulated: true, simulatedCostNanoUsd: 4 },
    { costNanoUsd: 9, isSimulated: true, providers: ['sandbox'] },
  ]);

  expect({ costNanoUsd, simulatedCostNanoUsd, simulatedTraceCount, isSimulated }).toEqual({
    ...{ costNanoUsd: 21, simulatedCostNanoUsd: 13, simulatedTraceCount: 2, isSimulated: true },
  });
  expect(totalsOf([{ costNanoUsd: 5 }])).toMatchObject({ simulatedCostNanoUsd: 0, isSimulated: false });
});
