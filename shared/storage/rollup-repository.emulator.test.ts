import { beforeAll, describe, expect, inject, test } from 'vitest';
import { buildCall, buildSpan, hexOf, type SpanInput, testProjectId, testTime } from '../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../test/support/trace-stage.ts';
import { bucketIndex, quantile } from '../statistics/ddsketch.ts';
import type { Dimension, Granularity } from './rollup-keys.ts';

let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
  const calls: SpanInput[] = [
    { at: 0, durationMs: 100, environment: 'production', keyId: 'k1' },
    { at: 1000, durationMs: 200, environment: 'production', keyId: 'k1' },
    { at: 60_000, durationMs: 300, environment: 'test', status: 'error', cost: null },
    { at: 3_600_000, durationMs: 400 },
    { at: 86_400_000, durationMs: 500 },
  ];
  for (const [index, call] of calls.entries()) await store(buildCall({ ...call, spanId: hexOf(String(index), 16) }));
  await store(buildSpan({ spanId: hexOf('tool', 16), type: 'tool', parentSpanId: hexOf('0', 16) }));
  expect(await stage.count(await stage.streamRecords())).toEqual([]);
});

async function store(span: ReturnType<typeof buildSpan>): Promise<void> {
  const record = { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans: [span] } as const;
  await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
}

async function read(granularity: Granularity, dimension: Dimension, from = testTime, to = testTime + 2 * 86_400_000) {
  return await stage.rollups.read({ projectId: testProjectId, granularity, dimension, from, to });
}

describe('rollups', () => {
  test('count in minutes, hours and days', async () => {
    const counts = async (granularity: Granularity) =>
      (await read(granularity, 'all')).map(({ start, measures }) => [
        start - testTime,
        measures['spanCount'],
        measures['callCount'],
      ]);

    expect(await counts('minute')).toEqual([
      [0, 3, 2],
      [60_000, 1, 1],
      [3_600_000, 1, 1],
      [86_400_000, 1, 1],
    ]);
    expect(await counts('hour')).toEqual([
      [0, 4, 3],
      [3_600_000, 1, 1],
      [86_400_000, 1, 1],
    ]);
    expect(await counts('day')).toEqual([
      [-43_200_000, 5, 4],
      [43_200_000, 1, 1],
    ]);
  });

  test('tell values of a dimension apart, those without one too', async () => {
    const hour = await read('hour', 'environment', testTime, testTime + 3_600_000);

    expect(hour.map(({ value, measures }) => [value, measures['callCount'], measures['costNanoUsd']])).toEqual([
      ['', undefined, undefined],
      ['production', 2, 40],
      ['test', 1, undefined],
    ]);
    expect((await read('hour', 'key', testTime, testTime + 1)).map(({ value }) => value)).toEqual(['', 'k1']);
    expect((await read('hour', 'model', testTime, testTime + 1)).map(({ value }) => value)).toEqual([
      'openai/gpt-5-mini',
    ]);
  });

  test('hold errors, tokens by bucket, unpriced calls and latencies', async () => {
    const [hour] = await read('hour', 'provider', testTime, testTime + 1);

    expect(hour?.measures).toMatchObject({
      callErrorCount: 1,
      unpricedCount: 1,
      'tokens.inputUncached': 30,
      'tokens.outputText': 30,
      'tokens.total': 60,
    });
    expect(quantile(hour?.sketches.call ?? new Map(), 0.5)).toBeCloseTo(200, -1);
    expect(quantile(hour?.sketches.firstToken ?? new Map(), 1)).toBeCloseTo(120, -1);
    const [day] = await read('day', 'all', testTime, testTime + 1);
    expect(day?.measures).toMatchObject({ traceCount: 1, traceErrorCount: 1 });
    // One trace, from its first call to the end of its last.
    expect([...(day?.sketches.trace ?? [])].filter(([, count]) => count !== 0)).toEqual([[bucketIndex(86_400_500), 1]]);
  });

  test('of a range without end are refused', async () => {
    await expect(read('minute', 'all', 0, testTime)).rejects.toThrow(RangeError);
  });
});

describe('the rollup worker', () => {
  test('skips what is no new pack', async () => {
    const [record] = await stage.streamRecords();
    const meta = { eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: { sk: { S: 'META' } } } } as const;

    expect(await stage.count([{ ...record, eventName: 'REMOVE' }, meta, { eventName: 'INSERT' }])).toEqual([]);
  });

  test('reports a record that it cannot read, and counts the others', async () => {
    await store(buildCall({ spanId: hexOf('good', 16), traceId: hexOf('good', 32) }));
    const before = (await stage.rollupTotals()).spans;
    const image = { sk: { S: 'PACK#x' }, contributions: { B: 'AAAA' } };
    const broken = { eventName: 'INSERT', dynamodb: { SequenceNumber: '7', NewImage: image } } as const;

    expect(await stage.count([broken, ...(await stage.streamRecords())])).toEqual(['7']);
    expect((await stage.rollupTotals()).spans).toBe(before + 1);
  });
});
