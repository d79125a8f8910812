import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { failingClient } from '../../test/support/failing-client.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { createGovernor } from './create-governor.ts';
import { readHeldCounter } from './held-counter.ts';
import { makeBudget, makeCall, makeLimit, noon } from './testing/governed-call.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
let tableName: string;
let projectId: string;
let now: number;

beforeAll(async () => {
  tableName = (await createTables(environment, ['rollups'])).rollups;
});
beforeEach(() => {
  projectId = randomUUID();
  now = noon;
});

const governor = (client = documents) =>
  createGovernor({
    documents: client,
    tableName,
    clock: () => now,
    ids: randomUUID,
    holdMilliseconds: 60_000,
    leases: null,
  });
const call = (...[rules, more]: Parameters<typeof makeCall>) => makeCall(rules, { projectId, ...more });

async function counter(budgetId = 'rule-1') {
  const Key = budgetCounterKey(projectId, budgetId, '2026-11-26', '');
  return readHeldCounter((await documents.send(new GetCommand({ TableName: tableName, Key }))).Item);
}

/** Fails the first command of a kind, after it was done or instead. */
function failingOnce(name: string, failure: { before?: Error; after?: Error }) {
  let left = 1;
  return failingClient(documents, (command) => (command.constructor.name === name && left-- > 0 ? failure : undefined));
}

/** Fails the first write that settles a hold. */
function failingSettlement(failure: { before?: Error; after?: Error }) {
  let left = 1;
  return failingClient(documents, (command) => {
    const isSettlement = command instanceof UpdateCommand && command.input.UpdateExpression?.includes('REMOVE #from');
    return isSettlement && left-- > 0 ? failure : undefined;
  });
}

const refusedWrite = () => new ConditionalCheckFailedException({ message: 'no', $metadata: {} });

describe('a write whose answer is lost', () => {
  test('and that the client repeats, holds the money once', async () => {
    const client = failingOnce('UpdateCommand', { after: refusedWrite() });
    const reservation = await governor(client).reserve(call({ budgets: [makeBudget()] }));

    expect(await counter()).toMatchObject({ committed: 10_000_000, holdCount: 1 });
    await reservation.settle({ tokens: 1, costNanoUsd: 4 });
    expect(await counter()).toMatchObject({ committed: 4, spent: 4, holdCount: 0 });
  });

  test('when it settles, counts once', async () => {
    const client = failingSettlement({ after: new Error('reset') });
    const reservation = await governor(client).reserve(call({ budgets: [makeBudget()] }));
    await expect(reservation.settle({ tokens: 1, costNanoUsd: 9 })).rejects.toThrow('reset');
    await Promise.all([1, 2, 3].map(() => reservation.settle({ tokens: 1, costNanoUsd: 9 })));

    expect(await counter()).toMatchObject({ committed: 9, spent: 9, holdCount: 0 });
  });

  test('a settlement that failed halfway corrects tokens once', async () => {
    const limits = [makeLimit({ tokensPerMinute: 1000 })];
    const client = failingSettlement({ before: new Error('reset') });
    const reservation = await governor(client).reserve(call({ limits, budgets: [makeBudget()] }));
    await expect(reservation.settle({ tokens: 40, costNanoUsd: 5 })).rejects.toThrow('reset');
    await reservation.settle({ tokens: 40, costNanoUsd: 5 });

    const next = await governor().reserve(call({ limits }));
    expect(next.headers['x-ratelimit-remaining-tokens']).toBe('860');
    expect((await counter()).spent).toBe(5);
  });
});

describe('several budgets that send calls elsewhere', () => {
  const near = (id: string, to: string, model: string | null = null) =>
    makeBudget({ id, degrade: { at: 0.5, to }, scope: { keyId: null, userId: null, model } });

  test('do so once: where the call is sent, what it needs is held', async () => {
    const budgets = [near('a', 'cheap', 'mock/m'), near('b', 'cheaper')];
    const filling = { estimatedCostNanoUsd: 600_000_000 };
    await (await governor().reserve(call({ budgets }, filling))).settle({ tokens: 1, costNanoUsd: 600_000_000 });
    expect((await governor().reserve(call({ budgets }))).degradeTo).toBe('cheap');

    const sent = { modelId: 'mock/cheap', requestedModel: 'cheap', mayDegrade: false };
    expect(await governor().reserve(call({ budgets }, sent))).toMatchObject({ degradeTo: null, applied: ['b'] });
    expect((await counter('b')).holdCount).toBe(1);
  });

  test('not because of what dead processes hold', async () => {
    const budgets = [near('rule-1', 'cheap')];
    await governor().reserve(call({ budgets }, { estimatedCostNanoUsd: 900_000_000 }));
    expect((await governor().reserve(call({ budgets }))).degradeTo).toBe('cheap');
    now += 60_001;

    expect(await governor().reserve(call({ budgets }))).toMatchObject({ degradeTo: null, remainingBudgetFraction: 1 });
  });
});

describe('a refusal', () => {
  test('tells how the limits stand, and what lasts longest', async () => {
    const limits = [makeLimit({ requestsPerMinute: 1 })];
    const budgets = [makeBudget({ amountNanoUsd: 10_000_000 })];
    await (await governor().reserve(call({ limits, budgets }))).settle({ tokens: 1, costNanoUsd: 10_000_000 });

    await expect(governor().reserve(call({ limits }))).rejects.toMatchObject({
      code: 'rate_limit_exceeded',
      headers: { 'x-ratelimit-limit-requests': '1', 'x-ratelimit-remaining-requests': '0' },
    });
    await expect(governor().reserve(call({ limits, budgets }))).rejects.toMatchObject({
      code: 'insufficient_quota',
      isRetryable: false,
      headers: { 'x-should-retry': 'false' },
      retryAfterSeconds: 12 * 3600,
    });
  });

  test('says what others hold, and that a smaller call may fit in what is left', async () => {
    const budgets = [makeBudget({ amountNanoUsd: 10_000_000 })];
    const needing = (estimatedCostNanoUsd: number) => call({ budgets }, { estimatedCostNanoUsd });
    const spent = await governor().reserve(needing(4_784_000));
    await spent.settle({ tokens: 1, costNanoUsd: 4_784_000 });
    const other = await governor().reserve(needing(5_200_000));

    await expect(governor().reserve(needing(256_000))).rejects.toMatchObject({
      ...{ code: 'rate_limit_exceeded', retryAfterSeconds: 1 },
      message:
        'The budget "Team" of $0.01 a day has $0.000016 left: $0.004784 is spent and $0.005200 held for calls under way. This call may cost up to $0.000256. Less text or a lower maximum of output tokens may fit.',
    });
    await other.settle({ tokens: 1, costNanoUsd: 5_216_000 });
    await expect(governor().reserve(needing(256_000))).rejects.toMatchObject({
      ...{ code: 'insufficient_quota', headers: { 'x-should-retry': 'false' } },
      message: 'The budget "Team" of $0.01 a day has $0.000000 left. This call may cost up to $0.000256.',
    });
  });

  test('meets calls without a price, too, once the budget is spent', async () => {
    const budgets = [makeBudget({ amountNanoUsd: 5, unpricedCalls: 'allow' })];
    const unpriced = { estimatedCostNanoUsd: null };
    await (await governor().reserve(call({ budgets }, unpriced))).release();
    await (await governor().reserve(call({ budgets }, { estimatedCostNanoUsd: 5 }))).settle({
      tokens: 1,
      costNanoUsd: 5,
    });

    await expect(governor().reserve(call({ budgets }, unpriced))).rejects.toMatchObject({ code: 'insufficient_quota' });
  });

  test('of writes that collide for too long is one that may be repeated', async () => {
    const collision = new TransactionCanceledException({
      message: 'x',
      $metadata: {},
      CancellationReasons: [{ Code: 'ValidationError' }],
    });
    const client = failingOnce('TransactWriteCommand', { before: collision });
    const limits = [makeLimit({ requestsPerMinute: 5, concurrency: 2 })];

    await expect(governor(client).reserve(call({ limits }))).rejects.toMatchObject({ status: 503, isRetryable: true });
  });

  test('after as many collisions as are worth a try', async () => {
    const client = failingClient(documents, (command) =>
      command.constructor.name === 'UpdateCommand' ? { before: refusedWrite() } : undefined,
    );

    await expect(governor(client).reserve(call({ budgets: [makeBudget()] }))).rejects.toMatchObject({
      code: 'rate_limit_exceeded',
      retryAfterSeconds: 1,
    });
  });
});

test('a call that was priced before and has no price after counts with all it held', async () => {
  const reservation = await governor().reserve(call({ budgets: [makeBudget()] }));
  await reservation.settle({ tokens: 1, costNanoUsd: null });

  expect(await counter()).toMatchObject({ committed: 10_000_000, spent: 10_000_000, unpricedCount: 1 });
});
