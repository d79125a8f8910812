import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { type Logger, silentLogger } from '../../../shared/observability/logger.ts';
import { buryTrace } from '../../../shared/storage/trace-deletion-burial.ts';
import { createTraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { openIngestionMessage } from '../../../shared/telemetry/ingestion-message.ts';
import { pause } from '../../../shared/telemetry/retry-delay.ts';
import { refusingClient } from '../../../test/faults/refusing-client.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { encodeOtlp } from '../../../test/support/encode-otlp.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { createApp } from '../app.ts';
import { createModelLookup } from '../otlp/model-lookup.ts';
import { partialPorts } from '../testing/partial-ports.ts';
import { archiveLateRequest } from './archive-late-request.ts';
import { decodeRawObject, readRawContent } from './decode-raw-object.ts';
import { createRawArchive, type RawArchive } from './raw-archive.ts';
import { rawPrefix } from './raw-key.ts';
import { createRawStore } from './raw-store.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const traceIds = ['first', 'second'].map((name) => hexOf(name, 32));
const [first = '', second = ''] = traceIds;
/** Three spans of each trace in one request. */
const spanCount = 6;
const body = encodeOtlp(
  Array.from({ length: spanCount }, (_, index) => ({
    traceId: traceIds[index % 2] ?? '',
    spanId: hexOf(`span ${index}`, 16),
    name: 'chat',
    startTimeUnixNano: BigInt(testTime + index) * 1_000_000n,
    endTimeUnixNano: BigInt(testTime + index + 500) * 1_000_000n,
    attributes: { 'gen_ai.request.model': 'gpt-4o', 'gen_ai.usage.input_tokens': 100, 'my.own': 'a word' },
  })),
);
let stage: TraceStage;
let isRefusing: boolean;

beforeEach(async () => {
  stage = await createTraceStage(environment);
  isRefusing = true;
});

/** The archive, while its S3 refuses. */
function refusingArchive() {
  const store = createRawStore({ s3: refusingClient(stage.s3, () => isRefusing), bucket: stage.bucket });
  return createRawArchive({
    ...{ store, projects: { get: async () => stage.project }, logger: silentLogger },
    ...{ clock: () => testTime, write: () => undefined },
  });
}

/** Sends the request while the archive refuses; answers its two messages: with spans, and for the archive. */
async function sendRequest(): Promise<[SQSRecord, SQSRecord]> {
  const app = createApp(
    partialPorts({
      authenticator: {
        authenticate: async () => ({
          ...{ kind: 'key', id: 'key1', name: 'k', projectId: testProjectId, allowedModels: null },
          scopes: ['ingest'],
        }),
      },
      ...{ memberships: { get: async () => null }, logger: silentLogger, clock: () => testTime },
      ...{ overrides: { list: async () => [] }, archive: refusingArchive(), sink: stage.sink() },
    }),
  );
  const headers = { authorization: 'Bearer k', 'content-type': 'application/x-protobuf' };
  const response = await app.request('/otel/v1/traces', { method: 'POST', headers, body: new Uint8Array(body) });
  expect(response.status).toBe(200);
  const messages = await stage.receive();
  expect(messages).toHaveLength(2);
  // The one with the spans went before it was known that the other is needed, but a queue may deliver in any order.
  const isOfSpans = await Promise.all(messages.map(async (each) => (await opened(each)).unarchived === undefined));
  const [spans, request] = isOfSpans[0] ? messages : [...messages].reverse();
  if (spans === undefined || request === undefined) throw new Error('There are two messages.');
  return [spans, request];
}

async function opened(message: SQSRecord) {
  return await openIngestionMessage(message.body, stage.blobs);
}

const again = (message: SQSRecord): SQSRecord => ({
  ...message,
  attributes: { ...message.attributes, ApproximateReceiveCount: '2' },
});

const work = (messages: readonly SQSRecord[], client = stage.documents) =>
  stage.work(messages, client, stage.blobs, refusingArchive());

async function objects() {
  const { objects: listed } = await stage.rawStore.list(rawPrefix, null);
  return await Promise.all(listed.map(async ({ key }) => ({ key, object: await stage.rawStore.get(key) })));
}

/** A store that has lost everything, after the archive was replayed into it. */
async function restored(): Promise<TraceStage> {
  const other = await createTraceStage(environment);
  for (const { key, object } of await objects()) {
    if (object === null) throw new Error(`${key} is not there.`);
    await other.sink().send((await decodeRawObject(key, object, createModelLookup([]))).records);
  }
  expect(await other.work(await other.receive())).toEqual([]);
  return other;
}

const counted = { accepted: spanCount, stored: spanCount, repeated: 0, dropped: 0, queryable: 0 };

describe('a request that the archive refuses', () => {
  test('is stored at once, archived as it came when the archive is back, and replayed from there', async () => {
    const [spans, request] = await sendRequest();

    expect(await work([spans, request])).toEqual([request.messageId]);
    expect(await work([again(request)])).toEqual([request.messageId]);
    const stored = await stage.traceTotals();
    expect([stored.spans, await objects(), await stage.ingestionCounts()]).toEqual([spanCount, [], counted]);

    isRefusing = false;
    expect(await work([again(request), again(spans), again(request)])).toEqual([]);

    const [archived, ...others] = await objects();
    expect(others).toEqual([]);
    expect((await opened(spans)).records.map(({ rawKey }) => rawKey)).toEqual([archived?.key, archived?.key]);
    expect(Buffer.from(archived?.object?.body ?? []).equals(body)).toBe(true);
    expect(archived?.object).toMatchObject({
      ...{ contentType: 'application/x-protobuf', contentEncoding: 'identity' },
      ...{ path: '/otel/v1/traces', keyId: 'key1', retentionDays: 30 },
    });
    expect(await stage.traceTotals()).toEqual(stored);
    expect(await stage.ingestionCounts()).toEqual(counted);
    expect(await (await restored()).traceTotals()).toEqual(stored);
  });

  test('can be archived before it is stored', async () => {
    const [spans, request] = await sendRequest();
    isRefusing = false;

    expect(await work([request])).toEqual([]);
    expect(await objects()).toHaveLength(1);
    expect(await work([spans])).toEqual([]);

    expect(await stage.ingestionCounts()).toEqual(counted);
    expect(await objects()).toHaveLength(1);
  });

  test('loses of it what was deleted before it was archived, also when the worker died in between', async () => {
    const [spans, request] = await sendRequest();
    await work([spans]);
    await bury(first);
    isRefusing = false;
    const dying = failingClient(stage.documents, ({ constructor: { name } }) =>
      name === 'GetCommand' ? { before: new Error('killed') } : undefined,
    );

    expect(await work([request], dying)).toEqual([request.messageId]);
    expect(await archivedTraces()).toEqual(new Set(traceIds));
    expect(await work([again(request)])).toEqual([]);

    expect(await archivedTraces()).toEqual(new Set([second]));
    await bury(second);
    expect(await work([again(request)])).toEqual([]);
    expect(await objects()).toEqual([]);
  });

  test.each([
    ['before it is stored', true],
    ['after it was stored', false],
  ])('is archived without its words where its project stops keeping them %s', async (_, isBefore) => {
    const [spans, request] = await sendRequest();
    stage.project.capturesContent = !isBefore;
    expect(await work([spans])).toEqual([]);
    stage.project.capturesContent = false;
    isRefusing = false;

    expect(await work([request])).toEqual([]);

    const [archived, ...others] = await objects();
    expect(others).toEqual([]);
    expect((await opened(spans)).records[0]?.rawKey).toBe(archived?.key);
    const content = archived?.object == null ? null : await readRawContent(archived.object);
    expect(content).toMatchObject({ kind: 'records', records: [{ source: 'otlp' }, { source: 'otlp' }] });
    expect(JSON.stringify(content)).not.toContain('a word');
    const stored = await stage.traceTotals();
    expect(stored).toMatchObject({ spans: spanCount, tokens: spanCount * 100 });
    expect(await (await restored()).traceTotals()).toEqual(stored);
  });

  test('is archived again without its words where its project stops keeping them between two attempts', async () => {
    const [spans, request] = await sendRequest();
    await work([spans]);
    await bury(first);
    isRefusing = false;
    const dying = failingClient(stage.documents, ({ constructor: { name } }) =>
      name === 'GetCommand' ? { before: new Error('killed') } : undefined,
    );
    expect(await work([request], dying)).toEqual([request.messageId]);
    stage.project.capturesContent = false;

    expect(await work([again(request)])).toEqual([]);

    const [archived] = await objects();
    const content = archived?.object == null ? null : await readRawContent(archived.object);
    if (content?.kind !== 'records') throw new Error('It is what is left of the request.');
    expect(JSON.stringify(content)).not.toContain('a word');
    expect(content.records.flatMap((record) => record.spans.map(({ traceId }) => traceId))).toEqual(
      Array(spanCount / 2).fill(second),
    );
  });

  test('is not archived any more where its project is gone', async () => {
    const [, request] = await sendRequest();
    const { unarchived } = await opened(request);
    if (unarchived === undefined) throw new Error('It carries the request.');
    const ports = {
      ...{ archive: stage.archive, projects: { get: async () => null }, overrides: { list: async () => [] } },
      ...{ traces: stage.traces, logger: silentLogger, forget: async () => undefined },
    };

    await archiveLateRequest(unarchived, ports);

    expect(await objects()).toEqual([]);
  });

  test('says in the log when it is archived after all', async () => {
    const [, request] = await sendRequest();
    const { unarchived } = await opened(request);
    if (unarchived === undefined) throw new Error('It carries the request.');
    const lines: unknown[] = [];
    const logger: Logger = { ...silentLogger, info: (event, fields) => void lines.push([event, fields]) };
    const ports = {
      ...{ archive: stage.archive, projects: { get: async () => stage.project }, traces: stage.traces, logger },
      overrides: { list: async () => [] },
      forget: async () => undefined,
    };

    await archiveLateRequest(unarchived, ports);

    expect(lines).toEqual([['ingestion.raw.recovered', { rawKey: unarchived.rawKey }]]);
    await expect(archiveLateRequest({ ...unarchived, rawKey: 'elsewhere' }, ports)).rejects.toThrow('elsewhere');
  });
});

async function bury(traceId: string): Promise<void> {
  const { core: coreTable } = await createTables(environment, ['core']);
  const now = testTime + 60_000;
  const deletions = createTraceDeletionRepository({
    documents: stage.documents,
    tableName: coreTable,
    clock: () => now,
  });
  const target = { kind: 'traces', traceIds: [traceId], targetId: null } as const;
  const { id: deletionId } = await deletions.create(testProjectId, target, {
    actor: { kind: 'key', id: 'k', name: 'k' },
    requestId: 'r',
  });
  const burial = { projectId: testProjectId, traceId, deletionId, now, retentionDays: 30, purgesAgain: false };
  await buryTrace(burial, { documents: stage.documents, tracesTable: stage.tables.traces, coreTable });
}

async function archivedTraces(): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { object } of await objects()) {
    const content = object === null ? null : await readRawContent(object);
    if (content?.kind !== 'otlp') throw new Error('It is OTLP, as it came.');
    for (const span of content.groups.flatMap((group) => group.spans)) if ('traceId' in span) found.add(span.traceId);
  }
  return found;
}

test('what the gateway recorded is stored and counted while the archive refuses, and comes again until it is archived', async () => {
  const spans = [buildCall({ traceId: first, spanId: hexOf('call', 16) })];
  await stage.sink().send([{ projectId: testProjectId, source: 'gateway', receivedAt: testTime, spans }]);
  const [message] = await stage.receive();
  if (message === undefined) throw new Error('There is a message.');
  const once = { ...counted, accepted: 1, stored: 1 };

  expect(await work([message])).toEqual([message.messageId]);
  expect(await work([again(message)])).toEqual([message.messageId]);
  expect([await objects(), await stage.ingestionCounts()]).toEqual([[], once]);
  const stored = await stage.traceTotals();

  isRefusing = false;
  expect(await work([again(message)])).toEqual([]);

  expect(await objects()).toHaveLength(1);
  expect(await stage.ingestionCounts()).toEqual(once);
  expect(await stage.traceTotals()).toEqual(stored);
  expect((await (await restored()).traceTotals()).spans).toBe(1);
});

describe('records that the worker archives', () => {
  const takenAfter = async (milliseconds: number): Promise<SQSRecord> => {
    const spans = [buildCall({ traceId: first, spanId: hexOf('call', 16) })];
    await stage.sink().send([{ projectId: testProjectId, source: 'gateway', receivedAt: testTime, spans }]);
    const [message] = await stage.receive();
    if (message === undefined) throw new Error('There is a message.');
    const ApproximateFirstReceiveTimestamp = String(testTime + milliseconds);
    return {
      ...message,
      attributes: { ...message.attributes, ApproximateReceiveCount: '1', ApproximateFirstReceiveTimestamp },
    };
  };
  /** Runs the worker with an archive that has written when `isTime`. */
  const workWhile = async (message: SQSRecord, isTime: () => Promise<void>) => {
    const put: RawArchive['put'] = (request) => {
      const { rawKey, written } = stage.archive.put(request);
      return { rawKey, written: isTime().then(() => written) };
    };
    expect(await stage.work([message], stage.documents, stage.blobs, { ...stage.archive, put })).toEqual([]);
  };
  const storedSpans = async () => (await stage.traceTotals()).spans;

  test('are stored meanwhile', async () => {
    await workWhile(await takenAfter(1_000), () => vi.waitFor(async () => expect(await storedSpans()).toBe(1)));
  });

  test('are stored after that if they came long ago, as from the dead letters: a deletion waits for them no longer', async () => {
    const seen: number[] = [];
    await workWhile(await takenAfter(61_000), async () => {
      await pause(300);
      seen.push(await storedSpans());
    });

    expect([seen, await storedSpans()]).toEqual([[0], 1]);
  });
});
