import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Span, spanTypes } from '../../../../../shared/contract/span.ts';
import type { Cost, Usage } from '../../../../../shared/contract/usage.ts';
import { foldSpans, type SpanFacts } from '../../../../../shared/storage/trace-fold.ts';
import { summarize } from '../../../../../shared/storage/trace-summary.ts';
import { toSpanRow } from '../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../span-builder.ts';
import { forestOf } from './span-forest.ts';
import { addCost, subtreeSum, subtreeSums } from './subtree-sums.ts';

const usageOf = (input: number, output: number) =>
  ({ input, output, total: input + output, flags: [] }) as unknown as Usage;
const costOf = (totalNanoUsd: number | null) => ({ totalNanoUsd, buckets: {}, flags: [] }) as unknown as Cost;

const spans = fc
  .array(
    fc.record({
      parent: fc.nat(),
      type: fc.constantFrom(...spanTypes),
      tokens: fc.option(fc.tuple(fc.nat(5000), fc.nat(5000))),
      cost: fc.option(fc.nat(1_000_000)),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((list) =>
    list.map(({ parent, type, tokens, cost }, index): Span => {
      const id = (index + 1).toString(16);
      const above = index === 0 ? {} : { parent: ((parent % index) + 1).toString(16) };
      return spanOf({
        id,
        ...above,
        type,
        usage: tokens === null ? null : usageOf(...tokens),
        cost: tokens === null ? null : costOf(cost),
      });
    }),
  );

it('adds up to what the header of the trace says, whatever repeats whatever', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const { roots } = forestOf(list.map(toSpanRow));
      const sums = subtreeSums(roots);
      const fold = foldSpans(list as unknown as SpanFacts[]);
      const header = summarize('p', 't', fold as NonNullable<typeof fold>);
      const of = roots.map((root) => sums.get(root));
      for (const [node, sum] of sums) expect(subtreeSum(node)).toEqual(sum);
      expect(of.reduce((sum, each) => sum + (each?.tokens ?? 0), 0)).toBe(header.totalTokens);
      expect(of.reduce<number | null>((sum, each) => addCost(sum, each?.costNanoUsd ?? null), null)).toBe(
        header.costNanoUsd,
      );
      expect(of.reduce((sum, each) => sum + (each?.unpricedCount ?? 0), 0)).toBe(header.unpricedSpanCount);
    }),
  );
});
