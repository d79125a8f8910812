import { availableParallelism, cpus } from 'node:os';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { mapGroups } from '../../../functions/tracing/otlp/map-groups.ts';
import { createModelLookup } from '../../../functions/tracing/otlp/model-lookup.ts';
import { readOtlpBody } from '../../../functions/tracing/otlp/read-otlp-body.ts';
import { toRecords } from '../../../functions/tracing/to-records.ts';
import { readCostOptions } from '../../../scripts/cost/cost-options.ts';
import { sampleRequests } from '../../../scripts/cost/sample-requests.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { storeRecord } from '../../../shared/storage/trace-writer.ts';
import { decodeIngestionMessage, encodeIngestionMessage } from '../../../shared/telemetry/ingestion-message.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { serializeRecords } from '../../../shared/telemetry/serialize-records.ts';
import { noteCommittedPacks } from '../../faults/committed-packs.ts';
import { testProjectId, testTime } from '../../support/build-span.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { startEmulator } from '../../support/start-emulator.ts';
import { createTraceStage, type TraceStage } from '../../support/trace-stage.ts';
import { printResult } from '../print-result.ts';
import { type Measured, measureStage } from './measure-stage.ts';
import { measureVisible } from './measure-visible.ts';
import { createStubTable } from './stub-table.ts';

const rounds = 5;
const storing = { retentionDays: 30, capturesContent: true };

/** Processor time of each stage that a span goes through, the same bytes and items without Signalbox, and how soon a span is seen. */
export async function run(args: readonly string[]): Promise<void> {
  await measureStages(args);
  await measureVisible();
}

async function measureStages(args: readonly string[]): Promise<void> {
  process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';
  const options = readCostOptions(['--sample', '60', ...args]);
  const emulator = await startEmulator();
  try {
    const stage = await createTraceStage({ AWS_ENDPOINT_URL: emulator.url });
    const bodies = sampleRequests(options);
    const spanCount = bodies.length * options.spansPerRequest;
    report(await measureAll(bodies, stage), spanCount);
    const { spansPerRequest, spansPerTrace, payloadBytes } = options;
    printResult({
      ...{
        benchmark: 'ingest',
        part: 'setting',
        spans: spanCount,
        spansPerRequest,
        spansPerTrace,
        payloadBytes,
        rounds,
      },
      ...{ node: process.version, cores: availableParallelism(), processor: cpus()[0]?.model ?? '' },
    });
  } finally {
    await emulator.stop();
  }
}

interface Results {
  stages: Record<string, Measured>;
  baselines: Record<string, Measured>;
}

async function measureAll(bodies: readonly Uint8Array[], stage: TraceStage): Promise<Results> {
  const decode = await measureStage(rounds, async () => await Promise.all(bodies.map(decodeBody)));
  const map = await measureStage(rounds, async () =>
    decode.result.map(({ groups }) => mapGroups(groups, mapping).spans),
  );
  const records = map.result.map((spans) => toRecords(provenance, spans));
  const enqueue = await measureStage(rounds, async () => await Promise.all(records.map(encode)));
  const dequeue = await measureStage(rounds, async () => {
    return await Promise.all(enqueue.result.map((body) => decodeIngestionMessage(body, memoryBlobs())));
  });
  const all = dequeue.result.flat();
  const pack = await measureStage(rounds, async () => await packAll(all));
  const committed = noteCommittedPacks(stage.documents);
  const write = await measureStage(rounds, async (round) => {
    committed.take();
    await storeAll(ofProject(all, round), { ...stage, documents: committed.documents });
    return committed.take();
  });
  // Under another name each time: what was counted is not counted again.
  const count = await measureStage(rounds, async (round) => await stage.count(renamed(write.result, round)));
  const texts = map.result.map((spans) => JSON.stringify(spans));
  const parse = await measureStage(rounds, async () => texts.map((text) => JSON.parse(text) as Span[]));
  const items = pack.result;
  const rawWrite = await measureStage(rounds, async (round) => await writeRaw(items, round, stage));
  return {
    stages: { decode, map, enqueue, dequeue, pack, write: without(write, pack), count },
    baselines: { 'JSON.parse of the same spans': parse, 'batch write of the same items': rawWrite },
  };
}

const mapping = {
  ...{ projectId: testProjectId, keyId: null, findModel: createModelLookup([]) },
  receivedAt: Date.now(),
};
const provenance = { projectId: testProjectId, source: 'otlp' as const, receivedAt: testTime };

async function decodeBody(body: Uint8Array) {
  const form = { contentType: 'application/x-protobuf', contentEncoding: 'identity' };
  return await readOtlpBody(form as never, body);
}

async function encode(records: readonly IngestionRecord[]): Promise<string> {
  const { texts } = await serializeRecords(records, silentLogger);
  return await encodeIngestionMessage(texts, { blobs: memoryBlobs(), claimName: () => 'c', messageId: 'm' });
}

/** Everything that the worker computes, against a table that takes all at once. Answers the items. */
async function packAll(records: readonly IngestionRecord[]): Promise<Record<string, unknown>[]> {
  const table = createStubTable();
  const ports = { documents: table.documents, tableName: 't', blobs: memoryBlobs(), logger: silentLogger };
  for (const record of records) await storeRecord(record, storing, ports);
  return table.items();
}

/** The same spans for another project: nothing of them is there yet. */
function ofProject(records: readonly IngestionRecord[], round: number): IngestionRecord[] {
  const projectId = `01957ea0-0000-7000-8000-${String(round + 1).padStart(12, '0')}`;
  return records.map((record) => ({ ...record, projectId }));
}

async function storeAll(records: readonly IngestionRecord[], stage: TraceStage): Promise<void> {
  const ports = {
    documents: stage.documents,
    tableName: stage.tables.traces,
    blobs: stage.blobs,
    logger: silentLogger,
  };
  for (const record of records) await storeRecord(record, storing, ports);
}

/** 25 items a request, as they are: no transaction, no reading before. */
async function writeRaw(items: readonly Record<string, unknown>[], round: number, stage: TraceStage): Promise<void> {
  const { documents, tables } = stage;
  const renamed = items.map((item) => ({ ...item, pk: `raw ${round} ${String(item['pk'])}` }));
  for (let start = 0; start < renamed.length; start += 25) {
    const requests = renamed.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [tables.traces]: requests } }));
  }
}

function renamed(packs: readonly DynamoDBRecord[], round: number): DynamoDBRecord[] {
  return packs.map(({ dynamodb, ...record }) => ({
    ...record,
    dynamodb: {
      ...dynamodb,
      NewImage: { ...dynamodb?.NewImage, packId: { S: `${round} ${dynamodb?.SequenceNumber}` } },
    },
  }));
}

function without(whole: Measured, part: Measured): Measured {
  return { ...whole, cpuMs: Math.max(0, whole.cpuMs - part.cpuMs) };
}

function report({ stages, baselines }: Results, spanCount: number): void {
  const line = (part: string, cpuMs: number) =>
    printResult({
      ...{ benchmark: 'ingest', part, cpuMicrosecondsPerSpan: Math.round((cpuMs / spanCount) * 10_000) / 10 },
      spansPerSecondPerCore: Math.round((spanCount / cpuMs) * 1000),
    });
  for (const [name, { cpuMs }] of Object.entries(stages)) line(name, cpuMs);
  line(
    'in all',
    Object.values(stages).reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  );
  for (const [name, { cpuMs }] of Object.entries(baselines)) line(`baseline: ${name}`, cpuMs);
}
