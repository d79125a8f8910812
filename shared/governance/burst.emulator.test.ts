import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { failingClient } from '../../test/support/failing-client.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { createGovernor } from './create-governor.ts';
import { readHeldCounter } from './held-counter.ts';
import { createLeases } from './leases/create-leases.ts';
import type { LeasesFactory } from './leases/leases.ts';
import { burst, bursting, callInBurst, type Fate } from './testing/call-in-burst.ts';
import { makeBudget, makeCall, makeLimit, noon } from './testing/governed-call.ts';

const run = promisify(execFile);
const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
let tableName: string;
let now: number;

beforeEach(async () => {
  tableName = (await createTables(environment, ['rollups'])).rollups;
  now = noon;
});

function governor(leases: LeasesFactory | null = null, client: DynamoDBDocumentClient = documents) {
  return createGovernor({
    ...{ documents: client, tableName, clock: () => now, ids: randomUUID, holdMilliseconds: 60_000, leases },
  });
}

/** Notes what is sent. */
function noting() {
  const sent: string[] = [];
  const client = failingClient(documents, (command) => {
    sent.push(command.constructor.name);
    return undefined;
  });
  return { client, sent };
}

async function counter() {
  const Key = budgetCounterKey('project-1', 'rule-1', '2026-11-26', '');
  return readHeldCounter(
    (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item,
  );
}

async function inProcesses(workers: number, calls: number, kind = ''): Promise<Fate[]> {
  const script = join(import.meta.dirname, 'testing/burst.ts');
  const ran = await Promise.all(
    Array.from({ length: workers }, () =>
      run(process.execPath, [script, tableName, String(calls), kind], { env: { ...process.env, ...environment } }),
    ),
  );
  return ran.flatMap(({ stdout }) => JSON.parse(stdout) as Fate[]);
}

/** Twelve reach 0.0030 USD, eight more 0.0050. */
async function expectMarksKept(fates: readonly Fate[]): Promise<void> {
  const dear = fates.filter(({ isDegraded }) => !isDegraded);
  expect(dear.filter(({ warned }) => warned.length === 0)).toHaveLength(12);
  expect(dear.filter(({ warned }) => warned[0] === 0.3)).toHaveLength(8);
  const degraded = fates.filter(({ isDegraded }) => isDegraded);
  expect(degraded).toHaveLength(fates.length - 20);
  expect(degraded.every(({ warned }) => warned[0] === 0.3)).toBe(true);
  expect(await counter()).toMatchObject({
    committed: 20 * burst.dear + degraded.length * burst.cheap,
    ...{ spent: 0, holdCount: fates.length },
  });
}

describe('of calls that all come at once, a budget warns and sends elsewhere exactly those that come after a mark', () => {
  test.each([
    ['counted by themselves', null, false],
    ['in a server that leases', createLeases, false],
    ['in a server that leases a limit beside it', createLeases, true],
  ])('38 in one process, %s', async (_, leases, isLimited) => {
    const one = governor(leases);
    const rules = bursting({ isLimited });
    await expectMarksKept(await Promise.all(Array.from({ length: 38 }, () => callInBurst(one, rules))));
  });

  test.each([false, true])(
    'without reading again: a refused write tells how the counter stands (in a transaction: %s)',
    async (isLimited) => {
      const { client, sent } = noting();
      const one = governor(null, client);
      const rules = bursting({ isLimited });
      await expectMarksKept(await Promise.all(Array.from({ length: 38 }, () => callInBurst(one, rules))));

      // Those that went elsewhere reserved anew.
      expect(sent.filter((name) => name === 'BatchGetCommand')).toHaveLength(38 + 18);
    },
  );

  test('and serves all of many that pass many marks', async () => {
    const warnAt = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
    const budgets = [makeBudget({ amountNanoUsd: 100_000_000, warnAt })];
    const one = governor();
    const calls = Array.from({ length: 100 }, () => makeCall({ budgets }, { estimatedCostNanoUsd: 1_000_000 }));
    const reservations = await Promise.all(calls.map((call) => one.reserve(call)));

    const warned = reservations.map(({ warnings }) => warnings[0]?.fraction ?? 0).toSorted((a, b) => a - b);
    const due = Array.from({ length: 100 }, (_, before) => warnAt.findLast((mark) => before / 100 >= mark) ?? 0);
    expect(warned).toEqual(due);
  });

  test('390 in a server whose leases reach nearly to the first mark: never later, and earlier by what lies in a lease', async () => {
    const rules = {
      limits: [],
      budgets: [makeBudget({ ...bursting({ isLimited: false }).budgets[0], amountNanoUsd: 1e8 })],
    };
    const one = governor(createLeases);
    const fates = await Promise.all(Array.from({ length: 390 }, () => callInBurst(one, rules)));
    await one.flush();

    // 118 reach 0.030 USD, and 196 reach 0.050.
    const dear = fates.filter(({ isDegraded }) => !isDegraded);
    const unwarned = dear.filter(({ warned }) => warned.length === 0);
    expect([unwarned.length <= 118, unwarned.length > 112]).toEqual([true, true]);
    expect([dear.length <= 196, dear.length > 190]).toEqual([true, true]);
    expect(await counter()).toMatchObject({
      committed: dear.length * burst.dear + (390 - dear.length) * burst.cheap,
      spent: 0,
    });
  });

  test('40 in four processes', async () => {
    await expectMarksKept(await inProcesses(4, 10));
  });

  test('24 in four processes under a limit, too, where all is taken in one transaction', async () => {
    const fates = [...(await inProcesses(4, 3, 'limited')), ...(await inProcesses(4, 3, 'limited'))];
    await expectMarksKept(fates);
  });
});

describe('headers', () => {
  test('of calls that come at once count down', async () => {
    const limits = [makeLimit({ requestsPerMinute: 20 })];
    const one = governor();
    const reservations = await Promise.all(Array.from({ length: 20 }, () => one.reserve(makeCall({ limits }))));

    const remaining = reservations.map(({ headers }) => Number(headers['x-ratelimit-remaining-requests']));
    expect(remaining.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, left) => left));
  });
});

test('a call alone asks the table twice: it reads and takes', async () => {
  const { client, sent } = noting();
  const one = governor(null, client);
  const needs = { estimatedCostNanoUsd: burst.cheap };
  await one.reserve(makeCall(bursting({ isLimited: false }), needs));
  await one.reserve(makeCall(bursting({ isLimited: true }), needs));

  expect(sent).toEqual(['BatchGetCommand', 'UpdateCommand', 'BatchGetCommand', 'TransactWriteCommand']);
});

test('what dead processes hold does not stand before a mark', async () => {
  const budgets = [makeBudget({ warnAt: [0.5] })];
  await governor().reserve(makeCall({ budgets }, { estimatedCostNanoUsd: 600_000_000 }));
  now += 60_001;
  const { warnings } = await governor().reserve(makeCall({ budgets }));

  expect(warnings).toEqual([]);
  expect(await counter()).toMatchObject({ committed: 610_000_000, holdCount: 2 });
});
