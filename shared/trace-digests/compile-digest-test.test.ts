import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTraceMatcher } from '../trace-filter/match-trace.ts';
import { parseFilter } from '../trace-filter/parse-filter.ts';
import { arbitraryFilter } from '../trace-filter/testing/arbitrary-filter.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { compileDigestTest } from './compile-digest-test.ts';
import { decodeRuns, encodeRuns } from './digest-codec.ts';
import { addTrace, draftRun, finishRun, joinRuns, type RunDigest } from './run-digest.ts';
import { arbitrarySearch, arbitraryTrace } from './testing/arbitrary-search.ts';

const hour = Date.UTC(2026, 2, 10, 12);

function draftOf(traces: readonly FilterableTrace[]) {
  const draft = draftRun(hour);
  for (const [index, trace] of traces.entries()) addTrace(draft, hour + index, trace);
  return draft;
}

/** As it is read back. */
function digestOf(traces: readonly FilterableTrace[], cut = 0): RunDigest {
  const draft =
    cut > 0 && cut < traces.length
      ? joinRuns(draftOf(traces.slice(0, cut)), draftOf(traces.slice(cut)))
      : draftOf(traces);
  const [read] = decodeRuns(encodeRuns([finishRun(draft)], hour), hour);
  if (read === undefined) throw new Error('One run was written.');
  return read;
}

function testOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return compileDigestTest(parsed.filter);
}

describe('a digest', () => {
  test('never rules out a trace that fits, nor one whose spans have to be asked', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryTrace, { minLength: 1, maxLength: 6 }),
        fc.oneof({ arbitrary: arbitrarySearch, weight: 9 }, arbitraryFilter),
        fc.nat(6),
        (traces, filter, cut) => {
          const matches = createTraceMatcher(filter);
          const mayMatch = compileDigestTest(filter)?.(digestOf(traces, cut)) ?? true;
          if (traces.some((trace) => matches(trace) !== false)) expect(mayMatch).toBe(true);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  const run = digestOf([
    {
      ...{ name: 'Answer', status: 'ok', models: ['openai/gpt-5'], tags: ['Checkout'], userId: 'ada', types: ['llm'] },
      ...{ metadata: ['tenant=Acme'], scores: { verdict: { labels: ['Good'] } as never } },
      ...{ costNanoUsd: 2e9, durationMs: 500, errorCount: 0, timeToFirstTokenMs: null },
    },
    { name: 'answer', status: 'ok', models: [], tags: [], costNanoUsd: 3e9, durationMs: 900, errorCount: 0 },
  ]);

  test.each([
    'tag:rare',
    'tag=rare',
    'tag:*rare*',
    'model:claude*',
    'model:*turbo',
    'name:*wers',
    'user:Ada',
    'trace:4bf92f3577b34da6a3ce929d0e0e4736',
    'status:error',
    'type:tool',
    'metadata.tenant:other',
    'metadata.region:*',
    'score.helpfulness>0.5',
    'score.verdict:bad',
    'cost>3',
    'cost<2',
    'cost=4',
    'latency>=1s',
    'ttft>1ms',
    'errors>0',
    '-status:ok',
    '-(errors=0)',
    'NOT latency<=900ms',
    'has:environment',
    '-has:cost',
    'is:simulated',
    'tag:checkout user:bob',
    'tag:rare OR user:bob',
    'refund tag:rare',
  ])('rules out %s', (text) => {
    expect(testOf(text)?.(run)).toBe(false);
  });

  test.each([
    'tag:checkout',
    'tag:*ECK*',
    'model:gpt-5',
    'model:gpt*',
    'user:ada',
    'metadata.tenant:ACME',
    'metadata.tenant:a*',
    'score.verdict:good',
    'cost>2',
    'cost>=3',
    'latency=700ms',
    '-tag:checkout',
    '-(ttft>1ms)',
    '-has:tag',
    'has:user',
    '-(tag:rare user:bob)',
  ])('lets %s through', (text) => {
    expect(testOf(text)?.(run) ?? true).toBe(true);
  });

  test.each([
    ['refund', [], false],
    ['refund', ['refund'], true],
    ['"Where is" refund', ['refund'], false],
    ['refund OR tag:checkout', [], true],
    ['refund OR tag:rare', [], false],
    ['gpt', [], false],
    ['refund tag:rare', ['refund'], false],
    ['refund -tag:checkout', [], false],
    ['-refund tag:checkout', ['refund'], true],
    ['-(-refund)', [], false],
    ['-(refund OR cost<1)', ['refund'], true],
    ['REF*order', ['ref*order'], true],
  ])('of %s, where only the texts %j may be, tells %j', (filter, texts, may) => {
    const held: readonly string[] = texts;
    expect(testOf(filter)?.(run, (pattern) => held.includes(pattern.join('*'))) ?? true).toBe(may);
    expect(testOf(filter)?.(run, null) ?? true).toBe(testOf(filter)?.(run, () => true) ?? true);
  });

  test.each(['', 'of', '-refund', 'trace:4bf92f35*', 'user:a*', 'tag:*', 'of OR tag:rare', '-tag:checkout'])(
    'tells nothing of %j, so that none is read for it',
    (text) => {
      expect(testOf(text)).toBeNull();
    },
  );
});
