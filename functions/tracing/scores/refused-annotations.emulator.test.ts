import type { SQSEvent } from 'aws-lambda';
import { beforeEach, expect, inject, test } from 'vitest';
import type { Score } from '../../../shared/contract/scores.ts';
import { type Logger, silentLogger } from '../../../shared/observability/logger.ts';
import type { AnnotationArchive, ArchivedAnnotations } from '../../../shared/storage/annotation-archive.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { changeTraceTags } from '../../../shared/storage/trace-annotation-tags.ts';
import { buryTrace } from '../../../shared/storage/trace-deletion-burial.ts';
import { deleteItems, readContents } from '../../../shared/storage/trace-deletion-contents.ts';
import { createTraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { decompressJson } from '../../../shared/telemetry/compression.ts';
import { refusingClient } from '../../../test/faults/refusing-client.ts';
import { hexOf, testProjectId as projectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import type { DeletionMessage } from '../deletion/deletion-message.ts';
import { workDeletions } from '../deletion/work-deletions.ts';
import { createRawArchive } from '../raw/raw-archive.ts';
import { rawPrefix } from '../raw/raw-key.ts';
import { createRawStore } from '../raw/raw-store.ts';
import { replayAnnotations } from '../replays/replay-annotations.ts';
import { createAnnotationArchive } from './archive-annotations.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const traceId = hexOf('annotated', 32);
const ofTrace = { kind: 'trace', traceId } as const;
const ofSession = { kind: 'session', sessionId: 'visit' } as const;
let stage: TraceStage;
let isRefusing: boolean;
let isGone: boolean;
let now: number;
let queued: { message: DeletionMessage; delaySeconds: number }[];
let logged: string[];

beforeEach(async () => {
  stage = await createTraceStage(environment);
  isRefusing = true;
  isGone = false;
  now = testTime;
  queued = [];
  logged = [];
});

const logger: Logger = { ...silentLogger, info: (event) => void logged.push(event) };
const deletionQueue = {
  send: async (message: DeletionMessage, delaySeconds = 0) => void queued.push({ message, delaySeconds }),
};

/** The archive, while its S3 refuses. */
function refusingArchive() {
  const store = createRawStore({ s3: refusingClient(stage.s3, () => isRefusing), bucket: stage.bucket });
  const projects = { get: async () => stage.project };
  return createRawArchive({ store, projects, logger: silentLogger, clock: () => now, write: () => undefined });
}

function tablePorts(documents = stage.documents) {
  const archive = createAnnotationArchive({ archive: refusingArchive(), deletionQueue, logger });
  return { documents, tableName: stage.tables.traces, archive };
}

const author: Score['author'] = { kind: 'key', id: 'k', name: 'k' };

async function give(
  target: typeof ofTrace | typeof ofSession,
  values: Record<string, number>,
  documents = stage.documents,
  archive?: AnnotationArchive,
) {
  now += 1000;
  const drafts = Object.entries(values).map(([id, value]) => ({
    ...{ id, spanId: null, name: 'n', dataType: 'number' as const, value, comment: `said ${value}` },
    ...{ source: 'api' as const, scorer: null, metadata: {} },
  }));
  const scoring = { author, isAdmin: false, now, retentionDays: 30 };
  const ports = { ...tablePorts(documents), ...(archive && { archive }) };
  return await createScoreRepository(ports).put(projectId, target, drafts, scoring);
}

async function tag(add: string[], remove: string[] = []) {
  now += 1000;
  await changeTraceTags({ projectId, traceId, add, remove, now, retentionDays: 30 }, tablePorts());
}

/** Runs the worker over a message; answers whether it comes again. */
async function work(message: DeletionMessage): Promise<boolean> {
  const event = { Records: [{ messageId: 'm', body: JSON.stringify(message) }] } as SQSEvent;
  const deletions = createTraceDeletionRepository({ documents: stage.documents, tableName: 'none', clock: () => now });
  const ports = {
    ...{ ...stage.forgetting, coreTable: 'none', deletionQueue, deletions, logger, clock: () => now },
    ...{ archive: refusingArchive(), projects: { get: async () => (isGone ? null : stage.project) } },
  };
  return (await workDeletions(event, ports)).batchItemFailures.length > 0;
}

/** Everything that waits, but for checks. */
async function workAll(): Promise<void> {
  for (const { message, delaySeconds } of queued.splice(0)) {
    if ('isCheck' in message) queued.push({ message, delaySeconds });
    else expect(await work(message)).toBe(false);
  }
}

async function archived(): Promise<ArchivedAnnotations[]> {
  const { objects } = await stage.rawStore.list(rawPrefix, null);
  const read = objects.map(async ({ key }) => {
    const object = await stage.rawStore.get(key);
    return (await decompressJson(object?.body ?? new Uint8Array(), 1e6)) as ArchivedAnnotations;
  });
  return await Promise.all(read);
}

const valuesOf = (said: readonly ArchivedAnnotations[]) =>
  said.flatMap(({ scores }) => scores.map(({ id, value }) => [id, value]));

test('what was said while the archive refuses is archived when it is back, and comes back from there', async () => {
  await give(ofTrace, { a: 1, b: 2 });
  await give(ofSession, { c: 3 });
  await tag(['vip']);
  const [first] = queued;
  if (first === undefined) throw new Error('It waits.');

  expect(await work(first.message)).toBe(true);
  expect(await archived()).toEqual([]);
  isRefusing = false;
  await workAll();

  expect(valuesOf(await archived())).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  expect(logged).toEqual(Array(3).fill('ingestion.raw.recovered'));
  const other = await createTraceStage(environment);
  const ports = { ...other.forgetting, store: stage.rawStore, deletionQueue, logger };
  for (const { key } of (await stage.rawStore.list(rawPrefix, null)).objects) {
    expect(await replayAnnotations(projectId, key, ports)).toMatchObject({ annotationsDeleted: 0 });
  }
  const table = { documents: other.documents, tableName: other.tables.traces, archive: tablePorts().archive };
  const restored = createScoreRepository(table);
  const page = { limit: 10 };
  expect((await restored.list(projectId, ofTrace, page)).items.map(({ id }) => id)).toEqual(['a', 'b']);
  expect((await restored.list(projectId, ofSession, page)).items.map(({ id }) => id)).toEqual(['c']);
});

test('what expires with its trace expires in the archive as if it had been archived at once', async () => {
  isRefusing = false;
  await give(ofTrace, { a: 1 });
  isRefusing = true;
  await give(ofTrace, { b: 1 });
  isRefusing = false;
  now += 1000;
  await workAll();

  const { objects } = await stage.rawStore.list(rawPrefix, null);
  const [atOnce, late] = await Promise.all(objects.map(({ key }) => stage.rawStore.get(key)));
  expect(late).toMatchObject({ path: atOnce?.path, keptDays: atOnce?.keptDays });
  expect(late?.retentionDays).toBeCloseTo(atOnce?.retentionDays ?? 0, 3);
});

test('what was replaced or deleted before it could be archived is not in the archive', async () => {
  await give(ofTrace, { a: 1, b: 2, c: 3 });
  await give(ofTrace, { a: 9 });
  await createScoreRepository(tablePorts()).remove(projectId, ofTrace, 'b', {
    ...{ author, isAdmin: false, now, retentionDays: 30 },
  });
  await tag(['vip', 'web']);
  await tag([], ['web']);
  isRefusing = false;

  await workAll();

  const said = await archived();
  expect(new Map(valuesOf(said) as [string, number][])).toEqual(
    new Map([
      ['a', 9],
      ['c', 3],
    ]),
  );
  expect(valuesOf(said)).toHaveLength(2);
  expect(new Set(said.flatMap(({ tags }) => tags.flatMap(({ givenTags }) => givenTags)))).toEqual(new Set(['vip']));
});

test('of a trace that was deleted nothing is archived', async () => {
  await give(ofTrace, { a: 1 });
  await tag(['vip']);
  const { core: coreTable } = await createTables(environment, ['core']);
  const deletions = createTraceDeletionRepository({ documents: stage.documents, tableName: coreTable });
  const context = { actor: author, requestId: 'r' };
  const asked = { kind: 'traces', traceIds: [traceId], targetId: null } as const;
  const { id: deletionId } = await deletions.create(projectId, asked, context);
  const burial = { projectId, traceId, deletionId, now, retentionDays: 30, purgesAgain: false };
  await buryTrace(burial, { documents: stage.documents, tracesTable: stage.tables.traces, coreTable });
  isRefusing = false;

  await workAll();

  expect(await archived()).toEqual([]);
});

test('what a deletion of its session overtook, which had looked into the archive before, goes with the check', async () => {
  await give(ofSession, { c: 3 });
  isRefusing = false;
  await workAll();
  expect(await archived()).toHaveLength(1);
  const table = { documents: stage.documents, tableName: stage.tables.traces };
  await deleteItems((await readContents(projectId, ofSession, table)).keys, table);

  const [check] = queued;
  expect(check).toMatchObject({ message: { isCheck: true }, delaySeconds: 360 });
  if (check !== undefined) await work(check.message);

  expect(await archived()).toEqual([]);
  expect(queued).toHaveLength(1);
});

test('what was stored though its request failed is archived as well', async () => {
  const breaking = failingClient(stage.documents, ({ constructor: { name } }) =>
    name === 'TransactWriteCommand' ? { after: new Error('the connection broke') } : undefined,
  );
  await expect(give(ofTrace, { a: 1 }, breaking)).rejects.toThrow('the connection broke');
  isRefusing = false;

  await workAll();

  expect(valuesOf(await archived())).toEqual([['a', 1]]);
});

test('what is stored only after the worker has looked for it is archived with the check', async () => {
  const overtaken = failingClient(stage.documents, ({ constructor: { name } }) =>
    name === 'TransactWriteCommand' && queued.some(({ message }) => !('isCheck' in message))
      ? { before: new Error('not yet') }
      : undefined,
  );
  await expect(give(ofTrace, { a: 1 }, overtaken)).rejects.toThrow('not yet');
  const [waiting] = queued;
  isRefusing = false;
  await workAll();
  expect(await archived()).toEqual([]);
  // The same transaction, at last.
  const rawKey = waiting && 'unarchivedKey' in waiting.message ? waiting.message.unarchivedKey : '';
  const open: AnnotationArchive['open'] = () => ({
    rawKey,
    write: async () => undefined,
    withdraw: async () => undefined,
    reconcile: async () => undefined,
  });
  await give(ofTrace, { a: 1 }, stage.documents, { open });

  for (const { message } of queued.splice(0)) expect(await work(message)).toBe(false);

  expect(valuesOf(await archived())).toEqual([['a', 1]]);
});

test('of a project that is gone nothing is archived, and what names no object is refused', async () => {
  await give(ofTrace, { a: 1 });
  isRefusing = false;
  const [waiting] = queued;
  if (waiting === undefined) throw new Error('It waits.');

  expect(await work({ projectId, target: ofTrace, unarchivedKey: 'elsewhere' })).toBe(true);
  isGone = true;
  expect(await work(waiting.message)).toBe(false);

  expect(await archived()).toEqual([]);
});
