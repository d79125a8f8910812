import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { createApi } from '../../../shared/http/create-api.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { refusingClient } from '../../../test/faults/refusing-client.ts';
import { hexOf, testProjectId as projectId, testTime } from '../../../test/support/build-span.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { readRawContent } from '../raw/decode-raw-object.ts';
import { createRawArchive } from '../raw/raw-archive.ts';
import { rawPrefix } from '../raw/raw-key.ts';
import { createRawStore } from '../raw/raw-store.ts';
import { serveTags } from '../tags/serve-tags.ts';
import { createAnnotationPorts } from './create-annotation-ports.ts';
import { serveScores } from './serve-scores.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const traceId = hexOf('annotated', 32);
let stage: TraceStage;
/** Whether S3 and the queue refuse what is said next. */
let refuses: () => boolean;
let documents: TraceStage['documents'];

beforeEach(async () => {
  stage = await createTraceStage(environment);
  documents = stage.documents;
  refuses = () => true;
});

/** What the API answers to a program while neither S3 nor the queue takes anything. */
async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const { app, serve } = createApi({
    authenticator: {
      authenticate: async () => ({
        ...{ kind: 'key', id: 'k', name: 'k', projectId, allowedModels: null },
        scopes: ['ingest', 'write', 'read'],
      }),
    },
    ...{ memberships: { get: async () => null }, logger: silentLogger },
  });
  const store = createRawStore({ s3: refusingClient(stage.s3, () => refuses()), bucket: stage.bucket });
  const ports = createAnnotationPorts({
    ...{ documents, tracesTable: stage.tables.traces, clock: () => testTime, logger: silentLogger },
    projects: { get: async () => stage.project },
    archive: createRawArchive({
      ...{ store, projects: { get: async () => stage.project }, logger: silentLogger },
      ...{ clock: () => testTime, write: () => undefined },
    }),
    deletionQueue: {
      send: async () => {
        throw new Error('SQS is away');
      },
    },
  });
  serveScores({ serve }, ports);
  serveTags({ serve }, ports);
  const response = await app.request(path, {
    ...{ method, headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), answer };
}

async function listed(): Promise<{ name: string; value: unknown }[]> {
  const { answer } = await send('GET', `/api/v2/traces/${traceId}/scores?limit=100`);
  return answer['items'] as { name: string; value: unknown }[];
}

/** How many scores and tags the archive has. */
async function archived(): Promise<{ scores: number; tags: number }> {
  const counts = { scores: 0, tags: 0 };
  for (const { key } of (await stage.rawStore.list(rawPrefix, null)).objects) {
    const object = await stage.rawStore.get(key);
    const content = object === null ? null : await readRawContent(object);
    if (content?.kind !== 'annotations') throw new Error('It holds what was said.');
    counts.scores += content.scores.length;
    counts.tags += content.tags.length;
  }
  return counts;
}

const conflict = new TransactionCanceledException({
  ...{ message: 'cancelled', $metadata: { httpStatusCode: 400 } },
  CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
});
const score = { traceId, name: 'helpful', value: true };
const event = (body: unknown) => ({ batch: [{ id: 'e1', type: 'score-create', timestamp: 'now', body }] });

describe('what neither S3 nor the queue takes is not stored, and its sender is told to send it again', () => {
  test.each([
    ['scores', 'POST', '/api/v2/scores', { scores: [score] }, 200],
    ['several, of which one is wrong', 'POST', '/api/v2/scores', { scores: ['wrong', score] }, 200],
    ['a score in the words of Langfuse', 'POST', '/api/public/scores', { ...score, value: 1 }, 200],
    ['an event of an SDK of Langfuse', 'POST', '/api/public/ingestion', event({ ...score, value: 1 }), 207],
  ])('%s', async (_, method, path, body, taken) => {
    expect(await send(method, path, body)).toMatchObject({ status: 503, retryAfter: '5' });
    expect([await listed(), await archived()]).toEqual([[], { scores: 0, tags: 0 }]);

    refuses = () => false;
    expect(await send(method, path, body)).toMatchObject({ status: taken });

    expect([await listed(), await archived()]).toMatchObject([[{ name: 'helpful' }], { scores: 1, tags: 0 }]);
  });

  test('tags', async () => {
    const body = { traceIds: [traceId, hexOf('other', 32)], add: ['vip'] };
    const tag = () => send('PATCH', '/api/v2/traces/tags', body);
    expect(await tag()).toMatchObject({ status: 503, retryAfter: '5' });

    refuses = () => false;

    const { answer } = await tag();
    expect(answer).toMatchObject({ results: [{ added: ['vip'] }, { added: ['vip'] }] });
    expect(await archived()).toEqual({ scores: 0, tags: 2 });
  });
});

describe('of what is taken in part', () => {
  /** Takes the first object, and refuses after it. */
  const afterOne = () => {
    let taken = 0;
    return () => taken++ > 0;
  };
  const many = Array.from({ length: 60 }, (_, index) => ({ traceId, name: 'helpful', value: index }));

  test.each([
    { title: 'what failed can be sent again alone', headers: {}, isWhole: false },
    { title: 'the whole can be sent again with its key', headers: { 'idempotency-key': 'once' }, isWhole: true },
  ])('$title', async ({ headers, isWhole }) => {
    refuses = afterOne();
    const other = { ...score, traceId: hexOf('other', 32) };
    // Of each trace one transaction, and 48 scores in each: the rest of the first comes after that of the second.
    const scores = [...many.map((each, index) => ({ ...each, name: `n${index % 50}` })), other];
    const { status, answer } = await send('POST', '/api/v2/scores', { scores }, headers);
    const results = answer['results'] as { status: string; error: { retryable: boolean } | null }[];
    const failed = scores.filter((__, index) => results[index]?.error?.retryable === true);
    expect([status, answer['failedCount']]).toEqual([200, failed.length]);
    expect(failed.length).toBeGreaterThan(0);
    const stored = (await listed()).length;

    refuses = () => false;
    const sent = isWhole ? scores : failed;
    const again = await send('POST', '/api/v2/scores', { scores: sent }, headers);

    expect(again).toMatchObject({ status: 200, answer: { failedCount: 0, storedCount: sent.length } });
    expect(stored + failed.filter((each) => each.traceId === traceId).length).toBe(many.length);
    const values = (await listed()).map(({ value }) => Number(value));
    expect(values.sort((a, b) => a - b)).toEqual(many.map(({ value }) => value));
    expect(await archived()).toEqual({ scores: scores.length, tags: 0 });
  });

  test.each([
    ['is away', Object.assign(new Error('slow down'), { name: 'ThrottlingException' })],
    ['is busy with others', conflict],
  ])('a table that %s in the middle does not make those fail that are stored', async (_, outage) => {
    refuses = () => false;
    let stored = 0;
    documents = failingClient(stage.documents, ({ constructor: { name } }) => {
      if (name !== 'TransactWriteCommand') return undefined;
      return stored++ > 0 ? { before: outage } : undefined;
    });

    const { answer } = await send('POST', '/api/v2/scores', { scores: many });

    expect(answer).toMatchObject({ storedCount: 48, failedCount: 12 });
    expect(answer['results']).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ code: 'unavailable', retryable: true }) }),
    );
    expect(await listed()).toHaveLength(48);
  });

  test('a table that is busy with others does not make tags fail that others have been given', async () => {
    refuses = () => false;
    documents = failingClient(stage.documents, (command) =>
      JSON.stringify(command).includes(`TRACE#${traceId}`) && command.constructor.name === 'TransactWriteCommand'
        ? { before: conflict }
        : undefined,
    );

    const traceIds = [traceId, hexOf('other', 32)];
    const { status, answer } = await send('PATCH', '/api/v2/traces/tags', { traceIds, add: ['vip'] });

    expect(status).toBe(200);
    expect(answer['results']).toMatchObject([
      { status: 'failed', error: { code: 'unavailable', retryable: true } },
      { status: 'changed', added: ['vip'] },
    ]);
  });
});

test('who only met others is told to send it again', async () => {
  refuses = () => false;
  documents = failingClient(stage.documents, ({ constructor: { name } }) =>
    name === 'TransactWriteCommand' ? { before: conflict } : undefined,
  );

  const answers = await Promise.all([
    send('POST', '/api/v2/scores', { scores: [score] }),
    send('POST', '/api/public/ingestion', event({ ...score, value: 1 })),
    send('PATCH', '/api/v2/traces/tags', { traceIds: [traceId], add: ['vip'] }),
  ]);

  expect(answers).toMatchObject(answers.map(() => ({ status: 503, retryAfter: '5' })));
});
