import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createTraceDeletion, getTraceDeletion, type TraceDeletion } from '../../../shared/contract/trace-deletion.ts';
import { getTrace } from '../../../shared/contract/tracing.ts';
import type { KeyPrincipal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { createTraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { metaSk, tracePk } from '../../../shared/storage/trace-keys.ts';
import { compressJson, decompressJson } from '../../../shared/telemetry/compression.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { encodeOtlp } from '../../../test/support/encode-otlp.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { createApp, type TracingPorts } from '../app.ts';
import { recordsPath } from '../raw/archive-records.ts';
import { rawKeyOf } from '../raw/raw-key.ts';
import { createAnnotationPorts } from '../scores/create-annotation-ports.ts';
import type { DeletionMessage } from './deletion-message.ts';
import { maxDeletionReceives } from './deletion-queue.ts';
import { forgetRaw } from './forget-raw.ts';
import { forgetTrace } from './forgettable.ts';
import { purgeAnnotations } from './purge-annotations.ts';
import { deletionBounds, runDeletion } from './run-deletion.ts';
import { type DeletionQueuePorts, workDeletions } from './work-deletions.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const bounds = { ...deletionBounds, settleSeconds: 0 };
/** What no compression makes small enough for an item. */
const noise = (seed: string, lines = 400) =>
  Array.from({ length: lines }, (_, index) => hexOf(`${seed} ${index}`, 64)).join('');

let coreTable: string;
let stage: TraceStage;
const messages: DeletionMessage[] = [];
let now = testTime;

/** The tests go on from each other: filling and searching everything takes longest. */
beforeAll(async () => {
  [{ core: coreTable }, stage] = await Promise.all([
    createTables(environment, ['core']),
    createTraceStage(environment),
  ]);
  await fillStore();
});

const core = () => ({ documents: stage.documents, tableName: coreTable });
let queueFailure: Error | null = null;
const deletionQueue = {
  async send(message: DeletionMessage) {
    if (queueFailure !== null) throw queueFailure;
    messages.push(message);
  },
};

function request(
  path: string,
  init: { method?: string; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
) {
  const key: KeyPrincipal = {
    kind: 'key',
    id: 'key1',
    name: 'k',
    projectId: testProjectId,
    scopes: ['ingest', 'admin'],
    allowedModels: null,
  };
  const app = createApp({
    authenticator: { authenticate: async () => key },
    memberships: { get: async () => null },
    logger: silentLogger,
    clock: () => testTime,
    traces: stage.traces,
    blobs: stage.blobs,
    sink: stage.sink(),
    overrides: { list: async () => [] },
    archive: stage.archive,
    annotations: createAnnotationPorts({
      documents: stage.documents,
      tracesTable: stage.tables.traces,
      projects: { get: async () => null },
      clock: () => testTime,
      archive: stage.archive,
      deletionQueue,
      logger: silentLogger,
    }),
    deleting: { deletions: createTraceDeletionRepository(core()), deletionQueue },
    // What these tests do not call is left out.
  } as Partial<TracingPorts> as TracingPorts);
  return app.request(path, { ...init, headers: { authorization: 'Bearer k', ...init.headers } });
}

const json = (body: unknown) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

async function sendOtlp(spans: Parameters<typeof encodeOtlp>[0]) {
  const body = new Uint8Array(encodeOtlp(spans, { 'service.name': 'shop' }));
  const headers = { 'content-type': 'application/x-protobuf' };
  expect((await request('/otel/v1/traces', { method: 'POST', body, headers })).status).toBe(200);
}

async function storeAll() {
  expect(await stage.work(await stage.receive())).toEqual([]);
}

interface Person {
  userId: string;
  sessionId: string;
  word: string;
  traceIds: string[];
}

const people: Person[] = ['ada', 'bob'].map((name) => ({
  userId: `user-${name}-4711`,
  sessionId: `visit-of-${name}`,
  word: `secret${name}word`,
  traceIds: [hexOf(`${name} otlp`, 32), hexOf(`${name} gateway`, 32), hexOf(`${name} large`, 32)],
}));
const [ada, bob] = people as [Person, Person];

const otlpSpan = ({ userId, sessionId, word, traceIds }: Person, name: string, input: string) => ({
  traceId: traceIds[0] ?? '',
  spanId: hexOf(`${userId} ${name}`, 16),
  name: 'chat',
  startTimeUnixNano: BigInt(testTime) * 1_000_000n,
  endTimeUnixNano: BigInt(testTime + 500) * 1_000_000n,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-4o',
    'user.id': userId,
    'session.id': sessionId,
    'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: `${word} ${input}` }]),
    'langfuse.trace.tags': JSON.stringify([`tag-${word}`]),
  },
});

function gatewayRecord(
  { userId, sessionId, word, traceIds }: Person,
  trace: number,
  spanCount: number,
): IngestionRecord {
  const traceId = traceIds[trace] ?? '';
  const spans = Array.from({ length: spanCount }, (_, index) =>
    buildCall({
      traceId,
      spanId: hexOf(`${traceId} ${index}`, 16),
      userId,
      sessionId,
      metadata: { note: word },
      input: toPayload(index < 2 ? `${word} ${noise(`${traceId} ${index}`)}` : word),
      attributes: { note: `${word} ${spanCount > 20 && index < 30 ? noise(`${traceId} attribute ${index}`) : ''}` },
    }),
  );
  return { projectId: testProjectId, source: 'gateway', receivedAt: testTime, spans };
}

/** Both people's telemetry as it comes: mixed in requests, in several packs, large, repeated, scored. */
async function fillStore() {
  // One request for both: its raw object has to be rewritten.
  await sendOtlp(people.map((person) => otlpSpan(person, 'first', 'hello')));
  // Too large for a message, which has to leave it in S3.
  await sendOtlp(people.map((person) => otlpSpan(person, 'second', noise(person.word, 4000))));
  // A client that did not hear the answer sends it again: stored once, archived twice.
  await sendOtlp(people.map((person) => otlpSpan(person, 'first', 'hello')));
  await stage.sink().send(people.map((person) => gatewayRecord(person, 1, 2)));
  await storeAll();
  // A pack too large for an item, of more spans than META has the ids of.
  for (const person of people) {
    await stage.traces.store(gatewayRecord(person, 2, 70), { retentionDays: 30, capturesContent: true });
  }
  const scores = people.flatMap(({ traceIds: [traceId], sessionId, word }) => [
    { traceId, name: 'helpful', value: true, comment: word },
    { sessionId, name: 'resolved', value: word },
  ]);
  expect((await request('/api/v2/scores', json({ scores }))).status).toBe(200);
  await stage.count(await stage.streamRecords());
}

const workerPorts = (documents = stage.documents): DeletionQueuePorts => ({
  archive: stage.archive,
  ...stage.forgetting,
  documents,
  coreTable,
  deletions: createTraceDeletionRepository({ documents, tableName: coreTable }, { clock: () => now }),
  deletionQueue,
  projects: { get: async () => null },
  clock: () => now,
  logger: silentLogger,
});

async function run(message: DeletionMessage, ports: DeletionQueuePorts, within = bounds): Promise<void> {
  await ('target' in message ? purgeAnnotations(message, ports) : runDeletion(message, ports, within));
}

async function runUntilDone(limit = 20): Promise<void> {
  for (let steps = 0; messages.length > 0; steps++) {
    if (steps === limit) throw new Error('The deletion does not end.');
    const [message] = messages.splice(0, 1);
    if (message !== undefined) await run(message, workerPorts());
  }
}

async function ask(target: object): Promise<TraceDeletion> {
  const response = await request('/api/v2/trace-deletions', json(target));
  expect(response.status).toBe(202);
  return createTraceDeletion.response.schema.parse(await response.json());
}

async function readDeletion(id: string): Promise<TraceDeletion> {
  const response = await request(`/api/v2/trace-deletions/${id}`);
  return getTraceDeletion.response.schema.parse(await response.json());
}

async function readTrace(traceId: string) {
  const response = await request(`/api/v2/traces/${traceId}`);
  return response.status === 200 ? getTrace.response.schema.parse(await response.json()) : response.status;
}

/** Text in bytes, whatever they were packed with. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const plain = Buffer.from(bytes).toString('latin1');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes).toString('utf8');
  const isZstd = bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
  return isZstd ? JSON.stringify(await decompressJson(bytes, 256 * 1024 * 1024)) : plain;
}

async function textOfItem(item: Record<string, unknown>): Promise<string> {
  const parts = await Promise.all(
    Object.entries(item).map(async ([name, value]) => {
      if (value instanceof Uint8Array) return `${name}: ${Buffer.from(value).toString('hex')} ${await textOf(value)}`;
      return `${name}: ${JSON.stringify(value instanceof Set ? [...value] : value)}`;
    }),
  );
  return parts.join('\n');
}

/** Everything that is stored anywhere, as text by its place. */
async function readEverything(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const tableName of [...Object.values(stage.tables), coreTable]) {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await stage.documents.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: start }));
      for (const item of page.Items ?? []) {
        found.set(`${tableName}/${item['pk']}/${item['sk']}`, await textOfItem(item));
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }
  const { Contents = [] } = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket }));
  for (const { Key = '' } of Contents) {
    const object = await stage.s3.send(new GetObjectCommand({ Bucket: stage.bucket, Key }));
    found.set(Key, `${Key} ${await textOf((await object.Body?.transformToByteArray()) ?? new Uint8Array())}`);
  }
  return found;
}

/** Places that tell of a person. */
async function placesOf({ userId, sessionId, word, traceIds }: Person): Promise<string[]> {
  const everything = await readEverything();
  const spanIds = [hexOf(`${userId} first`, 16), hexOf(`${traceIds[2]} 1`, 16), hexOf(`${traceIds[2]} 69`, 16)];
  const needles = [userId, sessionId, word, ...traceIds, ...spanIds].map((needle) => needle.toLowerCase());
  // Bytes of protobuf hold ids in binary.
  const binary = traceIds.map((traceId) => Buffer.from(traceId, 'hex').toString('latin1'));
  const places = [...everything].filter(([place, text]) => {
    const searched = `${place} ${text}`.toLowerCase();
    return needles.some((needle) => searched.includes(needle)) || binary.some((bytes) => text.includes(bytes));
  });
  return places.map(([place]) => place);
}

const tombstonesOf = ({ traceIds }: Person) =>
  traceIds.map((traceId) => `${stage.tables.traces}/${tracePk(testProjectId, traceId)}/${metaSk}`).sort();

/** The hour's sample of reconciliation names a trace, for some days. */
const withoutSamples = (places: readonly string[]) =>
  places.filter((place) => !place.startsWith(stage.tables.rollups)).sort();

describe('deleting all traces of a user', () => {
  test('leaves nothing of them anywhere but the ids on tombstones, and of others everything', async () => {
    const others = await Promise.all(bob.traceIds.map(readTrace));
    const placesOfOthers = await placesOf(bob);
    expect((await placesOf(ada)).length).toBeGreaterThan(20);
    const prefixes = [...(await readEverything()).keys()].map((place) => place.split('/')[0]);
    expect(prefixes).toEqual(expect.arrayContaining(['raw', 'payloads', 'claims']));

    const { id } = await ask({ userId: ada.userId });
    await runUntilDone();

    expect(await readDeletion(id)).toMatchObject({
      status: 'done',
      target: { kind: 'user', id: null },
      traceCount: 3,
      spanCount: 74,
      scoreCount: 1,
    });
    expect(withoutSamples(await placesOf(ada))).toEqual(tombstonesOf(ada));
    expect(await Promise.all(bob.traceIds.map(readTrace))).toEqual(others);
    expect(await placesOf(bob)).toEqual(placesOfOthers);
    expect(await Promise.all(ada.traceIds.map(readTrace))).toEqual([404, 404, 404]);
  });

  test('drops what comes late, again, or from the archive, and leaves nothing of that either', async () => {
    await sendOtlp(people.map((person) => otlpSpan(person, 'late', noise('late'))));
    await stage.sink().send([gatewayRecord(ada, 1, 2)]);
    await storeAll();
    await stage.sink().send([{ ...gatewayRecord(ada, 2, 2), isReplay: true }]);
    await storeAll();
    const late = [{ traceId: ada.traceIds[0], name: 'helpful', value: false }];
    const refused = await request('/api/v2/scores', json({ scores: late }));

    expect(refused.status).toBe(410);
    expect(withoutSamples(await placesOf(ada))).toEqual(tombstonesOf(ada));
    expect(await readTrace(bob.traceIds[0] ?? '')).toMatchObject({ trace: { spanCount: 3 } });
    expect((await stage.ingestionCounts()).dropped).toBe(3);
  });

  test('is completed by whoever takes it up, wherever its worker died', async () => {
    const { id } = await ask({ sessionId: bob.sessionId });
    let deaths = 0;
    for (let deadly = 1; messages.length > 0 && deadly < 300; deadly += 1 + deaths) {
      let commands = 0;
      const dying = failingClient(stage.documents, () => {
        commands += 1;
        if (commands < deadly) return undefined;
        // The one at which it died may still have arrived; after it there is nothing.
        return commands === deadly && deadly % 2 === 0
          ? { after: new Error('killed') }
          : { before: new Error('killed') };
      });
      const [message] = messages.splice(0, 1);
      if (message === undefined) break;
      const isDead = await run(message, workerPorts(dying)).then(
        () => false,
        () => true,
      );
      if (isDead) messages.push(message);
      // Longer than a dead worker holds what it had locked.
      now += 150_000;
      deaths += isDead ? 1 : 0;
    }
    await runUntilDone();

    expect(deaths).toBeGreaterThan(4);
    expect(await readDeletion(id)).toMatchObject({ status: 'done', traceCount: 3, spanCount: 75 });
    expect(withoutSamples(await placesOf(bob))).toEqual(tombstonesOf(bob));
  });
});

describe('a deletion', () => {
  const traceId = hexOf('single', 32);

  test('is done by the function that the queue calls', async () => {
    const variables = {
      ...environment,
      STAGE: 'local',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      CORE_TABLE: coreTable,
      TRACES_TABLE: stage.tables.traces,
      TELEMETRY_BUCKET: stage.bucket,
      DELETION_QUEUE_URL: stage.queueUrl,
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const { handler } = await import('../deletion-worker.ts');
    const spans = [buildCall({ traceId })];
    await stage.traces.store(
      { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans },
      { retentionDays: 30, capturesContent: true },
    );
    const { id } = await ask({ traceIds: [traceId, hexOf('never came', 32)] });

    const event = { Records: [{ messageId: 'm', body: JSON.stringify(messages.pop()) }] } as SQSEvent;
    expect(await handler(event, { functionName: 'f', awsRequestId: 'r' } as Context)).toEqual({
      batchItemFailures: [],
    });

    expect(await readDeletion(id)).toMatchObject({ status: 'done', traceCount: 1, target: { traceCount: 2 } });
    expect(await readTrace(traceId)).toBe(404);
  });

  test('that the queue does not take says so, and one that fails again and again, too', async () => {
    queueFailure = new Error('refused');
    expect((await request('/api/v2/trace-deletions', json({ userId: 'x' }))).status).toBe(503);
    queueFailure = null;
    const { id } = await ask({ userId: 'y' });
    const broken = workerPorts(
      failingClient(stage.documents, (command) =>
        command.constructor.name === 'QueryCommand' ? { before: new Error('down') } : undefined,
      ),
    );
    const attempt = async (receives: number) => {
      const attributes = { ApproximateReceiveCount: String(receives) };
      const event = { Records: [{ messageId: 'm', body: JSON.stringify(messages[0]), attributes }] } as SQSEvent;
      return (await workDeletions(event, broken, bounds)).batchItemFailures.length;
    };

    expect([await attempt(1), (await readDeletion(id)).status]).toEqual([1, 'running']);
    expect([await attempt(maxDeletionReceives), (await readDeletion(id)).status]).toEqual([1, 'failed']);
    const list = await (await request('/api/v2/trace-deletions?limit=2')).json();
    expect(list).toMatchObject({
      items: [
        { id, status: 'failed' },
        { status: 'failed', error: 'The queue did not take it.' },
      ],
    });
    // Its message comes back from the dead letters.
    await runUntilDone();
    expect(await readDeletion(id)).toMatchObject({ status: 'done', error: null });
  });

  test('of a score takes it out of the archive, and waits for what is on its way there', async () => {
    const scored = hexOf('scored', 32);
    const scores = [{ id: 'slip', traceId: scored, name: 'n', value: 1, comment: 'a slip of the tongue' }];
    expect((await request('/api/v2/scores', json({ scores }))).status).toBe(200);
    const path = `/api/v2/scores/slip?traceId=${scored}`;
    expect((await request(path, { method: 'DELETE' })).status).toBe(204);
    const [message] = messages.splice(0);
    const attempt = async (ports: DeletionQueuePorts) => {
      const event = { Records: [{ messageId: 'm', body: JSON.stringify(message) }] } as SQSEvent;
      return (await workDeletions(event, ports, bounds)).batchItemFailures.length;
    };
    const isArchived = async () =>
      [...(await readEverything()).values()].some((text) => text.includes('a slip of the'));
    const ports = workerPorts();
    const away = { ...stage.rawStore, get: async () => null };
    const broken = { ...stage.rawStore, get: async () => Promise.reject(new Error('S3 is away')) };

    expect(await attempt({ ...ports, rawStore: broken })).toBe(1);
    expect(await attempt({ ...ports, clock: () => testTime, rawStore: away })).toBe(0);
    expect([messages.splice(0), await isArchived()]).toEqual([[message], true]);
    expect(await attempt(ports)).toBe(0);
    expect([messages, await isArchived()]).toEqual([[], false]);
  });

  test.each([
    [{}, 'body.traceIds'],
    [{ userId: 'a', sessionId: 'b' }, 'body.traceIds'],
    [{ traceIds: ['nonsense'] }, 'body.traceIds.0'],
  ])('of %j is refused by name', async (target, field) => {
    const response = await request('/api/v2/trace-deletions', json(target));

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field }] });
  });

  test('is in the audit log, without a word of whose traces it was', async () => {
    const { Items = [] } = await stage.documents.send(new ScanCommand({ TableName: coreTable }));
    const entries = Items.filter(({ action }) => action === 'traces.deletion_requested');

    expect(entries.map(({ target }) => target.name)).toContain('All traces of a user');
    expect(JSON.stringify(entries)).not.toContain(ada.userId);
  });
});

describe('what comes in the middle', () => {
  const ownSpan = (name: string) => buildCall({ traceId: hexOf(name, 32), spanId: hexOf(name, 16), userId: name });
  const archived = (...names: string[]) => {
    const records = [{ projectId: testProjectId, source: 'gateway', receivedAt: now, spans: names.map(ownSpan) }];
    return { path: recordsPath, contentType: 'application/json', contentEncoding: 'zstd', retentionDays: 30, records };
  };
  const putRaw = async (rawKey: string, ...names: string[]) => {
    const { records, ...object } = archived(...names);
    await stage.rawStore.put(rawKey, { ...object, keyId: null, body: await compressJson(records) }, 30);
  };
  const rawKeyFor = (id: string) => rawKeyOf({ projectId: testProjectId, receivedAt: now, id, spanCount: 1 });
  const store = (name: string, more: Partial<IngestionRecord> = {}) =>
    stage.traces.store(
      { projectId: testProjectId, source: 'otlp', receivedAt: now, spans: [ownSpan(name)], ...more },
      { retentionDays: 30, capturesContent: true },
    );
  const step = async (settleSeconds = 0) => {
    const [message] = messages.splice(0);
    if (message !== undefined) await run(message, workerPorts(), { ...bounds, settleSeconds });
  };

  test('of traces of a user that come while it runs is found by a later look', async () => {
    const { id } = await ask({ userId: 'latecomer' });
    await step(60);
    expect(await readDeletion(id)).toMatchObject({ status: 'running', traceCount: 0 });
    await store('latecomer');
    now += 61_000;
    await step(60);
    expect(await readDeletion(id)).toMatchObject({ status: 'running', traceCount: 1 });
    now += 61_000;
    await step(60);

    expect(await readDeletion(id)).toMatchObject({ status: 'done', traceCount: 1 });
    expect(await readTrace(hexOf('latecomer', 32))).toBe(404);
  });

  test('of a request that is still being archived is waited for', async () => {
    const rawKey = rawKeyFor('slow');
    await store('slow', { rawKey });
    const { id } = await ask({ traceIds: [hexOf('slow', 32)] });
    await step();
    expect(await readDeletion(id)).toMatchObject({ status: 'running', rewrittenCount: 0 });
    await putRaw(rawKey, 'slow');
    await step();

    expect(await readDeletion(id)).toMatchObject({ status: 'done', rewrittenCount: 1 });
    expect(await stage.rawStore.get(rawKey)).toBeNull();
  });

  test('of two that rewrite the same object does not bring back what the other took out', async () => {
    const rawKey = rawKeyFor('shared');
    await putRaw(rawKey, 'one', 'two', 'three');
    const slow = {
      ...stage.rawStore,
      get: async (key: string) => {
        const object = await stage.rawStore.get(key);
        await new Promise((done) => setTimeout(done, 100));
        return object;
      },
    };
    const forget = (name: string) =>
      forgetRaw([{ rawKey, what: forgetTrace(hexOf(name, 32)) }], { ...workerPorts(), rawStore: slow });
    await Promise.all([forget('one'), forget('two')]);

    const left = await textOf((await stage.rawStore.get(rawKey))?.body ?? new Uint8Array());
    expect(['one', 'two', 'three'].filter((name) => left.includes(hexOf(name, 32)))).toEqual(['three']);
  });
});
