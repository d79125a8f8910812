import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord, SQSEvent, SQSRecord } from 'aws-lambda';
import { countPacks } from '../../functions/tracing/count-packs.ts';
import { forgetDropped } from '../../functions/tracing/deletion/forget-raw.ts';
import { createTraceObjects } from '../../functions/tracing/deletion/trace-objects.ts';
import { createRawArchive } from '../../functions/tracing/raw/raw-archive.ts';
import { createRawStore } from '../../functions/tracing/raw/raw-store.ts';
import { createOutcomeCounter } from '../../functions/tracing/reconciliation/outcome-counter.ts';
import { storeMessages } from '../../functions/tracing/store-messages.ts';
import type { Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import type { Project } from '../../shared/contract/projects.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { createIngestionCounts } from '../../shared/storage/ingestion-counts.ts';
import { createAcceptedCounter } from '../../shared/storage/ingestion-counts-accepted.ts';
import { createIngestionResults } from '../../shared/storage/ingestion-counts-results.ts';
import { createRollupRepository } from '../../shared/storage/rollup-repository.ts';
import { createValueLimits } from '../../shared/storage/rollup-value-limits.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { type BlobStore, createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createTelemetrySink, type TelemetrySinkPorts } from '../../shared/telemetry/create-telemetry-sink.ts';
import { testProjectId, testTime } from './build-span.ts';
import { createTables } from './create-tables.ts';
import { createTelemetry, type Telemetry } from './create-telemetry.ts';
import { toStreamRecord } from './to-stream-record.ts';

export interface Totals {
  spans: number;
  tokens: number;
  costNanoUsd: number;
}

/** The way of telemetry on the emulator, one step at a time, so that a test can break every one of them. */
export async function createTraceStage(environment: Environment, settings: Partial<Project> = {}) {
  const [tables, telemetry] = await Promise.all([
    createTables(environment, ['traces', 'rollups']),
    createTelemetry(environment),
  ]);
  const documents = createDocumentClient(environment);
  const blobs = createBlobStore(telemetry);
  const repository = (client: DynamoDBDocumentClient, store: BlobStore) =>
    createTraceRepository({
      ...{ documents: client, tableName: tables.traces, blobs: store, logger: silentLogger },
      // Traces of the tests are new to those who write them.
      clock: () => testTime,
    });
  const traces = repository(documents, blobs);
  const counter = createAcceptedCounter({ documents, tableName: tables.rollups, logger: silentLogger });
  const rollups = createRollupRepository({ documents, tableName: tables.rollups });

  const project: Project = {
    ...{ id: testProjectId, name: 'Test', createdAt: '', updatedAt: '', retentionDays: 30, capturesContent: true },
    ...settings,
  };
  const projects = { get: async () => project };
  const rawStore = createRawStore(telemetry);
  const archive = createRawArchive({
    store: rawStore,
    projects,
    logger: silentLogger,
    clock: () => testTime,
  });

  const forgetting = {
    documents,
    tracesTable: tables.traces,
    objects: createTraceObjects(telemetry),
    blobs,
    rawStore,
    clock: () => testTime,
  };

  return {
    ...telemetry,
    /** A test may change what it keeps. */
    project,
    forgetting,
    rawStore,
    archive,
    documents,
    blobs,
    traces,
    rollups,
    tables,
    ingestion: {
      counts: createIngestionCounts({ documents, tableName: tables.rollups }),
      results: createIngestionResults({ documents, tableName: tables.rollups }),
    },
    /** What was counted of spans that came in the hour of the test. */
    async ingestionCounts() {
      await counter.flush();
      return (await createIngestionCounts({ documents, tableName: tables.rollups }).read(testProjectId, testTime))
        .counts;
    },
    sink: (overrides: Partial<TelemetrySinkPorts> = {}) =>
      createTelemetrySink({
        ...telemetry,
        logger: silentLogger,
        clock: () => testTime,
        flushAfterMs: 0,
        counter,
        limits: { backoff: { baseMilliseconds: 1, capMilliseconds: 5 } },
        ...overrides,
      }),
    /** Everything that is in the queue, taken out. */
    receive: () => receiveAll(telemetry),
    /** Runs the worker over messages, with clients that may fail; answers the ids of the messages that come again. */
    async work(
      messages: readonly SQSRecord[],
      client = documents,
      store = blobs,
      rawArchive = archive,
    ): Promise<string[]> {
      const event: SQSEvent = { Records: [...messages] };
      const response = await storeMessages(event, {
        traces: repository(client, store),
        projects,
        overrides: { list: async () => [] },
        blobs: store,
        archive: rawArchive,
        outcomes: createOutcomeCounter({
          ...{ documents: client, tableName: tables.rollups, processId: 'worker' },
          ...{ clock: () => testTime, logger: silentLogger },
        }),
        forget: (record) => forgetDropped(record, forgetting),
        logger: silentLogger,
      });
      return response.batchItemFailures.map((failure) => failure.itemIdentifier);
    },
    /** The stream records of every pack that is stored, as Lambda passes them. */
    streamRecords: () => packRecords(documents, tables.traces),
    /** Runs the rollup worker; answers the sequence numbers that come again. */
    async count(records: readonly DynamoDBRecord[], client = documents): Promise<string[]> {
      const table = { documents: client, tableName: tables.rollups };
      const ports = { ...table, clock: () => testTime, logger: silentLogger, valueLimits: createValueLimits(table) };
      const response = await countPacks({ Records: [...records] }, ports);
      return response.batchItemFailures.map((failure) => failure.itemIdentifier);
    },
    /** Sums over the summaries of all traces that started in the hour of the test. */
    async traceTotals(): Promise<Totals> {
      const range = { projectId: testProjectId, from: testTime, to: testTime + 3_600_000, limit: 200 };
      const totals: Totals = { spans: 0, tokens: 0, costNanoUsd: 0 };
      let cursor: string | undefined;
      do {
        const page = await traces.list({ ...range, cursor });
        for (const trace of page.items) {
          totals.spans += trace.spanCount;
          totals.tokens += trace.totalTokens;
          totals.costNanoUsd += trace.costNanoUsd ?? 0;
        }
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return totals;
    },
    /** The same sums from the hour's rollup over everything. */
    async rollupTotals(): Promise<Totals> {
      const buckets = await rollups.read({
        projectId: testProjectId,
        granularity: 'hour',
        dimension: 'all',
        from: testTime,
        to: testTime + 3_600_000,
      });
      const sum = (measure: string) => buckets.reduce((total, { measures }) => total + (measures[measure] ?? 0), 0);
      return { spans: sum('spanCount'), tokens: sum('tokens.total'), costNanoUsd: sum('costNanoUsd') };
    },
  };
}

export type TraceStage = Awaited<ReturnType<typeof createTraceStage>>;

async function receiveAll({ sqs, queueUrl }: Telemetry): Promise<SQSRecord[]> {
  const records: SQSRecord[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return records;
    for (const { MessageId, Body, ReceiptHandle } of Messages) {
      records.push({ messageId: MessageId, body: Body } as SQSRecord);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}

async function packRecords(documents: DynamoDBDocumentClient, tableName: string): Promise<DynamoDBRecord[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  const packs = items.filter((item) => String(item['sk']).startsWith('PACK#'));
  return packs.map((item, index) => toStreamRecord(item, String(index + 1)));
}
