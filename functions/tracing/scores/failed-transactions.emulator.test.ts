import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { changeTraceTags } from '../../../shared/storage/trace-annotation-tags.ts';
import { createTraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { hexOf, testProjectId as projectId, testTime } from '../../../test/support/build-span.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import type { DeletionMessage } from '../deletion/deletion-message.ts';
import { workDeletions } from '../deletion/work-deletions.ts';
import { rawPrefix } from '../raw/raw-key.ts';
import { addAnnotations, nothingReplayed, replayAnnotations } from '../replays/replay-annotations.ts';
import { createAnnotationArchive } from './archive-annotations.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const traceId = hexOf('annotated', 32);
let stage: TraceStage;
let queued: { message: DeletionMessage; delaySeconds: number }[];
let queueFailure: Error | null;

beforeEach(async () => {
  stage = await createTraceStage(environment);
  queued = [];
  queueFailure = null;
});

const deletionQueue = {
  send: async (message: DeletionMessage, delaySeconds = 0) => {
    if (queueFailure !== null) throw queueFailure;
    queued.push({ message, delaySeconds });
  },
};

function portsOf(documents: TraceStage['documents']) {
  const archive = createAnnotationArchive({ archive: stage.archive, deletionQueue, logger: silentLogger });
  return { documents, tableName: stage.tables.traces, archive };
}

type Request = (documents: TraceStage['documents']) => Promise<unknown>;

const giveScore: Request = async (documents) => {
  const draft = {
    ...{ id: 'a', spanId: null, name: 'n', dataType: 'number' as const, value: 1, comment: null },
    ...{ source: 'api' as const, scorer: null, metadata: {} },
  };
  const author = { kind: 'key', id: 'k', name: 'k' } as const;
  const scoring = { author, isAdmin: false, now: testTime, retentionDays: 30 };
  return await createScoreRepository(portsOf(documents)).put(projectId, { kind: 'trace', traceId }, [draft], scoring);
};
const giveTag: Request = async (documents) => {
  const request = { projectId, traceId, add: ['vip'], remove: [], now: testTime, retentionDays: 30 };
  return await changeTraceTags(request, portsOf(documents));
};
const requests: [string, Request][] = [
  ['a score', giveScore],
  ['a tag', giveTag],
];

const transactionsThat = (fate: { before?: Error; after?: Error }) =>
  failingClient(stage.documents, ({ constructor: { name } }) => (name === 'TransactWriteCommand' ? fate : undefined));

/** Takes what waits, and what that leaves to be done. */
async function workAll(): Promise<void> {
  const deletions = createTraceDeletionRepository({ documents: stage.documents, tableName: 'none' });
  const ports = {
    ...{ ...stage.forgetting, coreTable: 'none', deletionQueue, deletions, logger: silentLogger },
    ...{ archive: stage.archive, projects: { get: async () => stage.project } },
  };
  for (let next = queued.shift(); next !== undefined; next = queued.shift()) {
    const event = { Records: [{ messageId: 'm', body: JSON.stringify(next.message) }] } as SQSEvent;
    expect(await workDeletions(event, ports)).toEqual({ batchItemFailures: [] });
  }
}

/** How many scores and tags a replay of everything brings back, and finds there. */
async function replay(): Promise<[restored: number, present: number]> {
  const ports = { ...stage.forgetting, store: stage.rawStore, deletionQueue, logger: silentLogger };
  let replayed = nothingReplayed;
  for (const { key } of (await stage.rawStore.list(rawPrefix, null)).objects) {
    replayed = addAnnotations(replayed, await replayAnnotations(projectId, key, ports));
  }
  return [replayed.annotationsRestored, replayed.annotationsPresent];
}

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    ...{ message: 'cancelled', $metadata: { httpStatusCode: 400 } },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const throttle = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });

describe.each(requests)('%s is not brought back by a replay', (_, request) => {
  test.each([
    ['met others until it gave up', cancelled('None', 'TransactionConflict')],
    ['found no room in the table', cancelled('ThrottlingError', 'ProvisionedThroughputExceeded')],
    ['is one that no table takes', cancelled('ValidationError', 'None')],
  ])('whose transaction %s', async (__, refusal) => {
    await expect(request(transactionsThat({ before: refusal }))).rejects.toThrow('cancelled');

    // At once: nobody has to look what the table has.
    expect(queued).toEqual([]);
    expect(await replay()).toEqual([0, 0]);
  });

  test('that others came before, when it could not be read again', async () => {
    let reads = 0;
    const documents = failingClient(stage.documents, ({ constructor: { name } }) => {
      if (name === 'TransactWriteCommand') return { before: cancelled('ConditionalCheckFailed') };
      return (name === 'GetCommand' || name === 'BatchGetCommand') && reads++ > 0 ? { before: throttle } : undefined;
    });

    await expect(request(documents)).rejects.toBe(throttle);

    expect(queued).toEqual([]);
    expect(await replay()).toEqual([0, 0]);
  });

  test.each([
    ['is throttled', throttle],
    ['is lost on its way', new Error('the connection broke')],
  ])('whose transaction %s, once somebody looked what the table has', async (__, failure) => {
    await expect(request(transactionsThat({ before: failure }))).rejects.toBe(failure);

    expect(queued).toMatchObject([{ message: { unarchivedKey: expect.any(String) }, delaySeconds: 60 }]);
    await workAll();
    expect(await replay()).toEqual([0, 0]);
  });
});

describe.each(requests)('%s of which nobody heard that it is stored', (_, request) => {
  test.each([
    ['throttled when it was sent again', throttle],
    ['the connection broke', new Error('the connection broke')],
  ])('stays in the archive: %s', async (__, failure) => {
    await expect(request(transactionsThat({ after: failure }))).rejects.toBe(failure);
    expect(await replay()).toEqual([0, 1]);

    await workAll();

    expect(await replay()).toEqual([0, 1]);
  });

  test('stays there if the queue refuses, and its sender hears of what failed', async () => {
    queueFailure = new Error('SQS is away');

    await expect(request(transactionsThat({ after: throttle }))).rejects.toBe(throttle);

    expect(await replay()).toEqual([0, 1]);
  });
});
