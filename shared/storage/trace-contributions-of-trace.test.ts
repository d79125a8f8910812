import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCall, buildSpan, hexOf, testTime } from '../../test/support/build-span.ts';
import { bucketIndex } from '../statistics/ddsketch.ts';
import { addMeasures, type Measures } from './trace-contributions.ts';
import { contributionsOfTrace } from './trace-contributions-of-trace.ts';
import { foldSpans, mergeFolds, type TraceFold } from './trace-fold.ts';
import { summarize } from './trace-summary.ts';

const root = buildSpan({ name: 'checkout', release: 'v1', service: 'shop', durationMs: 2000 });
const child = (input: Parameters<typeof buildCall>[0]) =>
  buildCall({ parentSpanId: root.spanId, spanId: hexOf(JSON.stringify(input), 16), durationMs: 100, ...input });

function fold(...spans: ReturnType<typeof buildSpan>[]): TraceFold {
  return foldSpans(spans) ?? expect.unreachable();
}

test('a trace counts once, under its name, with what it cost', () => {
  expect(contributionsOfTrace(null, fold(root, child({ tokens: 7 })))).toEqual([
    {
      ...{ minute: testTime, name: 'checkout', release: 'v1', service: 'shop', environment: null },
      ...{ model: null, provider: null, key: null, prompt: null, region: null },
      measures: {
        traceCount: 1,
        [`trace:${bucketIndex(2000)}`]: 1,
        'traceTotal.inputTokens': 7,
        'traceTotal.outputTokens': 7,
        'traceTotal.costNanoUsd': 14,
      },
    },
  ]);
});

test('a pack that makes it longer and fail moves it, and one that changes nothing adds nothing', () => {
  const before = fold(root);
  const after = mergeFolds(before, fold(child({ at: 5_000, durationMs: 1000, status: 'error' })));

  expect(contributionsOfTrace(before, after)[0]?.measures).toMatchObject({
    traceErrorCount: 1,
    [`trace:${bucketIndex(2000)}`]: -1,
    [`trace:${bucketIndex(6000)}`]: 1,
  });
  expect(contributionsOfTrace(before, before)).toEqual([]);
});

test('whatever order the spans come in, the rollups hold the trace as its summary says', () => {
  const spans = fc.array(
    fc.record({
      at: fc.nat(200_000),
      isRoot: fc.boolean(),
      tokens: fc.nat(50),
      release: fc.constantFrom(null, 'a', 'b'),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(spans, (inputs) => {
      const totals = new Map<string, Measures>();
      let known: TraceFold | null = null;
      for (const [index, { isRoot, ...input }] of inputs.entries()) {
        const each = child({ ...input, spanId: hexOf(String(index), 16), name: `span ${index}` });
        const added = fold(isRoot ? { ...each, parentSpanId: null } : each);
        const next: TraceFold = known === null ? added : mergeFolds(known, added);
        for (const { measures, ...place } of contributionsOfTrace(known, next)) {
          const sums = totals.get(JSON.stringify(place)) ?? {};
          totals.set(JSON.stringify(place), sums);
          addMeasures(sums, measures);
        }
        known = next;
      }
      const held = [...totals].filter(([, sums]) => Object.values(sums).some((sum) => sum !== 0));
      const summary = summarize('p', 't', known ?? expect.unreachable());

      expect(held).toHaveLength(1);
      expect(JSON.parse(held[0]?.[0] ?? '')).toMatchObject({ name: summary.name, release: summary.release });
      expect(held[0]?.[1]).toMatchObject({ traceCount: 1, [`trace:${bucketIndex(summary.durationMs)}`]: 1 });
    }),
  );
});
