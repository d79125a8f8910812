import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { digestDueTexts } from '../../functions/tracing/digests/digest-due-texts.ts';
import { digestHour } from '../../functions/tracing/digests/digest-hour.ts';
import { digestSlices } from '../../functions/tracing/digests/digest-slices.ts';
import { createRawArchive } from '../../functions/tracing/raw/raw-archive.ts';
import { createRawStore } from '../../functions/tracing/raw/raw-store.ts';
import { takeOtlpTraces } from '../../functions/tracing/take-otlp-traces.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { createAcceptedCounter } from '../../shared/storage/ingestion-counts-accepted.ts';
import { hourOf, millisecondsPerHour } from '../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../shared/storage/trace-digests.ts';
import { createTraceTextDigests } from '../../shared/storage/trace-text-digests.ts';
import { createTextsDue } from '../../shared/storage/trace-texts-due.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { noteCommittedPacks } from '../../test/faults/committed-packs.ts';
import { testProjectId, testTime } from '../../test/support/build-span.ts';
import type { TraceStage } from '../../test/support/trace-stage.ts';
import type { CostOptions } from './cost-options.ts';
import { indexRecentSample, type RecentUsage } from './index-recent-sample.ts';
import { itemSize } from './item-size.ts';
import { sampleRequests } from './sample-requests.ts';
import { measureStep, type StepUsage } from './step-usage.ts';
import {
  countDatabase,
  countMessages,
  countObjects,
  readingWholeItems,
  type SizeOfUpdated,
  type Usage,
} from './usage-counter.ts';

export interface SampleUsage extends RecentUsage {
  requestBytes: number;
  /** Takes requests, in the API's function. */
  accept: StepUsage;
  store: StepUsage;
  count: StepUsage;
  /** Digests the hours of the traces' starts, once in slices and once as a whole. */
  digest: StepUsage;
  tableBytes: number;
}

/** Lambda looks into a queue or a stream about so often, and takes what is there. */
const looksPerSecond = 4;

/** How many messages and packs an invocation gets: what has come since the last look, within the bounds of the event sources. */
export function batchSizes({ tracesPerSecond, spansPerTrace, spansPerRequest }: CostOptions) {
  const requestsPerSecond = (tracesPerSecond * spansPerTrace) / spansPerRequest;
  const within = (most: number, perSecond: number) =>
    Math.min(most, Math.max(1, Math.round(perSecond / looksPerSecond)));
  return { messages: within(10, requestsPerSecond), packs: within(100, tracesPerSecond) };
}

/** Sends the sample the real way, on the emulator, and counts what every step asks of AWS. */
export async function measureSample(stage: TraceStage, options: CostOptions): Promise<SampleUsage> {
  const sizes = new Map<string, number>();
  const sizeOfUpdated: SizeOfUpdated = (tableName, key) => sizes.get(idOf(tableName, key)) ?? 0;
  const requests = sampleRequests(options);
  const committed = noteCommittedPacks(stage.documents);
  const batches = batchSizes(options);

  const accept = await measureStep(async (usage) => {
    await acceptAll(requests, stage, usage);
    return requests.length;
  });
  const messages = await stage.receive();
  const store = await measureStep(async (usage) => {
    const documents = countDatabase(committed.documents, usage, sizeOfUpdated);
    const blobs = createBlobStore({ ...stage, s3: countObjects(stage.s3, usage) });
    return await inBatches(messages, batches.messages, async (batch) => {
      requireNone(await stage.work(batch, documents, blobs));
      // Receiving and deleting, ten at a time.
      usage.sqsRequests += 2;
    });
  });
  const packs = committed.take();
  // Counted twice, in different tables' worth of items: first to know how large the items of rollups become.
  await inBatches(packs, 100, async (batch) => requireNone(await stage.count(batch)));
  await learnSizes(stage, sizes);
  const count = await measureStep(
    async (usage) => await countAgain(packs, { stage, usage, sizeOfUpdated, batch: batches.packs }),
  );
  const digest = await measureStep((usage) => digestSample(stage, options, usage));
  const tableBytes = await bytesOf(stage, stage.tables.traces);
  const requestBytes = requests.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { requestBytes, accept, store, count, digest, tableBytes, ...(await indexRecentSample(stage, options)) };
}

async function acceptAll(requests: readonly Uint8Array[], stage: TraceStage, usage: Usage): Promise<void> {
  const s3 = countObjects(stage.s3, usage);
  const documents = countDatabase(stage.documents, usage, () => 200);
  const project = { retentionDays: 30, capturesContent: true } as never;
  const archive = createRawArchive({
    store: createRawStore({ s3, bucket: stage.bucket }),
    ...{ projects: { get: async () => project }, logger: silentLogger, clock: () => testTime },
  });
  const counter = createAcceptedCounter({ documents, tableName: stage.tables.rollups, logger: silentLogger });
  const sink = stage.sink({ sqs: countMessages(stage.sqs, usage), s3, counter });
  for (const body of requests) {
    const request = new Request('http://localhost/otel/v1/traces', {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
    });
    const call = { projectId: testProjectId, principal: { kind: 'key', id: 'k' }, request, rawBody: body } as never;
    await takeOtlpTraces(call, { sink, archive, clock: () => testTime, overrides: { list: async () => [] } });
    // Lambda may freeze the process after each request.
    await counter.flush();
  }
}

interface Counting {
  stage: TraceStage;
  usage: Usage;
  sizeOfUpdated: SizeOfUpdated;
  batch: number;
}

/** The same packs under other names, so that nothing is taken for a repetition. */
async function countAgain(packs: readonly DynamoDBRecord[], { stage, usage, sizeOfUpdated, batch }: Counting) {
  const documents = countDatabase(stage.documents, usage, sizeOfUpdated);
  const renamed = packs.map((pack) => {
    const image = { ...pack.dynamodb?.NewImage, packId: { S: `again ${pack.dynamodb?.SequenceNumber}` } };
    return { ...pack, dynamodb: { ...pack.dynamodb, NewImage: image } };
  });
  return await inBatches(renamed, batch, async (each) => requireNone(await stage.count(each, documents)));
}

/** What the job does when the hours are old enough; how often it looks for work does not depend on the load. */
async function digestSample(stage: TraceStage, options: CostOptions, usage: Usage): Promise<number> {
  const { sample, spansPerRequest, spansPerTrace, tracesPerSecond } = options;
  const last = testTime + ((sample * spansPerRequest) / spansPerTrace / tracesPerSecond) * 1000;
  const documents = countDatabase(readingWholeItems(stage.documents), usage, () => 0);
  const table = { documents, tableName: stage.tables.traces };
  const [digests, textsDue] = [createTraceDigests(table), createTextsDue(table)];
  const ports = { digests, textsDue, clock: () => last + millisecondsPerHour, ids: systemIds };
  const blobs = createBlobStore({ ...stage, s3: countObjects(stage.s3, usage) });
  for (let hour = hourOf(testTime); hour <= last; hour += millisecondsPerHour) {
    const of = { projectId: testProjectId, hour, fence: 'standing' };
    await digestSlices(of, ports);
    await digestHour(of, ports);
  }
  await digestDueTexts(
    { ...table, ...ports, blobs, texts: createTraceTextDigests(table), logger: silentLogger },
    { beginUntil: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY },
  );
  return 0;
}

async function inBatches<T>(items: readonly T[], size: number, run: (batch: T[]) => Promise<void>): Promise<number> {
  let batches = 0;
  for (let start = 0; start < items.length; start += size, batches++) await run(items.slice(start, start + size));
  return batches;
}

function requireNone(failed: readonly string[]): void {
  if (failed.length > 0) throw new Error(`${failed.length} of the sample could not be stored.`);
}

async function learnSizes(stage: TraceStage, sizes: Map<string, number>): Promise<void> {
  for await (const item of itemsOf(stage, stage.tables.rollups))
    sizes.set(idOf(stage.tables.rollups, item), itemSize(item));
}

async function bytesOf(stage: TraceStage, tableName: string): Promise<number> {
  let bytes = 0;
  for await (const item of itemsOf(stage, tableName)) bytes += itemSize(item) + 100;
  return bytes;
}

async function* itemsOf({ documents }: TraceStage, tableName: string): AsyncGenerator<Record<string, unknown>> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: start }));
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

function idOf(tableName: string, { pk, sk }: Record<string, unknown>): string {
  return `${tableName} ${pk} ${sk}`;
}
