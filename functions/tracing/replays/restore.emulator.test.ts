import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { type Replay, replaySchema } from '../../../shared/contract/replays.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { createReplayRepository } from '../../../shared/storage/replay-repository.ts';
import { createTraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { decompressText } from '../../../shared/telemetry/compression.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { encodeOtlp } from '../../../test/support/encode-otlp.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { createApp } from '../app.ts';
import type { DeletionMessage } from '../deletion/deletion-message.ts';
import { purgeAnnotations } from '../deletion/purge-annotations.ts';
import { deletionBounds, runDeletion } from '../deletion/run-deletion.ts';
import { createModelLookup } from '../otlp/model-lookup.ts';
import type { RawStore } from '../raw/raw-store.ts';
import { repriceSpan } from '../raw/reprice-span.ts';
import { createAnnotationPorts } from '../scores/create-annotation-ports.ts';
import { partialPorts } from '../testing/partial-ports.ts';
import { runReplay } from './run-replay.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const range = { from: '2026-03-10T12:00:00Z', to: '2026-03-10T13:00:00Z' };
const secret = 'the secret word';
const traceIds = ['first', 'second'].map((name) => hexOf(name, 32));
const [first = '', second = ''] = traceIds;
const sessionId = 'visit-4711';
let stage: TraceStage;
let coreTable: string;
let now: number;
let deletions: DeletionMessage[];

beforeEach(async () => {
  now = testTime;
  deletions = [];
  const [created, { core }] = await Promise.all([createTraceStage(environment), createTables(environment, ['core'])]);
  [stage, coreTable] = [created, core];
});

const corePorts = () => ({ documents: stage.documents, tableName: coreTable, clock: () => now });
const deletionQueue = { send: async (message: DeletionMessage) => void deletions.push(message) };

async function request(method: string, path: string, body?: object | Uint8Array<ArrayBuffer>): Promise<Response> {
  const app = createApp(
    partialPorts({
      authenticator: {
        authenticate: async () => ({
          ...{ kind: 'key', id: 'key1', name: 'k', projectId: testProjectId, allowedModels: null },
          scopes: ['ingest', 'admin'],
        }),
      },
      ...{ memberships: { get: async () => null }, logger: silentLogger, clock: () => now },
      ...{ overrides: { list: async () => [] }, archive: stage.archive, sink: stage.sink() },
      ...{ traces: stage.traces, blobs: stage.blobs },
      annotations: createAnnotationPorts({
        ...{ documents: stage.documents, tracesTable: stage.tables.traces, archive: stage.archive, deletionQueue },
        ...{ projects: { get: async () => stage.project }, clock: () => now, logger: silentLogger },
      }),
      deleting: { deletions: createTraceDeletionRepository(corePorts(), { clock: () => now }), deletionQueue },
      replaying: {
        replays: createReplayRepository(corePorts()),
        rawStore: stage.rawStore,
        replayQueue: { send: async () => undefined },
      },
    }),
  );
  const isOtlp = body instanceof Uint8Array;
  const response = await app.request(path, {
    method,
    headers: { authorization: 'Bearer k', 'content-type': isOtlp ? 'application/x-protobuf' : 'application/json' },
    ...(body === undefined ? {} : { body: isOtlp ? body : JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return response;
}

const otlpSpan = (traceId: string, index: number) => ({
  traceId,
  spanId: hexOf(`${traceId} ${index}`, 16),
  name: 'chat',
  startTimeUnixNano: BigInt(testTime + index) * 1_000_000n,
  endTimeUnixNano: BigInt(testTime + index + 500) * 1_000_000n,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.usage.input_tokens': 100,
    'gen_ai.usage.output_tokens': 10,
    'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: secret }]),
    'session.id': sessionId,
    'langfuse.trace.tags': JSON.stringify(['from-span']),
  },
});

/** Telemetry of both formats and of the gateway, and scores: new, said again, deleted, of a session. */
async function fillStage(): Promise<void> {
  for (let index = 0; index < 3; index++) {
    const spans = traceIds.map((traceId) => otlpSpan(traceId, index));
    await request('POST', '/otel/v1/traces', new Uint8Array(encodeOtlp(spans)));
  }
  await request('POST', '/api/v2/spans', {
    spans: [{ traceId: first, spanId: hexOf('native', 16), name: 'work', startTime: testTime, input: secret }],
  });
  const called = buildCall({ traceId: second, spanId: hexOf('gateway', 16) });
  const recorded = repriceSpan(called, 'gateway', createModelLookup([]));
  await stage.sink().send([{ projectId: testProjectId, source: 'gateway', receivedAt: testTime, spans: [recorded] }]);
  await storeAll();
  await score({ id: 'judge', traceId: first, name: 'quality', value: 0.25, comment: 'at first' });
  await score({ id: 'judge', traceId: first, name: 'quality', value: 0.5, comment: 'at second sight' });
  await score(
    { id: 'tone', traceId: first, name: 'tone', value: 'calm' },
    { id: 'tone', traceId: second, name: 'tone', value: 'rude' },
    { id: 'solved', sessionId, name: 'solved', value: true, comment: 'in the end' },
  );
  await tag({ add: ['checkout', 'web'] });
  await tag({ add: ['vip'], remove: ['checkout', 'from-span'] });
  await score({ id: 'gone', traceId: first, name: 'quality', value: 0.9, comment: 'a slip of the tongue' });
  await request('DELETE', `/api/v2/scores/gone?traceId=${first}`);
}

async function score(...scores: object[]): Promise<void> {
  now += 1000;
  await request('POST', '/api/v2/scores', { scores });
}

async function tag(change: { add?: string[]; remove?: string[] }): Promise<void> {
  now += 1000;
  await request('PATCH', '/api/v2/traces/tags', { traceIds: [first], ...change });
}

async function storeAll(): Promise<void> {
  expect(await stage.work(await stage.receive())).toEqual([]);
  await stage.count(await stage.streamRecords());
}

async function replay(store: Pick<RawStore, 'list' | 'get'> = stage.rawStore): Promise<Replay> {
  const { id } = replaySchema.parse(await (await request('POST', '/api/v2/replays', range)).json());
  const ports = {
    ...{ documents: stage.documents, tracesTable: stage.tables.traces, deletionQueue, clock: () => now },
    ...{ replays: createReplayRepository(corePorts()), store, sink: stage.sink() },
    ...{ projects: { get: async () => stage.project }, overrides: { list: async () => [] }, logger: silentLogger },
    ...{ replayQueue: { send: async () => undefined }, waitingMessages: async () => 0 },
  };
  await runReplay({ projectId: testProjectId, replayId: id }, ports);
  await storeAll();
  return replaySchema.parse(await (await request('GET', `/api/v2/replays/${id}`)).json());
}

async function runDeletions(): Promise<void> {
  const ports = {
    ...{ ...stage.forgetting, coreTable, deletionQueue, clock: () => now, logger: silentLogger },
    ...{ deletions: createTraceDeletionRepository(corePorts()), projects: { get: async () => stage.project } },
  };
  const bounds = { ...deletionBounds, settleSeconds: 0 };
  for (let message = deletions.shift(); message !== undefined; message = deletions.shift()) {
    await ('target' in message ? purgeAnnotations(message, ports) : runDeletion(message, ports, bounds));
  }
}

/** All that anybody is shown. */
async function shown() {
  const get = async (path: string) => (await (await request('GET', path)).json()) as unknown;
  return {
    traces: await Promise.all(traceIds.map((id) => get(`/api/v2/traces/${id}`))),
    scores: await Promise.all(traceIds.map((id) => get(`/api/v2/traces/${id}/scores`))),
    ofSession: await get(`/api/v2/scores?sessionId=${sessionId}`),
    totals: [await stage.traceTotals(), await stage.rollupTotals()],
  };
}

async function itemsOf(documents: DynamoDBDocumentClient, tableName: string) {
  const { Items = [], LastEvaluatedKey } = await documents.send(new ScanCommand({ TableName: tableName }));
  expect(LastEvaluatedKey).toBeUndefined();
  return Items;
}

/** Deletes items of the table of traces and all rollups, as if both were lost. */
async function lose(isLost: (item: Record<string, unknown>) => boolean = () => true): Promise<void> {
  const { traces, rollups } = stage.tables;
  for (const [tableName, isMeant] of [
    [traces, isLost],
    [rollups, () => true],
  ] as const) {
    const items = (await itemsOf(stage.documents, tableName)).filter(isMeant);
    const keyOf = ({ pk, sk }: Record<string, unknown>) => ({ pk, sk });
    await batchWrite(
      stage.documents,
      tableName,
      items.map((item) => ({ DeleteRequest: { Key: keyOf(item) } })),
    );
  }
}

/** As they are stored: with their time to live, and the object that has them. */
async function scoreItems() {
  const items = await itemsOf(stage.documents, stage.tables.traces);
  return items.filter(({ sk }) => String(sk).startsWith('SCORE#')).sort((a, b) => (a['pk'] < b['pk'] ? -1 : 1));
}

async function archivedText(): Promise<string> {
  const { objects } = await stage.rawStore.list(`raw/${testProjectId}/`, null);
  const bodies = await Promise.all(
    objects.map(async ({ key }) => {
      const object = await stage.rawStore.get(key);
      if (object === null) return '';
      const isPacked = object.contentEncoding === 'zstd';
      return isPacked ? await decompressText(object.body, 1e7) : Buffer.from(object.body).toString('latin1');
    }),
  );
  return bodies.join('\n');
}

describe.each([
  ['that captures content', true],
  ['that does not capture content', false],
])('of a project %s', (_, capturesContent) => {
  beforeEach(async () => {
    stage.project.capturesContent = capturesContent;
    await fillStage();
    await runDeletions();
  });

  test('everything that was lost comes back: spans, sums, scores and rollups, to the last figure', async () => {
    const before = await shown();
    expect(before.totals).toMatchObject([{ spans: 8 }, { spans: 8 }]);
    expect(before.traces).toMatchObject([
      { trace: { tags: ['vip', 'web'], scores: { quality: { count: 1, mean: 0.5 }, tone: { labels: ['calm'] } } } },
      { trace: { scores: { tone: { labels: ['rude'] } } } },
    ]);
    const items = await scoreItems();
    expect(items).toHaveLength(4);
    await lose();
    expect(await stage.traceTotals()).toMatchObject({ spans: 0 });

    const replayed = await replay();

    expect(replayed).toMatchObject({ status: 'done', spansSent: 8, spansRefused: 0, spansRejected: 0 });
    // Each score and each state of the tags, whatever of them came first; what was deleted is not there any more.
    expect(replayed.annotationsRestored + replayed.annotationsPresent).toBe(7);
    expect(replayed.annotationsDeleted).toBe(0);
    expect(await shown()).toEqual(before);
    expect(await scoreItems()).toEqual(items);
    expect(await replay()).toMatchObject({ annotationsRestored: 0, annotationsPresent: 7, annotationsDeleted: 0 });
    expect(await shown()).toEqual(before);
  });

  test('a replay counts nothing as accepted or stored once more', async () => {
    const before = await stage.ingestionCounts();
    expect(before).toMatchObject({ accepted: 8, stored: 8, repeated: 0, dropped: 0 });

    await replay();

    expect(await stage.ingestionCounts()).toEqual(before);
  });

  test('what was recorded when it was priced by another table costs what it costs today', async () => {
    const spans = [buildCall({ traceId: second, spanId: hexOf('dear', 16), tokens: 1_000_000 })];
    await stage.sink().send([{ projectId: testProjectId, source: 'gateway', receivedAt: testTime, spans }]);
    await storeAll();
    const { costNanoUsd } = await stage.traceTotals();

    await replay();

    // It cost 2,000,000; gpt-5-mini takes 0.25 USD for a million tokens in, and 2 USD for a million out.
    const expected = { costNanoUsd: costNanoUsd - 2_000_000 + 2_250_000_000 };
    expect(await stage.traceTotals()).toMatchObject(expected);
    expect(await stage.rollupTotals()).toMatchObject(expected);
  });

  test('what is lost in part is completed', async () => {
    const before = await shown();
    await lose(({ pk, sk }) => String(pk).includes(second) || /PACK|judge/.test(String(sk)) || sk === 'META');

    await replay();

    expect(await shown()).toEqual(before);
  });
});

describe('of a project that does not capture content', () => {
  beforeEach(() => {
    stage.project.capturesContent = false;
  });

  test('no word is in the archive but what was said in scores', async () => {
    await fillStage();
    await runDeletions();

    const text = await archivedText();
    expect(text).not.toContain(secret);
    expect(text).toContain('gpt-4o');
    expect(text).toContain('at second sight');
  });

  test('what was accepted while it did is replayed without its words, and the other way round', async () => {
    stage.project.capturesContent = true;
    await request('POST', '/otel/v1/traces', new Uint8Array(encodeOtlp([otlpSpan(first, 0)])));
    stage.project.capturesContent = false;
    await request('POST', '/otel/v1/traces', new Uint8Array(encodeOtlp([otlpSpan(second, 0)])));
    await storeAll();
    const before = await shown();
    await lose();

    await replay();
    const off = await shown();
    stage.project.capturesContent = true;
    await replay();

    expect(off.totals).toEqual(before.totals);
    expect(JSON.stringify(off)).not.toContain(secret);
    // The words of the first came while they were kept.
    expect(JSON.stringify((await shown()).traces[0])).toContain(secret);
    expect(JSON.stringify((await shown()).traces[1])).not.toContain(secret);
    expect((await shown()).totals).toEqual(before.totals);
  });

  test('deleting a trace takes it out of the archive, and no replay brings it back', async () => {
    await fillStage();
    await runDeletions();
    await request('POST', '/api/v2/trace-deletions', { traceIds: [first] });
    await runDeletions();

    const text = await archivedText();
    expect(text).not.toContain(first);
    expect(text).toContain(second);
    await lose(({ sk }) => sk !== 'META');
    await replay();
    expect((await stage.traces.get(testProjectId, first)) ?? null).toBeNull();
    expect(await archivedText()).not.toContain(first);
  });
});

describe('what was said and deleted', () => {
  const said = 'a slip of the tongue';

  test('goes out of the archive in every version, and what else is in its objects stays', async () => {
    await score(
      { id: 'a', traceId: first, name: 'n', value: 1, comment: said },
      { id: 'b', traceId: first, name: 'n', value: 2 },
    );
    await score({ id: 'a', traceId: first, name: 'n', value: 3, comment: `${said}, twice` });
    expect(await archivedText()).toContain(said);

    await request('DELETE', `/api/v2/scores/a?traceId=${first}`);
    await runDeletions();

    expect(await archivedText()).not.toContain(said);
    await lose(() => true);
    expect(await replay()).toMatchObject({ annotationsRestored: 1, annotationsDeleted: 0 });
    const { items } = (await (await request('GET', `/api/v2/traces/${first}/scores`)).json()) as { items: object[] };
    expect(items).toMatchObject([{ id: 'b', value: 2 }]);
  });

  test('stays away while the archive has it still, and a replay has that made up for', async () => {
    await score({ id: 'a', traceId: first, name: 'n', value: 1, comment: said });
    await request('DELETE', `/api/v2/scores/a?traceId=${first}`);
    deletions = [];

    expect(await replay()).toMatchObject({ annotationsRestored: 0, annotationsPresent: 0, annotationsDeleted: 1 });
    await runDeletions();

    expect(await archivedText()).not.toContain(said);
    expect(await replay()).toMatchObject({ annotationsDeleted: 0 });
  });

  test('and said again is what was said last, whatever a clock says', async () => {
    now += 600_000;
    await score({ id: 'a', traceId: first, name: 'n', value: 1 });
    await request('DELETE', `/api/v2/scores/a?traceId=${first}`);
    now -= 60_000;
    await score({ id: 'a', traceId: first, name: 'n', value: 2 });
    await lose(({ sk }) => String(sk) === 'SCORE#a' || sk === 'META');

    expect(await replay()).toMatchObject({ annotationsRestored: 1, annotationsDeleted: 1 });
    const { items } = (await (await request('GET', `/api/v2/traces/${first}/scores`)).json()) as { items: object[] };
    expect(items).toMatchObject([{ value: 2 }]);
  });

  test('with its session is nowhere any more', async () => {
    await score({ id: 's', sessionId, name: 'solved', value: 'no', comment: said });
    await request('POST', '/api/v2/trace-deletions', { sessionId });
    await runDeletions();

    expect(await archivedText()).not.toContain(said);
    expect(await replay()).toMatchObject({ annotationsRestored: 0 });
    expect(JSON.stringify(await itemsOf(stage.documents, stage.tables.traces))).not.toContain(sessionId);
  });

  test('with its session does not come back by a replay that is about to bring it back', async () => {
    const scores = ['lost', 'kept'].map((id) => ({ id, sessionId, name: 'solved', value: 'no', comment: said }));
    await score(...scores);
    await lose(({ sk }) => sk === 'SCORE#lost');
    await request('POST', '/api/v2/trace-deletions', { sessionId });
    let reads = 0;
    let hasRead: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => {
      hasRead = resolve;
    });
    const slow = {
      ...stage.rawStore,
      get: async (key: string) => {
        const object = await stage.rawStore.get(key);
        reads += 1;
        // First it looks what the object is, then it reads it alone.
        if (reads === 2) hasRead();
        await new Promise((done) => setTimeout(done, 300));
        return object;
      },
    };

    const [{ annotationsRestored }] = await Promise.all([replay(slow), reading.then(runDeletions)]);

    expect(annotationsRestored).toBe(1);
    expect(await archivedText()).not.toContain(said);
    expect(JSON.stringify(await itemsOf(stage.documents, stage.tables.traces))).not.toContain(sessionId);
  });

  test('with its trace is refused, and taken out of objects that nobody knew of', async () => {
    await score({ id: 'a', traceId: first, name: 'n', value: 1, comment: said });
    await tag({ add: ['a-slip'] });
    // The table has lost what told of the objects when the trace is deleted.
    await lose();
    await request('POST', '/api/v2/trace-deletions', { traceIds: [first] });
    await runDeletions();
    expect(await archivedText()).toContain(said);

    expect(await replay()).toMatchObject({ annotationsRestored: 0, annotationsDeleted: 2 });
    await runDeletions();

    expect(await archivedText()).not.toMatch(/a slip|a-slip/);
  });

  test('of tags that were given and taken off again does not come back', async () => {
    await tag({ add: ['a-slip'] });
    await tag({ remove: ['a-slip'] });

    expect(await replay()).toMatchObject({ annotationsRestored: 0, annotationsPresent: 2 });
    await lose();
    await replay();
    await request('POST', '/otel/v1/traces', new Uint8Array(encodeOtlp([otlpSpan(first, 0)])));
    await storeAll();

    expect((await stage.traces.get(testProjectId, first))?.trace.tags).toEqual(['from-span']);
  });
});
