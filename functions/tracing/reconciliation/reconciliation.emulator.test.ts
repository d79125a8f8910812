import { beforeAll, expect, inject, test } from 'vitest';
import { silentLogger } from '../../../shared/observability/logger.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { readsBack } from './read-back.ts';
import { reconcile } from './reconcile.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const later = testTime + 2 * 3_600_000;
let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage(environment);
});

function recordOf(name: string, spanCount = 3): IngestionRecord {
  const spans = Array.from({ length: spanCount }, (_, index) =>
    buildCall({ traceId: hexOf(name, 32), spanId: hexOf(`${name} ${index}`, 16), at: index }),
  );
  return { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans };
}

async function compare(clock = later) {
  const ports = { ...stage, tableName: stage.tables.traces };
  const report = await reconcile({
    ...stage.ingestion,
    readsBack: (projectId, traceId) => readsBack(projectId, traceId, ports),
    clock: () => clock,
    logger: silentLogger,
  });
  const [result] = await stage.ingestion.results.list(testProjectId, testTime, later);
  return { report, result };
}

test('what waits in a queue is missing until it is worked off, and a replay makes up for what was lost', async () => {
  const lost = recordOf('lost');
  for (const record of [recordOf('first'), recordOf('first'), recordOf('second'), lost])
    await stage.sink().send([record]);
  await stage.ingestionCounts();
  const messages = await stage.receive();

  await stage.work(messages.slice(0, 2));
  await stage.count(await stage.streamRecords());
  expect((await compare()).result).toMatchObject({
    accepted: 12,
    stored: 3,
    repeated: 3,
    missing: 6,
    verdict: 'missing',
  });

  // Twice, as a queue may deliver.
  await stage.work(messages.slice(0, 3));
  expect((await compare()).result).toMatchObject({ stored: 6, queryable: 3, missing: 6 });
  await stage.count(await stage.streamRecords());
  expect((await compare()).report).toMatchObject({ missingSpans: 3, surplusSpans: 0, unreadableTraces: 0 });

  for (const record of [lost, recordOf('first')]) await stage.sink().send([{ ...record, isReplay: true }]);
  await stage.work(await stage.receive());
  await stage.count(await stage.streamRecords());
  expect((await compare()).result).toEqual({
    ...{ pk: expect.any(String), sk: expect.any(String), ttl: expect.any(Number) },
    ...{ projectId: testProjectId, hour: testTime, checkedAt: later, unreadableTraceIds: [] },
    ...{ accepted: 12, stored: 9, repeated: 3, dropped: 0, queryable: 9, missing: 0, surplus: 0, verdict: 'balanced' },
  });
  expect((await compare(later + 60_000)).report).toMatchObject({ comparedCount: 0, missingSpans: 0 });
});

test('a trace reads back when its list and its packs have it', async () => {
  const ports = { ...stage, tableName: stage.tables.traces };
  await stage.traces.store(recordOf('whole'), { retentionDays: 30, capturesContent: true });

  expect(await readsBack(testProjectId, hexOf('whole', 32), ports)).toBe(true);
  expect(await readsBack(testProjectId, hexOf('never', 32), ports)).toBe(false);
  const withoutList = { ...ports, traces: { list: async () => ({ items: [], nextCursor: null }) } } as never;
  expect(await readsBack(testProjectId, hexOf('whole', 32), withoutList)).toBe(false);
});
