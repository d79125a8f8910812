import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCall, buildDecision, buildSpan, hexOf } from '../../test/support/build-span.ts';
import type { CallCandidate, CallDecision } from '../contract/call-decision.ts';
import { type Span, spanTypes } from '../contract/span.ts';
import { versionOf } from '../telemetry/stored-span.ts';
import { addSpans, factsOf, replaceSpans, type TraceChange, type VersionedFacts } from './trace-changes.ts';
import { addMeasures, type Contribution, contributionsOf, type Measures } from './trace-contributions.ts';
import { foldSpan, foldSpans, mergeFolds, type TraceFold } from './trace-fold.ts';
import { summarize } from './trace-summary.ts';

const traceId = hexOf('trace', 32);

/** Spans with few ids, so that some come in several versions. */
const spans = fc.array(
  fc
    .record({
      id: fc.integer({ min: 0, max: 6 }),
      at: fc.integer({ min: 0, max: 200_000 }),
      tokens: fc.nat(1000),
      type: fc.constantFrom(...spanTypes),
      status: fc.constantFrom('ok', 'error', 'unset'),
      isRoot: fc.boolean(),
      isCall: fc.boolean(),
      isSimulated: fc.boolean(),
      service: fc.constantFrom(null, 'shop', 'billing'),
      mapping: fc.constantFrom(undefined, 1, 2),
    })
    .map(({ id, isRoot, isCall, mapping, ...rest }) => {
      const input = {
        ...rest,
        traceId,
        spanId: hexOf(String(id), 16),
        parentSpanId: isRoot ? null : hexOf('parent', 16),
        name: `span ${id} ${rest.at}`,
        metadata: mapping === undefined ? {} : { mapping: { version: mapping } },
      } as const;
      return toFacts(isCall ? buildCall(input) : buildSpan(input));
    }),
  { minLength: 1, maxLength: 20 },
);

function toFacts(span: Span): VersionedFacts {
  return factsOf({ ...span, version: versionOf(span) });
}

/** Stores batches one after another, as the writer does, and answers the summary and what the rollups hold then. */
function play(batches: readonly (readonly VersionedFacts[])[]) {
  const stored = new Map<string, VersionedFacts>();
  const rollup = new Map<string, Measures>();
  let fold: TraceFold | null = null;
  for (const batch of batches) {
    const isKnown = batch.some((span) => stored.has(span.spanId));
    const change: TraceChange = isKnown ? replaceSpans(stored, batch) : addSpans(fold, batch);
    fold = change.fold;
    for (const contribution of change.contributions) addContribution(rollup, contribution);
    const merged = replaceSpans(stored, batch);
    expect(merged.fold).toEqual(fold);
    for (const span of batch) {
      const known = stored.get(span.spanId);
      if (known === undefined || winner(known, span) === span) stored.set(span.spanId, span);
    }
  }
  return { summary: fold && summarize('p', traceId, fold), rollup: withoutZeros(rollup) };
}

function winner(a: VersionedFacts, b: VersionedFacts): VersionedFacts {
  const [sorted = a] = [a, b].sort(
    (one, other) =>
      Number(BigInt(other.endTimeUnixNano) - BigInt(one.endTimeUnixNano)) ||
      other.version.mapping - one.version.mapping ||
      other.version.bytes - one.version.bytes ||
      (other.version.digest > one.version.digest ? 1 : -1),
  );
  return sorted;
}

function addContribution(rollup: Map<string, Measures>, { measures, ...dimensions }: Contribution): void {
  const id = JSON.stringify(dimensions);
  const sums = rollup.get(id) ?? {};
  rollup.set(id, sums);
  addMeasures(sums, measures);
}

function withoutZeros(rollup: ReadonlyMap<string, Measures>): Record<string, Measures> {
  const rows = [...rollup].map(([id, measures]): [string, Measures] => [
    id,
    Object.fromEntries(Object.entries(measures).filter(([, value]) => value !== 0)),
  ]);
  return Object.fromEntries(rows.filter(([, measures]) => Object.keys(measures).length > 0));
}

/** The batches of a trace: each span alone, so that every batch holds an id once. */
const batches = spans.map((each) => each.map((span) => [span]));

describe('a trace', () => {
  test('comes out the same for any order and repetition of its batches', () => {
    fc.assert(
      fc.property(
        batches.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          expect(play(shuffled)).toEqual(play(all));
        },
      ),
    );
  });

  test('comes out the same however its spans are put into batches', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 5 }), (all, size) => {
        const unique = [...new Map(all.map((span) => [span.spanId, span])).values()];
        const batched = Array.from({ length: Math.ceil(unique.length / size) }, (_, index) =>
          unique.slice(index * size, (index + 1) * size),
        );
        expect(play([...batched, unique])).toEqual(play(unique.map((span) => [span])));
      }),
    );
  });

  test('folds in any grouping', () => {
    fc.assert(
      fc.property(spans, spans, spans, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((each) => foldSpans(each) ?? foldSpan(toFacts(buildSpan())));
        if (x === undefined || y === undefined || z === undefined) throw new Error('three were given');
        expect(mergeFolds(mergeFolds(x, y), z)).toEqual(mergeFolds(x, mergeFolds(y, z)));
        expect(mergeFolds(x, y)).toEqual(mergeFolds(y, x));
      }),
    );
  });
});

describe('a summary', () => {
  const summaryOf = (...each: Span[]) => {
    const fold = foldSpans(each);
    if (fold === null) throw new Error('no spans');
    return summarize('p', traceId, fold);
  };

  test('is named after the root, wherever it is, and takes its output', () => {
    const root = buildSpan({
      at: 50,
      name: 'run',
      output: { preview: 'done', value: '', bytes: 2, isTruncated: false },
    });
    const early = buildCall({ spanId: hexOf('early', 16), parentSpanId: hexOf('x', 16), at: 0, durationMs: 9_000 });

    expect(summaryOf(early, root)).toMatchObject({
      name: 'run',
      outputPreview: 'done',
      inputPreview: 'What is up?',
      durationMs: 9_000,
    });
  });

  test('does not count what an agent repeats of the calls below it', () => {
    const call = buildCall({ tokens: 5, parentSpanId: hexOf('agent', 16) });
    const agent = buildCall({ tokens: 5, spanId: hexOf('agent', 16), type: 'agent' });

    expect(summaryOf(agent, call)).toMatchObject({ totalTokens: 10, costNanoUsd: 10, unpricedSpanCount: 0 });
  });

  test('has no cost where none is known, and says how many calls are unpriced', () => {
    const unpriced = buildCall({ cost: null });

    expect(summaryOf(unpriced)).toMatchObject({ costNanoUsd: null, unpricedSpanCount: 1 });
    expect(summaryOf(unpriced, buildCall({ spanId: hexOf('b', 16), tokens: 3 }))).toMatchObject({
      costNanoUsd: 6,
      unpricedSpanCount: 1,
    });
  });

  test('shows an error wherever it is, and unset when nothing is known', () => {
    const unset = buildSpan({ status: 'unset' });

    expect(summaryOf(unset).status).toBe('unset');
    expect(summaryOf(buildSpan(), buildSpan({ status: 'error' }))).toMatchObject({ status: 'error', errorCount: 1 });
  });
});

test('contributions that cancel out are not stored', () => {
  const span = toFacts(buildCall());

  expect(
    contributionsOf([
      { span, sign: 1 },
      { span, sign: -1 },
    ]),
  ).toEqual([]);
});

test('an attempt that another one took the place of is no error of the trace, and what it cost counts', () => {
  const call = buildCall({ spanId: hexOf('call', 16), tokens: 10 });
  const failed = buildCall({ spanId: hexOf('attempt', 16), tokens: 5, status: 'error' });
  const model = failed.model && { ...failed.model, isSuperseded: true };
  const fold = foldSpans([call, { ...failed, model }]);

  expect(fold).toMatchObject({ spanCount: 2, errorCount: 0, totalTokens: 30 });
  expect(foldSpans([call, failed])).toMatchObject({ errorCount: 1 });
});

test('a fold knows the routes that calls went by, and `auto`', () => {
  const route = { name: 'support', version: 1, rule: null, strategy: 'fallback', arm: null };
  const candidate: CallCandidate = {
    model: 'a/b',
    verdict: 'chosen',
    reason: 'it fits',
    expectedCostNanoUsd: null,
    expectedLatencyMs: null,
  };
  const routesOf = (more: Partial<CallDecision>) =>
    foldSpan(toFacts(buildCall({ decision: buildDecision(more) }))).routes;

  expect(routesOf({ route, candidates: [candidate] })).toEqual(['support']);
  expect(routesOf({ candidates: [candidate] })).toEqual(['auto']);
  expect(routesOf({})).toEqual([]);
  const folds = [{ route }, { candidates: [candidate] }].map((more) =>
    foldSpan(toFacts(buildCall({ decision: buildDecision(more) }))),
  );
  expect(folds.reduce(mergeFolds).routes).toEqual(['auto', 'support']);
});
