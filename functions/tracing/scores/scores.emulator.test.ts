import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Role, Scope } from '../../../shared/contract/access.ts';
import { createScores, listTraceScores, type Score } from '../../../shared/contract/scores.ts';
import { changeTraceTags } from '../../../shared/contract/trace-tags.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import type { ScoreDraft } from '../../../shared/storage/score-record.ts';
import { toTombstone } from '../../../shared/storage/trace-meta.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import type { DeletionMessage } from '../deletion/deletion-message.ts';
import { annotationsPath, readRawContent } from '../raw/decode-raw-object.ts';
import { serveTags } from '../tags/serve-tags.ts';
import { createAnnotationPorts } from './create-annotation-ports.ts';
import { serveScores } from './serve-scores.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const otherProjectId = '01957ea0-0000-7000-8000-000000000002';
const options = { retentionDays: 30, capturesContent: true };
let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage(environment);
});

type Caller = { person: string; role: Role } | { key: string; scopes: Scope[] };
const program: Caller = { key: 'program', scopes: ['ingest', 'write'] };
const ada: Caller = { person: 'ada', role: 'editor' };
const bob: Caller = { person: 'bob', role: 'editor' };
const admin: Caller = { person: 'admin', role: 'admin' };

const queued: DeletionMessage[] = [];
let queueFailure: Error | null = null;

function annotationPorts(documents = stage.documents) {
  return createAnnotationPorts({
    documents,
    tracesTable: stage.tables.traces,
    projects: { get: async () => stage.project },
    clock: () => testTime,
    archive: stage.archive,
    logger: silentLogger,
    deletionQueue: {
      async send(message) {
        if (queueFailure !== null) throw queueFailure;
        queued.push(message);
      },
    },
  });
}

/** What the API answers to somebody. */
async function send(
  caller: Caller,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  documents = stage.documents,
) {
  const { app, serve } = createApi({
    authenticator: {
      authenticate: async () =>
        'key' in caller
          ? {
              kind: 'key',
              id: caller.key,
              name: caller.key,
              projectId: testProjectId,
              scopes: caller.scopes,
              allowedModels: null,
            }
          : { kind: 'person', id: caller.person, email: null },
    },
    memberships: {
      get: async (_, id) => ('role' in caller ? { role: caller.role, email: `${id}@example.com` } : null),
    },
    logger: silentLogger,
  });
  const ports = annotationPorts(documents);
  serveScores({ serve }, ports);
  serveTags({ serve }, ports);
  return await app.request(path, {
    method,
    headers: {
      authorization: 'Bearer x',
      'content-type': 'application/json',
      'x-signalbox-project': testProjectId,
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function score(caller: Caller, scores: readonly unknown[], headers: Record<string, string> = {}) {
  const response = await send(caller, 'POST', '/api/v2/scores', { scores }, headers);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function scored(caller: Caller, scores: readonly unknown[], headers: Record<string, string> = {}) {
  const { status, body } = await score(caller, scores, headers);
  expect(status, JSON.stringify(body)).toBe(200);
  return createScores.response.schema.parse(body);
}

async function listed(traceId: string, query = '') {
  const response = await send(ada, 'GET', `/api/v2/traces/${traceId}/scores${query}`);
  return listTraceScores.response.schema.parse(await response.json());
}

async function tag(traceIds: string[], change: { add?: string[]; remove?: string[] }) {
  const response = await send(ada, 'PATCH', '/api/v2/traces/tags', { traceIds, ...change });
  return changeTraceTags.response.schema.parse(await response.json()).results;
}

const recordOf = (
  traceId: string,
  spans: readonly string[],
  more: Parameters<typeof buildCall>[0] = {},
): IngestionRecord => ({
  projectId: testProjectId,
  source: 'otlp',
  receivedAt: testTime,
  spans: spans.map((name) => buildCall({ traceId, spanId: hexOf(name, 16), tokens: 5, ...more })),
});

async function summaryOf(traceId: string) {
  return (await stage.traces.get(testProjectId, traceId))?.trace ?? null;
}

async function isListed(traceId: string): Promise<boolean> {
  const page = await stage.traces.list({ projectId: testProjectId, from: testTime, to: testTime + 60_000, limit: 200 });
  return page.items.some((trace) => trace.traceId === traceId);
}

describe('scores of a trace', () => {
  test('may come before it, show nowhere, and are in its summary once it comes', async () => {
    const traceId = hexOf('early', 32);
    await scored(program, [
      { traceId, name: 'helpful', value: true },
      { traceId, name: 'tone', value: 'rude' },
    ]);
    await tag([traceId], { add: ['checkout'] });
    expect(await summaryOf(traceId)).toBeNull();
    expect(await isListed(traceId)).toBe(false);

    await stage.traces.store(recordOf(traceId, ['a'], { tags: ['web'] }), options);

    expect(await summaryOf(traceId)).toMatchObject({
      spanCount: 1,
      tags: ['checkout', 'web'],
      scores: { helpful: { count: 1, mean: 1, labels: [] }, tone: { count: 1, mean: null, labels: ['rude'] } },
    });
    expect(await isListed(traceId)).toBe(true);
  });

  test('add up exactly, however many give them while spans come, come again and are corrected', async () => {
    const traceId = hexOf('crowd', 32);
    const values = Array.from({ length: 50 }, (_, index) => index / 10);
    const records = Array.from({ length: 4 }, (_, index) =>
      recordOf(traceId, [`crowd ${index}`, `crowd ${index + 1}`]),
    );

    await Promise.all([
      ...values.map((value) => scored(program, [{ traceId, name: 'quality', value }])),
      ...[...records, ...records.slice(0, 2)].map((record) => stage.traces.store(record, options)),
      tag([traceId], { add: ['busy'] }),
    ]);

    expect(await summaryOf(traceId)).toMatchObject({
      spanCount: 5,
      totalTokens: 50,
      tags: ['busy'],
      scores: { quality: { count: 50, mean: 2.45, labels: [] } },
    });
    expect((await listed(traceId, '?limit=200')).items.map(({ value }) => value).sort()).toEqual([...values].sort());
  });

  test('are replaced by their id, and taken out of the sums again', async () => {
    const traceId = hexOf('again', 32);
    await stage.traces.store(recordOf(traceId, ['again']), options);
    const give = async (value: number | string) =>
      (await scored(program, [{ id: 'judge-1', traceId, name: 'quality', value }])).results[0]?.status;

    expect([await give(0.1), await give(0.1), await give(0.7), await give('good')]).toEqual([
      'created',
      'unchanged',
      'replaced',
      'replaced',
    ]);
    await scored(program, [
      { id: 'two', traceId, name: 'quality', value: 1 },
      { id: 'two', traceId, name: 'quality', value: 0.5 },
    ]);

    expect((await summaryOf(traceId))?.scores).toEqual({ quality: { count: 2, mean: 0.5, labels: ['good'] } });
    expect((await send(program, 'DELETE', `/api/v2/scores/judge-1?traceId=${traceId}`)).status).toBe(204);
    expect((await send(program, 'DELETE', `/api/v2/scores/judge-1?traceId=${traceId}`)).status).toBe(404);
    expect((await summaryOf(traceId))?.scores).toEqual({ quality: { count: 1, mean: 0.5, labels: [] } });
  });

  test.each(['before', 'after'] as const)('count once when the answer is lost %s they are stored', async (moment) => {
    const traceId = hexOf(`lost ${moment}`, 32);
    const body = { scores: [{ traceId, name: 'quality', value: 3 }] };
    const headers = { 'idempotency-key': 'try-1' };
    const broken = failingClient(stage.documents, (command) =>
      command.constructor.name === 'TransactWriteCommand' ? { [moment]: new Error('the connection broke') } : undefined,
    );

    expect((await send(program, 'POST', '/api/v2/scores', body, headers, broken)).status).toBe(500);
    const again = await scored(program, body.scores, headers);
    await stage.traces.store(recordOf(traceId, [`lost ${moment}`]), options);

    expect(again.results[0]?.status).toBe(moment === 'before' ? 'created' : 'unchanged');
    expect((await summaryOf(traceId))?.scores).toEqual({ quality: { count: 1, mean: 3, labels: [] } });
  });

  test('of a person are one for each name and span, and nobody else’s to change but an administrator’s', async () => {
    const traceId = hexOf('people', 32);
    const span = { spanId: hexOf('people', 16) };
    await scored(ada, [{ traceId, name: 'helpful', value: false }]);
    await scored(ada, [
      { traceId, name: 'helpful', value: true },
      { traceId, ...span, name: 'helpful', value: true },
    ]);
    const [mine] = (await scored(bob, [{ traceId, name: 'helpful', value: false }])).results;

    const all = (await listed(traceId)).items;
    expect(all).toHaveLength(3);
    expect(all.every(({ source }) => source === 'annotation')).toBe(true);
    const taken = await score(ada, [{ id: mine?.score?.id, traceId, name: 'helpful', value: true }]);
    expect(taken).toMatchObject({ status: 403, body: { code: 'score_of_another' } });
    const path = `/api/v2/scores/${mine?.score?.id}?traceId=${traceId}`;
    expect((await send(ada, 'DELETE', path)).status).toBe(403);
    expect((await send(program, 'DELETE', path)).status).toBe(403);
    expect((await send(admin, 'DELETE', path)).status).toBe(204);
  });

  test('are taken one by one: what is wrong with one is told, and the others are stored', async () => {
    const traceId = hexOf('mixed', 32);
    const { results, storedCount, failedCount } = await scored(program, [
      { traceId, name: 'helpful', value: 1 },
      { traceId, name: '', value: null },
      'nonsense',
      { traceId, sessionId: 'visit', name: 'helpful', value: 1 },
      { sessionId: 'visit', name: 'resolved', value: 'yes' },
    ]);

    expect({ storedCount, failedCount }).toEqual({ storedCount: 2, failedCount: 3 });
    expect(results.map(({ error }) => error?.errors.map(({ field }) => field) ?? null)).toEqual([
      null,
      ['body.scores.1.name', 'body.scores.1.value'],
      ['body.scores.2'],
      ['body.scores.3.traceId'],
      null,
    ]);
    const session = await send(ada, 'GET', '/api/v2/scores?sessionId=visit');
    expect(await session.json()).toMatchObject({ items: [{ name: 'resolved', value: 'yes', sessionId: 'visit' }] });
    const wrong = await score(program, [{ traceId, name: 'helpful' }]);
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'body.scores.0.value' }] } });
  });

  test('may have names and words that every object has, and halves of characters', async () => {
    const traceId = hexOf('odd names', 32);
    await stage.traces.store(recordOf(traceId, ['odd names']), options);
    const names = ['constructor', 'toString', 'cut \ud83d'];

    const { failedCount } = await scored(
      program,
      names.map((name) => ({ traceId, name, value: name, comment: name, metadata: { [name]: name } })),
    );
    await tag([traceId], { add: ['constructor', 'cut \ud83d'] });
    await tag([traceId], { remove: ['cut \ud83d'] });

    expect(failedCount).toBe(0);
    const summary = await summaryOf(traceId);
    expect(summary?.tags).toEqual(['constructor']);
    expect(Object.entries(summary?.scores ?? {}).map(([name, { labels }]) => [name, labels])).toEqual(
      expect.arrayContaining(names.map((name) => [name.toWellFormed(), [name.toWellFormed()]])),
    );
  });

  test('of a trace of the same id in another project are others', async () => {
    const traceId = hexOf('shared id', 32);
    await stage.traces.store(recordOf(traceId, ['shared id']), options);
    const { scores } = annotationPorts();
    const stranger = {
      author: { kind: 'key', id: 'k', name: 'k' },
      isAdmin: true,
      now: testTime,
      retentionDays: 1,
    } as const;
    const { results } = await scored(program, [{ id: 'mine', traceId, name: 'n', value: 1 }]);
    const draft = { ...results[0]?.score, value: 0 } as ScoreDraft;

    expect(await scores.put(otherProjectId, { kind: 'trace', traceId }, [draft], stranger)).toMatchObject([
      { status: 'created' },
    ]);
    await scores.remove(otherProjectId, { kind: 'trace', traceId }, 'mine', stranger);
    expect((await summaryOf(traceId))?.scores).toEqual({ n: { count: 1, mean: 1, labels: [] } });
    expect((await listed(traceId)).items).toHaveLength(1);
  });

  test('are listed page by page', async () => {
    const traceId = hexOf('pages', 32);
    await scored(
      program,
      ['a', 'b', 'c'].map((id) => ({ id, traceId, name: 'n', value: 1 })),
    );

    const first = await listed(traceId, '?limit=2');
    const second = await listed(traceId, `?limit=2&cursor=${first.nextCursor}`);

    expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([['a', 'b'], ['c']]);
    expect(second.nextCursor).toBeNull();
  });

  test('have bounds that an error tells, and the sums stay as they were', async () => {
    const traceId = hexOf('bounds', 32);
    await stage.traces.store(recordOf(traceId, ['bounds']), options);
    const { results } = await scored(
      program,
      Array.from({ length: 51 }, (_, index) => ({ traceId, name: `name ${index}`, value: 1 })),
    );

    expect(results.at(-1)).toMatchObject({ status: 'failed', error: { code: 'too_many_annotations' } });
    expect(Object.keys((await summaryOf(traceId))?.scores ?? {})).toHaveLength(50);
  });
});

describe('tags of traces', () => {
  test('are given and taken off in bulk, and what is changed can be changed back', async () => {
    const traceIds = [hexOf('tags 1', 32), hexOf('tags 2', 32)];
    for (const [index, traceId] of traceIds.entries()) {
      await stage.traces.store(
        recordOf(traceId, [`tags ${index}`], { tags: index === 0 ? ['new'] : ['web'] }),
        options,
      );
    }

    const results = await tag(traceIds, { add: ['web'], remove: ['new'] });
    expect(results.map(({ tags, added, removed }) => ({ tags, added, removed }))).toEqual([
      { tags: ['web'], added: ['web'], removed: ['new'] },
      { tags: ['web'], added: [], removed: [] },
    ]);
    // Spans that come late do not bring back what was taken off.
    await stage.traces.store(recordOf(traceIds[0] ?? '', ['late'], { tags: ['new', 'late'] }), options);
    expect((await summaryOf(traceIds[0] ?? ''))?.tags).toEqual(['late', 'web']);

    for (const { traceId, added, removed } of results.filter(({ status }) => status === 'changed')) {
      await tag([traceId], { add: removed, remove: added });
    }
    expect((await summaryOf(traceIds[0] ?? ''))?.tags).toEqual(['late', 'new']);
    expect((await summaryOf(traceIds[1] ?? ''))?.tags).toEqual(['web']);
  });

  test('survive that a trace is counted anew', async () => {
    const traceId = hexOf('recount', 32);
    const root = buildSpan({ traceId, spanId: hexOf('recount root', 16), tags: ['own'] });
    const record = (spans: IngestionRecord['spans']): IngestionRecord => ({ ...recordOf(traceId, []), spans });
    await stage.traces.store(record([root]), options);
    await tag([traceId], { add: ['given'], remove: ['own'] });
    await scored(program, [{ traceId, name: 'n', value: 4 }]);

    await stage.traces.store(
      record([{ ...root, name: 'renamed', endTimeUnixNano: `${root.endTimeUnixNano}0` }]),
      options,
    );

    expect(await summaryOf(traceId)).toMatchObject({
      name: 'renamed',
      spanCount: 1,
      tags: ['given'],
      scores: { n: { count: 1, mean: 4 } },
    });
  });
});

describe('scores of Langfuse’s API', () => {
  test('are stored, by route and by event, once however often an event is sent', async () => {
    const traceId = hexOf('langfuse', 32);
    await stage.traces.store(recordOf(traceId, ['langfuse']), options);
    const single = await send(program, 'POST', '/api/public/scores', {
      traceId: traceId.toUpperCase(),
      observationId: hexOf('langfuse', 16),
      name: 'helpful',
      value: 1,
      dataType: 'BOOLEAN',
      environment: 'default',
    });
    const events = {
      batch: [
        {
          id: 'e1',
          type: 'score-create',
          timestamp: '2026-03-10T12:00:00Z',
          body: { traceId, name: 'tone', value: 'calm' },
        },
        { id: 'e2', type: 'trace-create', timestamp: '2026-03-10T12:00:00Z', body: {} },
        { id: 'e3', type: 'score-create', timestamp: '2026-03-10T12:00:00Z', body: { traceId, value: 1 } },
      ],
      metadata: { sdk: 'test' },
    };
    const answers = [];
    for (let sent = 0; sent < 2; sent++) answers.push(await send(program, 'POST', '/api/public/ingestion', events));

    expect(await single.json()).toEqual({ id: expect.any(String) });
    expect(answers.map(({ status }) => status)).toEqual([207, 207]);
    expect(await answers[1]?.json()).toMatchObject({
      successes: [{ id: 'e1', status: 201 }],
      errors: [
        { id: 'e2', status: 400, message: expect.stringContaining('/api/public/otel/v1/traces') },
        { id: 'e3', status: 400, message: expect.stringContaining('name') },
      ],
    });
    expect((await summaryOf(traceId))?.scores).toEqual({
      helpful: { count: 1, mean: 1, labels: [] },
      tone: { count: 1, mean: null, labels: ['calm'] },
    });
  });
});

describe('the archive of scores', () => {
  const contents = async () => {
    const { objects } = await stage.rawStore.list(`raw/${testProjectId}/`, null);
    const read = await Promise.all(
      objects.map(async ({ key }) => {
        const object = await stage.rawStore.get(key);
        return object?.path === annotationsPath ? await readRawContent(object) : null;
      }),
    );
    return read.flatMap((content) => (content?.kind === 'annotations' ? [content] : []));
  };
  const archived = async (): Promise<Score[]> => (await contents()).flatMap(({ scores }) => scores);
  const archivedTags = async () => (await contents()).flatMap(({ tags }) => tags);
  const archivedOf = async (traceId: string) => (await archived()).filter((score) => score.traceId === traceId);

  test('holds each score as it is stored, in all its versions, and none that was refused or said nothing new', async () => {
    const traceId = hexOf('archived', 32);
    const give = (caller: Caller, value: number) =>
      score(caller, [{ id: 'one', traceId, name: 'n', value, comment: `it is ${value}` }]);
    await give(ada, 1);
    await give(ada, 1);
    expect((await give(bob, 2)).status).toBe(403);
    expect((await archivedOf(traceId)).map(({ value }) => value)).toEqual([1]);
    await give(ada, 3);

    const [stored] = (await listed(traceId)).items;
    const versions = await archivedOf(traceId);
    expect(versions.map(({ value }) => value).sort()).toEqual([1, 3]);
    expect(versions).toContainEqual(stored);
    expect(stored).toMatchObject({ createdAt: versions.find(({ value }) => value === 1)?.createdAt });
  });

  test('keeps it until its trace goes, and its bytes no longer than the project keeps things', async () => {
    const traceId = hexOf('of ten days ago', 32);
    const tenDaysAgo = { ...recordOf(traceId, ['a']), receivedAt: testTime - 10 * 86_400_000 };
    await stage.traces.store(tenDaysAgo, options);
    await scored(ada, [{ id: 'one', traceId, name: 'n', value: 1 }]);

    const item = { pk: `PROJECT#${testProjectId}#TRACE#${traceId}`, sk: 'SCORE#one' };
    const { Item } = await stage.documents.send(new GetCommand({ TableName: stage.tables.traces, Key: item }));
    expect(await stage.rawStore.get(Item?.['rawKey'])).toMatchObject({ retentionDays: 20, keptDays: 30 });
  });

  test('forgets what was written for a trace that was deleted in the same moment', async () => {
    const traceId = hexOf('buried meanwhile', 32);
    const tombstone = toTombstone({ projectId: testProjectId, traceId, version: 0, ttl: 2_000_000_000 }, testTime);
    let isBuried = false;
    const burying = new Proxy(stage.documents, {
      get: (target, name) =>
        name === 'send'
          ? async (command: { constructor: { name: string } }) => {
              if (command.constructor.name === 'TransactWriteCommand' && !isBuried) {
                isBuried = true;
                await target.send(new PutCommand({ TableName: stage.tables.traces, Item: tombstone }));
              }
              return await target.send(command as never);
            }
          : Reflect.get(target, name),
    });

    const body = { scores: [{ traceId, name: 'n', value: 1, comment: 'too late' }] };
    expect((await send(program, 'POST', '/api/v2/scores', body, {}, burying)).status).toBe(410);

    expect(isBuried).toBe(true);
    expect(JSON.stringify(await archived())).not.toContain('too late');
  });

  test('keeps what was stored, though the table seemed to refuse it', async () => {
    const traceId = hexOf('unheard', 32);
    const refusal = new TransactionCanceledException({
      ...{ message: 'cancelled', $metadata: {} },
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    });
    const unheard = () => {
      let isFirst = true;
      return failingClient(stage.documents, ({ constructor: { name } }) => {
        if (name !== 'TransactWriteCommand' || !isFirst) return undefined;
        isFirst = false;
        return { after: refusal };
      });
    };

    const body = { scores: [{ id: 'one', traceId, name: 'n', value: 1 }] };
    expect((await send(program, 'POST', '/api/v2/scores', body, {}, unheard())).status).toBe(200);
    const tags = { traceIds: [traceId], add: ['heard'] };
    expect((await send(ada, 'PATCH', '/api/v2/traces/tags', tags, {}, unheard())).status).toBe(200);

    expect((await archivedOf(traceId)).map(({ value }) => value)).toEqual([1]);
    expect((await archivedTags()).filter((each) => each.traceId === traceId)).toMatchObject([{ givenTags: ['heard'] }]);
  });

  test('is told of a score that was deleted, again if the queue refused, and not of one that nobody may delete', async () => {
    const traceId = hexOf('forgotten', 32);
    await scored(ada, [{ id: 'mine', traceId, name: 'n', value: 1 }]);
    const path = `/api/v2/scores/mine?traceId=${traceId}`;
    queued.length = 0;
    expect((await send(bob, 'DELETE', path)).status).toBe(403);
    queueFailure = new Error('refused');
    const refused = await send(ada, 'DELETE', path);
    queueFailure = null;

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(queued).toEqual([]);
    expect((await listed(traceId)).items).toEqual([]);
    expect((await send(ada, 'DELETE', path)).status).toBe(404);
    expect(queued).toEqual([{ projectId: testProjectId, target: { kind: 'trace', traceId }, scoreId: 'mine' }]);
  });
});
