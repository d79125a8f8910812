import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  cancelReplay,
  createReplay,
  listReplays,
  previewReplay,
  type Replay,
  replaySchema,
} from '../../../shared/contract/replays.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { createAuditEntries } from '../../../shared/storage/audit-entries.ts';
import { rawKeysOfItem } from '../../../shared/storage/pack-raw-keys.ts';
import { createReplayRepository } from '../../../shared/storage/replay-repository.ts';
import type { ScoreDraft } from '../../../shared/storage/score-record.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { createApp, type TracingPorts } from '../app.ts';
import type { DeletionMessage } from '../deletion/deletion-message.ts';
import { decodeRawObject } from '../raw/decode-raw-object.ts';
import type { RawStore } from '../raw/raw-store.ts';
import { createAnnotationArchive } from '../scores/archive-annotations.ts';
import { partialPorts } from '../testing/partial-ports.ts';
import { createReplayQueue, waitingMessages } from './replay-queue.ts';
import { type ReplayWorkerPorts, replayBounds, runReplay } from './run-replay.ts';
import { workReplays } from './work-replays.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const now = testTime + 30 * 60_000;
const requestCount = 6;
let stage: TraceStage;
let core: { documents: TraceStage['documents']; tableName: string; clock: () => number };
let messages: { projectId: string; replayId: string }[];
let app: ReturnType<typeof createApp>;
const deletions: DeletionMessage[] = [];

beforeAll(async () => {
  stage = await createTraceStage(environment);
  const tables = await createTables(environment, ['core']);
  core = { documents: stage.documents, tableName: tables.core, clock: () => now };
  for (let index = 0; index < requestCount; index++) expect((await send(index)).status).toBe(200);
  expect(await stage.work(await stage.receive())).toEqual([]);
  await stage.count(await stage.streamRecords());
});

beforeEach(() => {
  messages = [];
});

/** One request of two spans, the second of which belongs to a trace that others have spans of. */
function send(index: number) {
  const spans = [`own ${index}`, 'shared'].map((trace) => ({
    traceId: hexOf(trace, 32),
    spanId: hexOf(`${trace} ${index}`, 16),
    name: `call ${index}`,
    startTime: testTime + index,
    model: { provider: 'openai', requestedModel: 'gpt-4o' },
    usage: { input: 100, output: 10 },
  }));
  return request('POST', '/api/v2/spans', { spans });
}

async function request(method: string, path: string, body?: unknown) {
  app = createApp(
    partialPorts({
      authenticator: {
        authenticate: async () => ({
          ...{ kind: 'key', id: 'key1', name: 'Ada’s key', projectId: testProjectId, allowedModels: null },
          scopes: ['ingest', 'admin'],
        }),
      },
      memberships: { get: async () => null },
      logger: silentLogger,
      clock: () => now,
      overrides: { list: async () => [] },
      archive: stage.archive,
      sink: stage.sink(),
      replaying: {
        replays: createReplayRepository(core),
        rawStore: stage.rawStore,
        replayQueue: { send: async (message) => void messages.push(message) },
      },
    }),
  );
  return await app.request(path, {
    method,
    headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const range = { from: '2026-03-10T12:10:00Z', to: '2026-03-10T12:20:00Z' };

async function begin(): Promise<Replay> {
  const response = await request('POST', createReplay.path, range);
  expect(response.status).toBe(202);
  return replaySchema.parse(await response.json());
}

async function read(id: string): Promise<Replay> {
  return replaySchema.parse(await (await request('GET', `/api/v2/replays/${id}`)).json());
}

function workerPorts(overrides: Partial<ReplayWorkerPorts> = {}): ReplayWorkerPorts {
  return {
    documents: stage.documents,
    tracesTable: stage.tables.traces,
    deletionQueue: { send: async (message) => void deletions.push(message) },
    replays: createReplayRepository(core),
    store: stage.rawStore,
    projects: { get: async () => null },
    overrides: { list: async () => [] },
    sink: stage.sink(),
    replayQueue: { send: async (message) => void messages.push(message) },
    waitingMessages: async () => 0,
    clock: () => now,
    logger: silentLogger,
    ...overrides,
  };
}

/** Runs the worker until nothing is left to do. */
async function runAll(ports = workerPorts(), bounds = replayBounds): Promise<number> {
  let steps = 0;
  for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
    await runReplay(message, ports, bounds);
    steps += 1;
  }
  return steps;
}

/** Stores what was sent; answers how many packs are new. */
async function store(): Promise<number> {
  const before = (await stage.streamRecords()).length;
  expect(await stage.work(await stage.receive())).toEqual([]);
  const records = await stage.streamRecords();
  await stage.count(records);
  return records.length - before;
}

const priceOf = (spans: number) => spans * (100 * 2_500 + 10 * 10_000);

async function expectTotals(spans: number, costNanoUsd: number, tokens = spans * 110): Promise<void> {
  const expected = { spans, tokens, costNanoUsd };
  expect(await stage.traceTotals()).toEqual(expected);
  expect(await stage.rollupTotals()).toEqual(expected);
}

async function scoreATrace() {
  const { items } = await stage.traces.list({
    projectId: testProjectId,
    from: testTime,
    to: testTime + 3_600_000,
    limit: 1,
  });
  const traceId = items[0]?.traceId ?? '';
  const target = { kind: 'trace', traceId } as const;
  const scores = createScoreRepository({
    ...{ documents: stage.documents, tableName: stage.tables.traces },
    archive: createAnnotationArchive({
      ...{ archive: stage.archive, deletionQueue: { send: async () => undefined }, logger: silentLogger },
    }),
  });
  const draft: ScoreDraft = {
    ...{ id: 's-1', spanId: null, name: 'helpful', dataType: 'number' as const, value: 1, comment: 'Found the order' },
    ...{ source: 'api' as const, scorer: null, metadata: {} },
  };
  const author = { kind: 'key', id: 'key1', name: 'k' } as const;
  await scores.put(testProjectId, target, [draft], { author, isAdmin: false, now, retentionDays: 30 });
  return async () => {
    const stored = await stage.traces.get(testProjectId, traceId);
    const list = await scores.list(testProjectId, target, { limit: 10 });
    return { scores: stored?.trace.scores, comments: list.items.map(({ comment }) => comment) };
  };
}

describe('a replay', () => {
  test('changes nothing when nothing changed, and says how far it is', async () => {
    const preview = previewReplay.response.schema.parse(
      await (await request('GET', `${previewReplay.path}?${new URLSearchParams(range)}`)).json(),
    );
    expect(preview).toMatchObject({
      ...{ objects: requestCount, spans: requestCount * 2, isComplete: true },
      ...{ from: '2026-03-10T12:00:00.000Z', to: '2026-03-10T13:00:00.000Z' },
    });
    const { id } = await begin();
    expect(await read(id)).toMatchObject({ status: 'queued', objectsTotal: null, createdBy: 'Ada’s key' });

    await runAll();

    expect(await read(id)).toMatchObject({
      ...{ status: 'done', objectsTotal: requestCount, objectsDone: requestCount },
      ...{ spansSent: requestCount * 2, spansRejected: 0, finishedAt: new Date(now).toISOString(), error: null },
    });
    expect(await store()).toBe(0);
    await expectTotals(requestCount * 2, priceOf(requestCount * 2));
  });

  test('mends traces and sums after the mapping changed, in however many steps, killed and doubled', async () => {
    const { id } = await begin();
    const said = await scoreATrace();
    // A newer table that reads ten times the tokens.
    const decode: typeof decodeRawObject = async (...input) => {
      const decoded = await decodeRawObject(...input);
      const records = decoded.records.map((record) => ({
        ...record,
        spans: record.spans.map((span) => ({
          ...span,
          metadata: { mapping: { dialect: 'native', version: 99 } },
          usage: span.usage && { ...span.usage, total: 1100 },
          cost: span.cost && { ...span.cost, totalNanoUsd: 7 },
        })),
      }));
      return { ...decoded, records };
    };
    let reads = 0;
    const dying: RawStore = {
      ...stage.rawStore,
      get: async (key) => {
        reads += 1;
        if (reads % 5 === 0) throw new Error('killed');
        return await stage.rawStore.get(key);
      },
    };
    const bounds = { ...replayBounds, objectsPerCheckpoint: 2, stepMilliseconds: 8 };
    const [message] = messages;
    if (message === undefined) throw new Error('nothing was queued');

    for (let tries = 0; (await read(id)).status !== 'done' && tries < 50; tries++) {
      let time = now;
      const ports = workerPorts({ decode, store: dying, clock: () => time++ });
      // Two workers have the same message, and each may die.
      await Promise.allSettled([runReplay(message, ports, bounds), runReplay(message, ports, bounds)]);
    }

    expect(reads).toBeGreaterThan(requestCount);
    expect(await read(id)).toMatchObject({
      ...{ status: 'done', objectsDone: requestCount + 1, spansSent: requestCount * 2 },
      ...{ annotationsRestored: 0, annotationsPresent: 1, annotationsDeleted: 0 },
    });
    expect(await store()).toBeGreaterThan(0);
    await expectTotals(requestCount * 2, requestCount * 2 * 7, requestCount * 2 * 1100);
    // What people said stays as it is.
    expect(await said()).toMatchObject({ scores: { helpful: { count: 1, mean: 1 } }, comments: ['Found the order'] });
    // What the older table reads of a request that comes late does not undo it.
    await send(0);
    await store();
    await expectTotals(requestCount * 2, requestCount * 2 * 7, requestCount * 2 * 1100);
  });

  test('waits while what comes in now waits to be stored', async () => {
    const { id } = await begin();
    const delays: (number | undefined)[] = [];
    const ports = workerPorts({
      waitingMessages: async () => replayBounds.maxWaitingMessages + 1,
      replayQueue: { send: async (_, delay) => void delays.push(delay) },
    });

    await runReplay({ projectId: testProjectId, replayId: id }, ports);

    expect(delays).toEqual([replayBounds.pauseSeconds]);
    expect(await read(id)).toMatchObject({ status: 'running', objectsDone: 0 });
    const conflict = await request('POST', createReplay.path, range);
    expect([conflict.status, await conflict.json()]).toMatchObject([409, { code: 'replay_running' }]);
    await request('POST', cancelReplay.path.replace('{replayId}', id));
  });

  test('stops where it is cancelled, and says who did', async () => {
    const { id } = await begin();
    const cancelling = workerPorts({
      sink: {
        send: async () => void (await request('POST', cancelReplay.path.replace('{replayId}', id))),
      },
    });

    await runAll(cancelling, { ...replayBounds, bytesPerCheckpoint: 1 });

    expect(await read(id)).toMatchObject({ status: 'cancelled', objectsDone: 0 });
    const { items } = await createAuditEntries(core).list(testProjectId, { limit: 2 });
    expect(items.map(({ action, target }) => [action, target.id])).toEqual([
      ['replay.cancelled', id],
      ['replay.created', id],
    ]);
  });

  test('passes over what cannot be read, and what its project no longer keeps', async () => {
    const unreadable = `raw/${testProjectId}/2026-03-10T12/${testTime}-zzz-4`;
    await stage.s3.send(
      new PutObjectCommand({
        ...{ Bucket: stage.bucket, Key: unreadable, Body: 'nonsense' },
        Metadata: { path: '/otel/v1/traces', 'received-type': 'application/x-protobuf', 'retention-days': '30' },
      }),
    );
    const first = await begin();
    await runAll();
    expect(await read(first.id)).toMatchObject({ status: 'done', spansSent: requestCount * 2 + 2, spansRejected: 4 });

    const second = await begin();
    const project = { id: testProjectId, name: '', createdAt: '', updatedAt: '', capturesContent: true };
    const later = () => testTime + 6.8 * 86_400_000;
    await runAll(workerPorts({ clock: later, projects: { get: async () => ({ ...project, retentionDays: 7 }) } }));
    expect(await read(second.id)).toMatchObject({ status: 'done', spansSent: 0, spansRejected: 0 });
    await store();
  });

  test('that fails each time is given up with a reason, and lets the next one begin', async () => {
    const { id } = await begin();
    const list = async () => {
      throw new Error('S3 is away');
    };
    const body = JSON.stringify(messages.pop());
    const receive = (count: number) =>
      workReplays(
        { Records: [{ messageId: 'm', body, attributes: { ApproximateReceiveCount: String(count) } } as SQSRecord] },
        workerPorts({ store: { ...stage.rawStore, list } }),
      );

    expect((await receive(1)).batchItemFailures).toHaveLength(1);
    expect((await receive(5)).batchItemFailures).toEqual([]);
    expect(await read(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('could not go on') });
    expect((await receive(1)).batchItemFailures).toEqual([]);
  });
});

test('a request that is sent twice leaves both its raw objects with its packs, however often a replay reads them', async () => {
  await send(50);
  await send(50);
  await store();
  await begin();
  await runAll();
  await store();

  const packs = await stage.streamRecords();
  const keys = packs
    .map(({ dynamodb }) => unmarshall(dynamodb?.NewImage as Record<string, AttributeValue>))
    .filter(({ traceId }) => traceId === hexOf('own 50', 32))
    .map(rawKeysOfItem);
  expect(keys).toHaveLength(1);
  expect(new Set(keys[0]).size).toBe(2);
  for (const key of keys[0] ?? []) expect(await stage.rawStore.get(key)).not.toBeNull();
});

describe('the API of replays', () => {
  test.each([
    [{ from: range.to, to: range.from }, 'body.to'],
    [{ from: '2026-01-01T00:00:00Z', to: '2026-02-02T00:00:00Z' }, 'body.to'],
    [{ from: '2026-03-11T00:00:00Z', to: '2026-03-12T00:00:00Z' }, 'body.from'],
    [{ from: 'now', to: range.to }, 'body.from'],
  ])('refuses %o', async (body, field) => {
    const response = await request('POST', createReplay.path, body);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field }] });
  });

  test('lists them newest first, page by page', async () => {
    const page = async (query: string) =>
      listReplays.response.schema.parse(await (await request('GET', `${listReplays.path}${query}`)).json());
    const first = await page('?limit=2');
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);

    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect(ids).toEqual(ids.toSorted().reverse());
    expect((await request('GET', `/api/v2/replays/${hexOf('none', 8)}-0000-7000-8000-000000000000`)).status).toBe(404);
  });

  test('does not leave a replay behind that nobody will take up', async () => {
    const { QueueUrl = '' } = await stage.sqs.send(new CreateQueueCommand({ QueueName: `replays-${Date.now()}` }));
    await createReplayQueue(stage.sqs, QueueUrl).send({ projectId: testProjectId, replayId: 'r' });
    expect(await waitingMessages(stage.sqs, QueueUrl)).toBe(1);

    const replays = createReplayRepository(core);
    const refusing = createApp(
      partialPorts({
        ...({
          authenticator: {
            authenticate: async () => ({
              kind: 'key',
              id: 'k',
              name: 'k',
              projectId: testProjectId,
              allowedModels: null,
              scopes: ['admin'],
            }),
          },
        } as Partial<TracingPorts>),
        ...{ memberships: { get: async () => null }, logger: silentLogger, clock: () => now },

        replaying: {
          ...{ replays, rawStore: stage.rawStore },
          replayQueue: {
            send: async () => {
              throw new Error('refused');
            },
          },
        },
      }),
    );
    const response = await refusing.request(createReplay.path, {
      ...{ method: 'POST', body: JSON.stringify(range) },
      headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
    });

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await replays.list(testProjectId, { limit: 1 })).items[0]).toMatchObject({ status: 'failed' });
  });
});
