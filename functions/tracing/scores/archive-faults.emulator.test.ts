import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Score } from '../../../shared/contract/scores.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import type { ArchivedAnnotations } from '../../../shared/storage/annotation-archive.ts';
import type { ScoreDraft } from '../../../shared/storage/score-record.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { changeTraceTags } from '../../../shared/storage/trace-annotation-tags.ts';
import { decompressJson } from '../../../shared/telemetry/compression.ts';
import { hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { memoryRawStore, testArchive } from '../testing/memory-archive.ts';
import { createAnnotationArchive } from './archive-annotations.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const traceId = hexOf('annotated', 32);
let tableName: string;
let store: ReturnType<typeof memoryRawStore>;
/** Objects that are on their way. */
let pending: number;

beforeAll(async () => {
  ({ traces: tableName } = await createTables(environment, ['traces']));
});

beforeEach(() => {
  store = memoryRawStore();
  pending = 0;
});

const slowStore = {
  put: async (...object: Parameters<typeof store.put>) => {
    pending += 1;
    await new Promise((done) => setTimeout(done, 100));
    await store.put(...object);
    pending -= 1;
  },
};

/** What one caller does; the objects it writes are named after it. */
function portsOf(caller: string, client: DynamoDBDocumentClient = documents) {
  const archive = createAnnotationArchive({
    ...{ archive: testArchive(slowStore), deletionQueue: { send: async () => undefined } },
    ...{ logger: silentLogger, ids: () => caller },
  });
  return { documents: client, tableName, archive };
}

function give(values: Record<string, number>, ports: ReturnType<typeof portsOf>, sessionId: string) {
  const drafts = Object.entries(values).map(
    ([id, value]): ScoreDraft => ({
      ...{ id, spanId: null, name: 'n', dataType: 'number', value, comment: null },
      ...{ source: 'api', scorer: null, metadata: {} },
    }),
  );
  const author: Score['author'] = { kind: 'key', id: 'k', name: 'k' };
  const scoring = { author, isAdmin: false, now: testTime, retentionDays: 30 };
  return createScoreRepository(ports).put(testProjectId, { kind: 'session', sessionId }, drafts, scoring);
}

/** Does something before or after each transaction that is sent, by its number. */
function interrupted(
  before: (transaction: number) => Promise<void>,
  after: (transaction: number) => Promise<void> = async () => undefined,
): DynamoDBDocumentClient {
  let transactions = 0;
  const send = async (command: { constructor: { name: string } }) => {
    if (command.constructor.name !== 'TransactWriteCommand') return await documents.send(command as never);
    transactions += 1;
    await before(transactions);
    const answer = await documents.send(command as never);
    await after(transactions);
    return answer;
  };
  return new Proxy(documents, { get: (of, name) => (name === 'send' ? send : Reflect.get(of, name)) });
}

function objectOf(caller: string) {
  return [...store.objects].find(([key]) => key.includes(`-${caller}-`))?.[1];
}

async function archivedBy(caller: string): Promise<Record<string, unknown>> {
  const { scores } = (await decompressJson(objectOf(caller)?.body ?? new Uint8Array(), 1e6)) as ArchivedAnnotations;
  return Object.fromEntries(scores.map(({ id, value }) => [id, value]));
}

const refusal = new TransactionCanceledException({
  ...{ message: 'cancelled', $metadata: {} },
  CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
});

test.each([
  ['scores', (ports: ReturnType<typeof portsOf>) => give({ a: 1 }, ports, 'broken')],
  [
    'tags',
    (ports: ReturnType<typeof portsOf>) =>
      changeTraceTags(
        { projectId: testProjectId, traceId, add: ['t'], remove: [], now: testTime, retentionDays: 30 },
        ports,
      ),
  ],
])('a request for %s that failed has nothing on its way to the archive any more', async (_, request) => {
  const breaking = failingClient(documents, ({ constructor: { name } }) =>
    name === 'TransactWriteCommand' ? { after: new Error('the connection broke') } : undefined,
  );

  await expect(request(portsOf('mine', breaking))).rejects.toThrow('the connection broke');

  expect(store.objects.size).toBe(1);
  expect(pending).toBe(0);
});

describe('of a transaction that happened, though nobody heard so', () => {
  test('what nobody replaced since stays archived', async () => {
    const unheard = interrupted(
      async () => undefined,
      async (transaction) => {
        if (transaction > 1) return;
        await give({ a: 9 }, portsOf('other'), 'partly');
        throw refusal;
      },
    );

    await give({ a: 1, b: 2 }, portsOf('mine', unheard), 'partly');

    expect(await archivedBy('mine')).toEqual({ a: 1, b: 2 });
    expect(await archivedBy('other')).toEqual({ a: 9 });
  });

  test('nothing that was tried after it, and never stored, is archived', async () => {
    const unheard = interrupted(
      async (transaction) => {
        // What the second attempt is about to say in the place of 9, somebody says first.
        if (transaction === 2) await give({ a: 1 }, portsOf('third'), 'never');
      },
      async (transaction) => {
        if (transaction > 1) return;
        await give({ a: 9 }, portsOf('other'), 'never');
        throw refusal;
      },
    );

    await give({ a: 1, b: 2 }, portsOf('mine', unheard), 'never');

    expect(await archivedBy('mine')).toEqual({ b: 2 });
    expect(await archivedBy('third')).toEqual({ a: 1 });
  });
});

test('what is tried again is archived before it is stored: who deletes it then finds it there', async () => {
  const bodies: (Uint8Array | undefined)[] = [];
  const overtaken = interrupted(async (transaction) => {
    if (transaction === 1) await give({ a: 9 }, portsOf('other'), 'overtaken');
    bodies.push(objectOf('mine')?.body);
  });

  await give({ a: 1 }, portsOf('mine', overtaken), 'overtaken');

  expect(bodies).toHaveLength(2);
  // It says in the place of which score it is; the first attempt knew of none.
  expect(bodies[0]).not.toEqual(bodies[1]);
  expect(objectOf('mine')?.body).toEqual(bodies[1]);
});
