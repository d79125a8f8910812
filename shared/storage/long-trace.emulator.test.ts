import { beforeAll, describe, expect, inject, test } from 'vitest';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../test/support/trace-stage.ts';
import type { Span } from '../contract/span.ts';
import { resolvePayloads } from '../telemetry/resolve-payloads.ts';

let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
});

async function store(spans: readonly Span[]): Promise<void> {
  const record = { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans } as const;
  await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
}

async function read(traceId: string) {
  const stored = await stage.traces.get(testProjectId, traceId);
  if (stored === null) throw new Error('not stored');
  return stored;
}

function calls(traceId: string, count: number, noise = 0): Span[] {
  return Array.from({ length: count }, (_, index) =>
    buildCall({
      traceId,
      spanId: hexOf(`${traceId} ${index}`, 16),
      parentSpanId: index === 0 ? null : hexOf(`${traceId} 0`, 16),
      at: index,
      tokens: 1,
      metadata: { noise: Array.from({ length: noise }, (__, part) => hexOf(`${index} ${part}`, 64)).join('') },
    }),
  );
}

describe('a long trace', () => {
  test('of many small batches knows each of its spans, the first and the last', async () => {
    const spans = calls(hexOf('small batches', 32), 200);

    for (const span of spans) await store([span]);
    for (const index of [0, 63, 64, 65, 199]) await store(spans.slice(index, index + 2));

    const { trace } = await read(hexOf('small batches', 32));
    expect(trace).toMatchObject({ spanCount: 200, totalTokens: 400, costNanoUsd: 400 });
  });

  test('of thousands of spans and several megabytes comes back whole and counts a resend once', async () => {
    const spans = calls(hexOf('thousands', 32), 3500, 15);

    await store(spans);
    await store(spans.slice(500, 2600));
    await store(spans);

    const { trace, spans: stored } = await read(hexOf('thousands', 32));
    expect(trace).toMatchObject({ spanCount: 3500, totalTokens: 7000 });
    expect(stored.map((span) => span.spanId)).toEqual(spans.map((span) => span.spanId));
  });

  test('that many write at once counts every span once', async () => {
    const spans = calls(hexOf('crowd', 32), 10);

    await Promise.all(spans.flatMap((span, index) => [store([span]), store(spans.slice(index, index + 2))]));

    expect((await read(hexOf('crowd', 32))).trace).toMatchObject({ spanCount: 10, totalTokens: 20 });
  });
});

describe('a span that comes in several versions', () => {
  const traceId = hexOf('versions', 32);
  const begun = buildCall({ traceId, tokens: 1, durationMs: 10, output: null, status: 'unset' });
  const ended = buildCall({ traceId, tokens: 5, durationMs: 900 });
  const other = buildSpan({ traceId, spanId: hexOf('other', 16), parentSpanId: begun.spanId, durationMs: 1 });

  test('counts in the one that ended last, in traces and rollups', async () => {
    await store([begun]);
    await store([ended, other]);
    await store([begun, other]);

    const { trace, spans } = await read(traceId);
    expect(await resolvePayloads(spans, stage.blobs)).toEqual([ended, other]);
    expect(trace).toMatchObject({ spanCount: 2, totalTokens: 10, status: 'ok', durationMs: 900 });

    const fresh = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
    for (const batch of [[begun, other], [ended, other], [begun]]) {
      const record = { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans: batch } as const;
      await fresh.traces.store(record, { retentionDays: 30, capturesContent: true });
    }
    expect(await fresh.count(await fresh.streamRecords())).toEqual([]);
    expect(await fresh.rollupTotals()).toEqual({ spans: 2, tokens: 10, costNanoUsd: 10 });
  });
});

test('spans that start together are in an order that is always the same, a parent before its children', async () => {
  const traceId = hexOf('together', 32);
  const parent = buildSpan({ traceId, spanId: 'f'.repeat(16), durationMs: 50 });
  const children = ['b', 'a'].map((id) =>
    buildSpan({ traceId, spanId: id.repeat(16), parentSpanId: parent.spanId, durationMs: 5 }),
  );

  await store([...children, parent]);

  expect((await read(traceId)).spans.map((span) => span.spanId[0])).toEqual(['f', 'a', 'b']);
});

test('an object that does not exist is null, and another fault is not', async () => {
  expect(await stage.blobs.get('payloads/nothing')).toBeNull();
  const { createBlobStore } = await import('../telemetry/blob-store.ts');
  await expect(createBlobStore({ ...stage, bucket: 'no-such-bucket' }).get('x')).rejects.toThrow();
});
