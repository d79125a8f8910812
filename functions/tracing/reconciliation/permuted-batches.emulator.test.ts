import { expect, inject, test } from 'vitest';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { createSeededRandom, type SeededRandom } from '../../../test/faults/seeded-random.ts';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const cases = 24;
const storing = { retentionDays: 30, capturesContent: true };

/** A few batches of one trace: they overlap, and some spans come in a second version. */
function batchesOf(trace: string, random: SeededRandom): IngestionRecord[] {
  return Array.from({ length: 2 + random.below(3) }, () => ({
    ...{ projectId: testProjectId, source: 'otlp', receivedAt: testTime },
    spans: Array.from({ length: 1 + random.below(4) }, () => spanOf(trace, random.below(6), random.below(2))),
  }));
}

function spanOf(trace: string, index: number, version: number) {
  const common = {
    ...{ traceId: hexOf(trace, 32), spanId: hexOf(`${trace} ${index}`, 16), at: index * 20_000 },
    ...{ durationMs: 100 + version * 50, sessionId: `session ${index % 2}`, tags: [`tag ${version}`] },
  };
  if (index === 0) return buildSpan({ ...common, type: 'agent', name: `agent ${version}` });
  return buildCall({ ...common, parentSpanId: hexOf(`${trace} 0`, 16), tokens: 1 + index * 10 + version });
}

async function storeAll(stage: TraceStage, batches: readonly IngestionRecord[]): Promise<void> {
  for (const batch of batches) await stage.traces.store(batch, storing);
}

test('batches of a trace make the same trace and the same sums in any order, however often each comes', async () => {
  const random = createSeededRandom(7);
  const [ordered, permuted] = await Promise.all([createTraceStage(environment), createTraceStage(environment)]);
  const traces = Array.from({ length: cases }, (_, index) => ({
    traceId: hexOf(`permuted ${index}`, 32),
    batches: batchesOf(`permuted ${index}`, random),
  }));

  await Promise.all(
    traces.map(async ({ batches }) => {
      await storeAll(ordered, batches);
      await storeAll(permuted, random.shuffle([...batches, ...batches.filter(() => random.isLikely(0.5))]));
    }),
  );

  for (const { traceId } of traces) {
    const stored = await ordered.traces.get(testProjectId, traceId);
    expect(stored?.spans.length).toBeGreaterThan(0);
    expect(await permuted.traces.get(testProjectId, traceId)).toEqual(stored);
  }
  for (const stage of [ordered, permuted]) expect(await stage.count(await stage.streamRecords())).toEqual([]);
  expect(await permuted.rollupTotals()).toEqual(await ordered.rollupTotals());
  expect(await permuted.rollupTotals()).toEqual(await permuted.traceTotals());
});
