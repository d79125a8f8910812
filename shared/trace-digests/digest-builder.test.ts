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
      const runs = finishRuns([[], buildRuns(sorted)]);

      expect(runs.reduce((sum, { run }) => sum + run.count, 0)).toBe(sorted.length);
      for (const [index, { shard, run }] of runs.entries()) {
        expect(shard).toBe(1);
        expect(run.count).toBe(sorted.filter((start) => hour + start >= run.first && hour + start <= run.last).length);
        expect(run.first).toBeGreaterThan(runs[index - 1]?.run.last ?? 0);
      }
    }),
  );
});

test('runs of an hour with very many traces grow until they fit into an item', () => {
  const runs = buildRuns(Array.from({ length: 20_000 }, (_, index) => index * 100));
  const fine = finishRuns([runs]);
  const coarse = finishRuns([runs], 30_000);

  expect(fine).toHaveLength(Math.ceil(20_000 / 64));
  expect(coarse.length).toBeLessThan(fine.length / 4);
  expect(encodeRuns(coarse, hour).byteLength).toBeLessThanOrEqual(30_000);
  expect(coarse.reduce((sum, { run }) => sum + run.count, 0)).toBe(20_000);
});

test('memory is bounded: beyond a thousand runs an hour has longer ones', () => {
  const runs = buildRuns(Array.from({ length: 200_000 }, (_, index) => index * 18));

  expect(runs.length).toBeLessThanOrEqual(1024);
  expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(200_000);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(arbitraryTrace, { maxLength: 5 }), { maxLength: 4 }), (shards) => {
      const drafts = shards.map((traces) => {
        const builder = createDigestBuilder();
        for (const [index, trace] of traces.entries()) builder.add(hour + index * 1000, trace);
        return builder.finish();
      });
      const runs = finishRuns(drafts);

      expect(decodeRuns(encodeRuns(runs, hour), hour)).toEqual(runs);
    }),
  );
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
      "digestFormat": 2,
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
