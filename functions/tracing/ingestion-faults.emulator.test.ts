import { ProvisionedThroughputExceededException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import type { Logger } from '../../shared/observability/logger.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import type { BlobStore } from '../../shared/telemetry/blob-store.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import { toPayload } from '../../shared/telemetry/to-payload.ts';
import { refusingClient } from '../../test/faults/refusing-client.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { failingClient } from '../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../test/support/trace-stage.ts';
import { createModelLookup } from './otlp/model-lookup.ts';
import { decodeRawObject } from './raw/decode-raw-object.ts';
import { createRawArchive } from './raw/raw-archive.ts';
import { rawPrefix } from './raw/raw-key.ts';
import { createRawStore } from './raw/raw-store.ts';
import { sweepSpool } from './sweep-spool.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const traceCount = 5;
const batchesPerTrace = 4;
const spansPerBatch = 3;
const expected = {
  spans: traceCount * batchesPerTrace * spansPerBatch,
  // Each call has as many tokens in as out, at a nano-dollar each.
  tokens: traceCount * batchesPerTrace * spansPerBatch * 2 * 11,
  costNanoUsd: traceCount * batchesPerTrace * spansPerBatch * 2 * 11,
};

const nothing = { accepted: 0, stored: 0, repeated: 0, dropped: 0, queryable: 0 };

let stage: TraceStage;

beforeEach(async () => {
  stage = await createTraceStage(environment);
});

function buildRecords(text = 'What is up?'): IngestionRecord[] {
  return Array.from({ length: traceCount * batchesPerTrace }, (_, index) => {
    const trace = `trace ${index % traceCount}`;
    const spans = Array.from({ length: spansPerBatch }, (__, span) =>
      buildCall({
        traceId: hexOf(trace, 32),
        spanId: hexOf(`${trace} ${index} ${span}`, 16),
        parentSpanId: index < traceCount && span === 0 ? null : hexOf(`${trace} ${index % traceCount} 0`, 16),
        at: index * 60_000 + span,
        tokens: 11,
        input: toPayload(text),
      }),
    );
    return { projectId: testProjectId, source: 'gateway', receivedAt: testTime, spans };
  });
}

/** One message per record, so that messages can be mixed. */
async function enqueue(records: readonly IngestionRecord[]) {
  const sink = stage.sink();
  for (const record of records) await sink.send([record]);
  return await stage.receive();
}

async function expectExact(): Promise<void> {
  expect(await stage.count(await stage.streamRecords())).toEqual([]);
  expect(await stage.traceTotals()).toEqual(expected);
  expect(await stage.rollupTotals()).toEqual(expected);
  const { accepted, stored, repeated, queryable } = await stage.ingestionCounts();
  expect({ accepted, queryable }).toEqual({ accepted: stored + repeated, queryable: stored });
  expect(stored).toBeGreaterThanOrEqual(expected.spans);
}

/** Two batches of one span each. */
function buildTrace(trace: string, text: string): IngestionRecord[] {
  return [0, 1].map((batch) => ({
    projectId: testProjectId,
    source: 'gateway',
    receivedAt: testTime,
    spans: [
      buildCall({
        traceId: hexOf(trace, 32),
        spanId: hexOf(`${trace} ${batch}`, 16),
        tokens: 11,
        input: toPayload(text),
        output: toPayload(`${text}!`),
      }),
    ],
  }));
}

/** From its n-th write on, a process that died writes nothing; `after`: that one still arrived. */
function createDeath(deadly: number, moment: 'before' | 'after') {
  let writes = 0;
  return (): { before?: Error; after?: Error } | undefined => {
    const write = writes++;
    if (write < deadly) return undefined;
    return moment === 'after' && write === deadly ? { after: new Error('killed') } : { before: new Error('killed') };
  };
}

function dyingBlobs(blobs: BlobStore, kill: ReturnType<typeof createDeath>): BlobStore {
  return {
    ...blobs,
    async put(key, bytes) {
      const { before, after } = kill() ?? {};
      if (before !== undefined) throw before;
      await blobs.put(key, bytes);
      if (after !== undefined) throw after;
    },
  };
}

function dyingArchive(kill: ReturnType<typeof createDeath>) {
  const s3 = failingClient(stage.s3, kill);
  return createRawArchive({
    store: createRawStore({ s3, bucket: stage.bucket }),
    projects: { get: async () => stage.project },
    ...{ logger: silentLogger, clock: () => testTime, write: () => undefined },
  });
}

/** Different spans in all objects of the archive. */
async function archivedSpanCount(): Promise<number> {
  const spanIds = new Set<string>();
  for (const { key } of (await stage.rawStore.list(rawPrefix, null)).objects) {
    const object = await stage.rawStore.get(key);
    if (object === null) throw new Error(`${key} is gone.`);
    const { records } = await decodeRawObject(key, object, createModelLookup([]));
    for (const { spans } of records) for (const { spanId } of spans) spanIds.add(spanId);
  }
  return spanIds.size;
}

describe('accepted is stored, once, with exact sums', () => {
  test('when messages come twice, in any order, and late', async () => {
    const messages = await enqueue(buildRecords());
    const late = messages.slice(0, 3);

    await stage.work([...messages.slice(3).reverse(), ...messages.slice(5)]);
    await stage.count(await stage.streamRecords());
    await stage.work([...late, ...messages]);

    await expectExact();
  });

  test('when several workers have the same messages at once', async () => {
    const messages = await enqueue(buildRecords());

    const failures = await Promise.all([
      stage.work(messages),
      stage.work([...messages].reverse()),
      stage.work(messages),
    ]);

    expect(failures.flat()).toEqual([]);
    await expectExact();
  });

  test('when spans come again in other compositions', async () => {
    const records = buildRecords();
    const ofOneTrace = records.filter((_, index) => index % traceCount === 0).flatMap((record) => record.spans);
    const again: IngestionRecord = {
      projectId: testProjectId,
      source: 'otlp',
      receivedAt: testTime,
      spans: ofOneTrace,
    };
    const overlapping = { ...again, spans: ofOneTrace.slice(2, 7) };

    await stage.work(await enqueue([overlapping, ...records, again]));

    await expectExact();
  });

  test.each(['before', 'after'] as const)('when the worker dies %s each of its writes', async (moment) => {
    // Payloads that no compression makes small are written to S3 first.
    const noise = Array.from({ length: 300 }, (_, index) => hexOf(String(index), 64)).join('');
    let deaths = 0;
    for (let deadly = 0; deaths === deadly; deadly++) {
      const [messages, kill] = [await enqueue(buildTrace(`killed ${deadly}`, noise)), createDeath(deadly, moment)];
      const client = failingClient(stage.documents, (command) =>
        command.constructor.name === 'TransactWriteCommand' ? kill() : undefined,
      );
      const failed = await stage.work(messages, client, dyingBlobs(stage.blobs, kill), dyingArchive(kill));
      deaths += failed.length > 0 ? 1 : 0;
      await stage.work(messages);
    }

    // Two batches with an object of the archive and two payloads each, a transaction for each, and one that counts what became of both.
    expect(deaths).toBe(9);
    expect(await archivedSpanCount()).toBe(20);
    expect(await stage.count(await stage.streamRecords())).toEqual([]);
    const stored = { spans: 20, tokens: 20 * 22, costNanoUsd: 20 * 22 };
    expect(await stage.ingestionCounts()).toEqual({ ...nothing, accepted: 20, stored: 20, queryable: 20 });
    expect(await stage.traceTotals()).toEqual(stored);
    expect(await stage.rollupTotals()).toEqual(stored);
  });

  test.each(['before', 'after'] as const)('when the rollup worker dies %s each of its transactions', async (moment) => {
    await stage.work(await enqueue(buildRecords()));
    const records = await stage.streamRecords();
    let deaths = 0;
    for (let deadly = 0; deaths === deadly; deadly++) {
      const client = failingClient(stage.documents, createDeath(deadly, moment));
      deaths += (await stage.count(records, client)).length > 0 ? 1 : 0;
    }

    expect(deaths).toBeGreaterThan(1);
    await expectExact();
  });

  test('when both tables throttle and conflict for a while', async () => {
    const messages = await enqueue(buildRecords());
    const throttled = new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
    const conflict = new TransactionCanceledException({
      message: 'conflict',
      $metadata: {},
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
    let refusals = 0;
    const client = failingClient(stage.documents, () => {
      refusals += 1;
      if (refusals > 40) return undefined;
      return { before: refusals % 3 === 0 ? throttled : conflict };
    });

    let left = messages;
    while (left.length > 0) {
      const failed = await stage.work(left, client);
      left = left.filter((message) => failed.includes(message.messageId));
    }
    refusals = 0;
    const records = await stage.streamRecords();
    while ((await stage.count(records, client)).length > 0);

    await expectExact();
  });

  test('when the queue refuses: the spool takes it, and the sweeper brings it in, even twice', async () => {
    const refusing = refusingClient(new SQSClient({ region: 'us-east-1' }));
    const sink = stage.sink({ sqs: refusing });
    for (const record of buildRecords()) sink.record(record);
    await sink.flush();
    expect(await stage.receive()).toEqual([]);

    const spooled = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket, Prefix: 'spool/' }));
    expect(spooled.KeyCount).toBeGreaterThan(0);
    await expect(sweepSpool({ ...stage, sqs: refusing, logger: silentLogger })).rejects.toThrow('refused');
    expect(await sweepSpool({ ...stage, logger: silentLogger })).toBe(spooled.KeyCount);
    expect(await sweepSpool({ ...stage, logger: silentLogger })).toBe(0);
    const messages = await stage.receive();
    await stage.work([...messages, ...messages]);

    await expectExact();
  });

  test('when queue and spool both refuse for a while: it waits in memory', async () => {
    let refusals = 12;
    const refuses = () => refusals-- > 0;
    const sink = stage.sink({ sqs: refusingClient(stage.sqs, refuses), s3: refusingClient(stage.s3, refuses) });
    for (const record of buildRecords()) sink.record(record);

    await sink.flush();
    if (refusals > 0) throw new Error('nothing was refused');
    await sweepSpool({ ...stage, logger: silentLogger });
    await stage.work(await stage.receive());

    await expectExact();
  });
});

test('what exceeds the memory while nothing takes it is lost, oldest first, and the log says how much', async () => {
  const lost: unknown[] = [];
  const logger: Logger = { ...silentLogger, error: (event, fields) => lost.push([event, fields?.['recordCount']]) };
  let isDown = true;
  const sqs = refusingClient(stage.sqs, () => isDown);
  const s3 = refusingClient(stage.s3, () => isDown);
  const backoff = { baseMilliseconds: 1, capMilliseconds: 5 };
  const sink = stage.sink({ sqs, s3, logger, limits: { maxBufferedBytes: 30_000, maxFlushMilliseconds: 20, backoff } });
  for (const record of buildRecords()) sink.record(record);
  await sink.flush();
  expect(lost.length).toBeGreaterThan(0);
  expect(lost[0]).toEqual(['ingestion.enqueue.lost', expect.any(Number)]);

  isDown = false;
  await sink.flush();
  await sweepSpool({ ...stage, logger: silentLogger });
  await stage.work(await stage.receive());

  const lostCount = lost.reduce<number>((sum, each) => sum + Number((each as unknown[])[1]), 0);
  expect((await stage.traceTotals()).spans).toBe((traceCount * batchesPerTrace - lostCount) * spansPerBatch);
});
