import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDigestBuilder, finishRuns } from './digest-builder.ts';
import { decodeRuns, digestFormat, encodeRuns } from './digest-codec.ts';
import { digestFlags } from './digest-flags.ts';
import { digestNumbers } from './run-digest.ts';
import { arbitraryTrace } from './testing/arbitrary-search.ts';

const hour = Date.UTC(2026, 2, 10, 12);

function buildRuns(starts: readonly number[]) {
  const builder = createDigestBuilder();
  for (const [index, start] of starts.entries()) {
    builder.add(hour + start, { name: `trace ${index}`, tags: [`tag ${index % 7}`] });
  }
  return builder.finish();
}

test('runs hold every trace once, in order, and no two of them the same millisecond', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_599_999), { maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (starts, coarse) => {
      const sorted = starts.map((start) => start - (start % (coarse * 10_000))).sort((a, b) => a - b);
      const runs = finishRuns(buildRuns(sorted));

      expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(sorted.length);
      for (const [index, run] of runs.entries()) {
        expect(run.count).toBe(sorted.filter((start) => hour + start >= run.first && hour + start <= run.last).length);
        expect(run.first).toBeGreaterThan(runs[index - 1]?.last ?? 0);
      }
    }),
  );
});

test('runs of an hour with very many traces grow until they fit into an item', () => {
  const build = () => buildRuns(Array.from({ length: 20_000 }, (_, index) => index * 100));
  const fine = finishRuns(build());
  const coarse = finishRuns(build(), 30_000);

  expect(fine).toHaveLength(Math.ceil(20_000 / 64));
  expect(coarse.length).toBeLessThan(fine.length / 4);
  expect(encodeRuns(coarse, hour).byteLength).toBeLessThanOrEqual(30_000);
  expect(coarse.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
});

test('memory is bounded: beyond a thousand runs an hour has longer ones', () => {
  const runs = buildRuns(Array.from({ length: 200_000 }, (_, index) => index * 18));

  expect(runs.length).toBeLessThanOrEqual(1024);
  expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(200_000);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.array(arbitraryTrace, { maxLength: 20 }), (traces) => {
      const builder = createDigestBuilder();
      for (const [index, trace] of traces.entries()) builder.add(hour + index * 1000, trace);
      const runs = finishRuns(builder.finish());

      expect(decodeRuns(encodeRuns(runs, hour), hour)).toEqual(runs);
    }),
  );
});

test('what is hashed, and how it is written, is part of the format: whoever changes it raises `digestFormat`', () => {
  const builder = createDigestBuilder();
  builder.add(hour + 5, {
    ...{
      traceId: 'ab'.repeat(16),
      name: 'Answer',
      status: 'error',
      types: ['llm', 'tool'],
      models: ['openai/gpt-5-mini'],
    },
    ...{
      tags: ['vip', 'Checkout'],
      userId: 'ada',
      sessionId: 's 1',
      metadata: ['tenant=acme', 'k=x=y'],
      release: '1.3',
    },
    ...{ costNanoUsd: 1500, totalTokens: 30, durationMs: 12.5, errorCount: 1, spanCount: 3 },
    scores: { verdict: { count: 1, mean: 0.5, labels: ['Bad'] } },
  } as never);
  builder.add(hour + 3_599_999, { name: 'other', status: 'ok', isSimulated: true } as never);
  const bytes = encodeRuns(finishRuns(builder.finish()), hour);

  expect([digestFormat, createHash('sha256').update(bytes).digest('hex')]).toMatchInlineSnapshot(`
    [
      3,
      "76dea2cd28bf5111963cc1bf5e5ae1b54d6b2b42bcabd61d56564e23721bf18e",
    ]
  `);
});

test('what positions stand for is part of the format: whoever changes it raises `digestFormat`', () => {
  expect({ digestFormat, digestFlags, digestNumbers }).toMatchInlineSnapshot(`
    {
      "digestFlags": [
        "status:ok",
        "status:error",
        "status:unset",
        "type:agent",
        "type:workflow",
        "type:llm",
        "type:embedding",
        "type:retriever",
        "type:reranker",
        "type:tool",
        "type:guardrail",
        "type:evaluator",
        "type:event",
        "type:span",
        "has:session",
        "has:user",
        "has:score",
        "has:error",
        "has:tag",
        "has:prompt",
        "has:metadata",
        "has:key",
        "has:model",
        "has:name",
        "has:environment",
        "has:release",
        "has:service",
        "has:cost",
        "has:ttft",
        "has:input",
        "has:output",
        "is:simulated",
        "is:estimated",
        "is:unpriced",
      ],
      "digestFormat": 3,
      "digestNumbers": [
        "cost",
        "tokens",
        "input",
        "output",
        "latency",
        "ttft",
        "spans",
        "errors",
      ],
    }
  `);
});
