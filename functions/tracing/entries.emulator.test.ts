import type { Context } from 'aws-lambda';
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { encodeIngestionMessage } from '../../shared/telemetry/ingestion-message.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createTelemetry, type Telemetry } from '../../test/support/create-telemetry.ts';
import { createCachedOverrides } from './cached-overrides.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const context = { functionName: 'tracing', awsRequestId: 'r' } as Context;
let tables: Record<'core' | 'traces' | 'rollups', string>;
let telemetry: Telemetry;

beforeAll(async () => {
  [tables, telemetry] = await Promise.all([
    createTables(environment, ['core', 'traces', 'rollups']),
    createTelemetry(environment),
  ]);
  const variables = {
    ...environment,
    STAGE: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    CORE_TABLE: tables.core,
    TRACES_TABLE: tables.traces,
    ROLLUPS_TABLE: tables.rollups,
    TELEMETRY_BUCKET: telemetry.bucket,
    INGESTION_QUEUE_URL: telemetry.queueUrl,
    REPLAY_QUEUE_URL: telemetry.queueUrl,
    DELETION_QUEUE_URL: telemetry.queueUrl,
    DIGESTS_WAIT_HOURS: '0',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});

async function messageOf(projectId: string, traceId: string): Promise<string> {
  const spans = [buildCall({ projectId, traceId })];
  const record = JSON.stringify({ projectId, source: 'gateway', receivedAt: testTime, spans });
  return await encodeIngestionMessage([record], { blobs: createBlobStore(telemetry), claimName: () => 'c' });
}

function readTraces() {
  const documents = createDocumentClient(environment);
  const blobs = createBlobStore(telemetry);
  return createTraceRepository({ documents, tableName: tables.traces, blobs, logger: silentLogger });
}

test('the worker stores by the project’s settings, and gives back the message it cannot read', async () => {
  const projects = createProjectRepository({ documents: createDocumentClient(environment), tableName: tables.core });
  const project = await projects.create(
    { name: 'Quiet', retentionDays: 3, capturesContent: false, admin: { id: 'a', email: 'a@example.com' } },
    { actor: { kind: 'system', id: 's', name: 's' }, requestId: 'r' },
  );
  const traceId = hexOf('quiet', 32);
  const good = { messageId: 'good', body: await messageOf(project.id, traceId) };
  const { handler } = await import('./worker.ts');

  const event = { Records: [{ messageId: 'bad', body: 'nonsense' }, good] } as Parameters<typeof handler>[0];
  expect(await handler(event, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });

  const stored = await readTraces().get(project.id, traceId);
  expect(stored?.trace).toMatchObject({ totalTokens: 20, inputPreview: '' });
  expect(stored?.spans[0]?.input).toMatchObject({ value: null, isTruncated: true });
});

test('a batch of which nothing can be stored comes back whole', async () => {
  const { handler } = await import('./worker.ts');

  const event = { Records: [{ messageId: 'a', body: '{}' }] } as Parameters<typeof handler>[0];

  expect(await handler(event, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
});

test('what was accepted for a project that is gone is still stored', async () => {
  const { handler } = await import('./worker.ts');
  const record = { messageId: 'm', body: await messageOf(testProjectId, hexOf('orphan', 32)) };

  await handler({ Records: [record] } as Parameters<typeof handler>[0], context);

  expect((await readTraces().get(testProjectId, hexOf('orphan', 32)))?.trace.spanCount).toBe(1);
});

test('the rollup worker takes an empty batch', async () => {
  const { handler } = await import('./rollup-worker.ts');

  expect(await handler({ Records: [] }, context)).toEqual({ batchItemFailures: [] });
});

test('the sweeper says how much it swept', async () => {
  const blobs = createBlobStore(telemetry);
  await blobs.put('spool/2026-03-10/a', Buffer.from(await messageOf(testProjectId, hexOf('swept', 32))));
  const { handler } = await import('./spool-sweeper.ts');

  expect(await handler({}, context)).toEqual({ sweptCount: 1 });
});

test('the replay worker lets go of a replay that is gone, and hands back what is no message', async () => {
  const { handler } = await import('./replay-worker.ts');
  const body = JSON.stringify({ projectId: testProjectId, replayId: testProjectId });
  const records = [
    { messageId: 'gone', body, attributes: { ApproximateReceiveCount: '1' } },
    { messageId: 'bad', body: '{}', attributes: { ApproximateReceiveCount: '1' } },
  ];

  const response = await handler({ Records: records } as Parameters<typeof handler>[0], context);

  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
});

test('overrides are read from the table, and then from memory', async () => {
  const documents = createDocumentClient(environment);
  const overrides = createCachedOverrides({ documents, tableName: tables.core, clock: systemClock });

  expect(await overrides.list(testProjectId)).toEqual([]);
  documents.destroy();
  expect(await overrides.list(testProjectId)).toEqual([]);
});

test('the digester looks for what is due, and says so', async () => {
  const { handler } = await import('./digester.ts');

  expect(await handler({}, context)).toMatchObject({ waitingCount: 0, failedCount: 0 });
});

test('the indexer of recent text looks for what came in, and says so', async () => {
  const { handler } = await import('./recent-indexer.ts');

  expect(await handler({}, context)).toEqual({ projectCount: 0, traceCount: 0, waitingCount: 0, failedCount: 0 });
});

test('the reconciler compares what is there, and says so', async () => {
  const { handler } = await import('./reconciler.ts');

  expect(await handler({}, context)).toMatchObject({ missingSpans: 0, unreadableTraces: 0, waitingCount: 0 });
});
