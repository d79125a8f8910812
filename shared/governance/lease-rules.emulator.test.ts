import { randomUUID } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { failingClient } from '../../test/support/failing-client.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { windowKey } from '../storage/limit-keys.ts';
import { createGovernor } from './create-governor.ts';
import type { GovernedCall, Governor } from './governor.ts';
import { readHeldCounter } from './held-counter.ts';
import { createLeases } from './leases/create-leases.ts';
import { lazyLeases } from './leases/lazy-leases.ts';
import type { LeasesFactory } from './leases/leases.ts';
import { windowOf } from './sliding-window.ts';
import { makeBudget, makeCall, makeLimit, noon } from './testing/governed-call.ts';
import { readWindow } from './window-update.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const day = '2026-11-26';
const cost = 100_000;
let tableName: string;
let projectId: string;
let now: number;
let commandCount: number;
let isDown: boolean;

beforeAll(async () => {
  tableName = (await createTables(environment, ['rollups'])).rollups;
});
beforeEach(() => {
  projectId = randomUUID();
  now = noon;
  commandCount = 0;
  isDown = false;
});

const client = failingClient(documents, () => {
  commandCount += 1;
  return isDown ? { before: new Error('The table cannot be reached.') } : undefined;
});

/** A busy machine must not make calls go past their lease: what they are told then is less exact. */
const patient: LeasesFactory = (ports) => createLeases(ports, 60_000);

const governor = () =>
  createGovernor({
    ...{
      documents: client,
      tableName,
      clock: () => now,
      ids: randomUUID,
      holdMilliseconds: 60_000,
      leases: patient,
    },
  });

/** As in the gateway, where the code of leases is read beside the first call. */
const lazyGovernor = () =>
  createGovernor({
    ...{
      documents: client,
      tableName,
      clock: () => now,
      ids: randomUUID,
      holdMilliseconds: 60_000,
      leases: lazyLeases,
    },
  });

const budgets = [makeBudget()];
const call = (rules: Parameters<typeof makeCall>[0], more: Partial<GovernedCall> = {}) =>
  makeCall(rules, { projectId, at: now, estimatedCostNanoUsd: cost, ...more });

const itemAt = async (Key: { pk: string; sk: string }) =>
  (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
const moneyKey = () => budgetCounterKey(projectId, 'rule-1', day, '');
const money = async () => readHeldCounter(await itemAt(moneyKey()));
const minute = async () => readWindow(await itemAt(windowKey(projectId, 'rule-1', '', windowOf(noon))));

/** Calls that end at once, a little apart. */
async function spend(process: Governor, times: number, rules: Parameters<typeof makeCall>[0] = { budgets }) {
  for (let n = 0; n < times; n++) {
    now += 10;
    await (await process.reserve(call(rules))).settle({ tokens: 10, costNanoUsd: cost });
  }
}

describe('a process', () => {
  test('asks the table for its first call; for those that soon follow it has a lease', async () => {
    const server = governor();
    await spend(server, 1);
    expect(await money()).toMatchObject({ spent: cost, committed: cost, holdCount: 0 });
    await spend(server, 1);
    const before = commandCount;
    await spend(server, 1);
    expect(commandCount).toBe(before);

    await server.flush();
    expect(await money()).toMatchObject({ spent: 3 * cost, committed: 3 * cost, holdCount: 0 });
  });

  test('reads the code for it beside its first call', async () => {
    const server = lazyGovernor();
    await server.flush();
    await spend(server, 1);
    await server.flush();
    await spend(server, 1);
    const before = commandCount;
    await spend(server, 1);
    expect(commandCount).toBe(before);

    await server.flush();
    expect(await money()).toMatchObject({ spent: 3 * cost, committed: 3 * cost, holdCount: 0 });
  });

  test('whose calls are far apart has none', async () => {
    const server = governor();
    for (let n = 0; n < 3; n++) {
      await spend(server, 1);
      now += 6_000;
    }
    expect(commandCount).toBe(9);
    expect(await money()).toMatchObject({ spent: 3 * cost, committed: 3 * cost, holdCount: 0 });
  });

  test('that nobody calls any more gives back what it holds', async () => {
    await spend(governor(), 3);
    expect((await money()).holdCount).toBe(1);
    now += 2_000;

    await vi.waitFor(async () => expect((await money()).holdCount).toBe(0), { timeout: 5_000, interval: 50 });
    expect(await money()).toMatchObject({ spent: 3 * cost, committed: 3 * cost });
  });

  test('that cannot reach the table begins no call on a lease that may have ended', async () => {
    const server = governor();
    await spend(server, 2);
    isDown = true;
    await spend(server, 1);
    now += 10_000;
    await expect(server.reserve(call({ budgets }))).rejects.toThrow('cannot be reached');
    isDown = false;
    await server.flush();
    expect(await money()).toMatchObject({ spent: 3 * cost, committed: 3 * cost, holdCount: 0 });
  });

  test('that slept so long that others took back what it held counts late, and once', async () => {
    const sleeper = governor();
    await spend(sleeper, 2);
    const running = await sleeper.reserve(call({ budgets }));
    const other = await sleeper.reserve(call({ budgets }));
    now += 71_000;
    const rest = 1_000_000_000 - (await money()).spent;
    const awake = await governor().reserve(call({ budgets }, { estimatedCostNanoUsd: rest }));
    await awake.release();
    await running.settle({ tokens: 1, costNanoUsd: 7 });
    await sleeper.flush();
    await other.settle({ tokens: 1, costNanoUsd: 5 });
    await Promise.all([sleeper.flush(), sleeper.flush()]);

    const { spent, committed, holdCount, lapsed } = await money();
    expect({ spent, committed, holdCount }).toEqual({ spent: 2 * cost + 12, committed: 2 * cost + 12, holdCount: 0 });
    expect(lapsed.size).toBe(0);
  });
});

test('what seemed to be left behind and is renewed in the last moment is not given back', async () => {
  const sleeper = governor();
  await spend(sleeper, 2);
  now += 71_000;
  let isAwake = false;
  const waking = new Proxy(documents, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });
  const other = createGovernor({
    ...{ documents: waking, tableName, clock: () => now, ids: randomUUID, holdMilliseconds: 60_000, leases: null },
  });
  async function send(command: UpdateCommand) {
    if (!isAwake && command.input.UpdateExpression?.includes('REMOVE #r0')) {
      isAwake = true;
      await spend(sleeper, 3);
    }
    return await documents.send(command);
  }
  const everything = { estimatedCostNanoUsd: 1_000_000_000 - 2 * cost };
  await expect(other.reserve(call({ budgets }, everything))).rejects.toMatchObject({ status: 429 });

  const { spent, committed, holds } = await money();
  expect(isAwake).toBe(true);
  expect([...holds.values()].reduce((sum, { amount }) => sum + amount, 0)).toBe(committed - spent);
  await sleeper.flush();
  expect(await money()).toMatchObject({ spent: 5 * cost, committed: 5 * cost, holdCount: 0 });
});

describe('warnings, other models and refusals come at the call at which they came without leases', () => {
  test.each([1, 3])('processes: %i', async (count) => {
    const processes = Array.from({ length: count }, governor);
    const budget = makeBudget({ amountNanoUsd: 600 * cost, warnAt: [0.5], degrade: { at: 0.75, to: 'mock/cheap' } });
    const first: Record<string, number> = {};
    const turnOf = (number: number) => processes[number % count] as Governor;
    for (let number = 1; number <= 600; number++) {
      now += 10;
      const process = turnOf(number);
      let reservation = await process.reserve(call({ budgets: [budget] }));
      if (reservation.warnings.length > 0) first['warning'] ??= number;
      if (reservation.degradeTo !== null) {
        first['degraded'] ??= number;
        const cheaper = { mayDegrade: false, modelId: 'mock/cheap', requestedModel: 'mock/cheap' };
        reservation = await process.reserve(call({ budgets: [budget] }, cheaper));
      }
      await reservation.settle({ tokens: 1, costNanoUsd: cost });
    }
    expect(first).toEqual({ warning: 301, degraded: 451 });
    await Promise.all(processes.map((process) => process.flush()));
    expect((await money()).spent).toBe(600 * cost);
    await expect(turnOf(0).reserve(call({ budgets: [budget] }, { mayDegrade: false }))).rejects.toMatchObject({
      code: 'insufficient_quota',
    });
  });
});

test('what only this process holds does not keep its own call out', async () => {
  const server = governor();
  await spend(server, 3);
  const { spent, committed } = await money();
  expect(committed).toBeGreaterThan(spent);

  const all = { estimatedCostNanoUsd: 1_000_000_000 - 3 * cost };
  await (await server.reserve(call({ budgets }, all))).settle({ tokens: 1, costNanoUsd: all.estimatedCostNanoUsd });
  expect(await money()).toMatchObject({ spent: 1_000_000_000, committed: 1_000_000_000, holdCount: 0 });
});

test('an amount that is lowered holds from the first call that knows of it', async () => {
  const server = governor();
  await spend(server, 20);
  // A higher one first: who does not know of it yet is no trouble.
  await spend(server, 3, { budgets: [makeBudget({ version: 2, amountNanoUsd: 2_000_000_000 })] });
  await spend(server, 1, { budgets });
  const lower = makeBudget({ version: 3, amountNanoUsd: 10 * cost });

  await expect(server.reserve(call({ budgets: [lower] }))).rejects.toMatchObject({ code: 'insufficient_quota' });
  await server.flush();
  expect(await money()).toMatchObject({ spent: 24 * cost, committed: 24 * cost, holdCount: 0 });
});

test('near where a route decides otherwise, nothing is leased', async () => {
  const server = governor();
  const spendNear = async (turns: number[]) => {
    for (let n = 0; n < 4; n++) {
      now += 10;
      const reservation = await server.reserve(
        call({ budgets: [makeBudget({ amountNanoUsd: 1_000 * cost })] }, { turns }),
      );
      await reservation.settle({ tokens: 1, costNanoUsd: cost });
    }
  };
  await spendNear([0.05]);
  expect(await money()).toMatchObject({ spent: 4 * cost, committed: 4 * cost, holdCount: 0 });
  now += 5_000;
  await spendNear([0.5]);
  expect((await money()).holdCount).toBe(1);
  await server.flush();
});

test('where many hold already, nothing is leased', async () => {
  const server = governor();
  await spend(server, 1);
  const crowd = { UpdateExpression: 'SET holdCount = :many', ExpressionAttributeValues: { ':many': 100 } };
  await documents.send(new UpdateCommand({ TableName: tableName, Key: moneyKey(), ...crowd }));
  await spend(server, 3);

  expect((await money()).holds.size).toBe(0);
});

test('money that has no price is counted call by call; what had one before and has none in the end, as all that it held', async () => {
  const server = governor();
  await spend(server, 3);
  const unpriced = makeBudget({ unpricedCalls: 'allow' });
  const before = commandCount;
  await (await server.reserve(call({ budgets: [unpriced] }, { estimatedCostNanoUsd: null }))).release();
  expect(commandCount).toBeGreaterThan(before);
  await (await server.reserve(call({ budgets }))).settle({ tokens: 1, costNanoUsd: null });
  await server.flush();

  expect(await money()).toMatchObject({ spent: 4 * cost, committed: 4 * cost, unpricedCount: 1, holdCount: 0 });
});

test('slots are taken call by call, also where the money of the same call is leased', async () => {
  const server = governor();
  const rules = { budgets, limits: [makeLimit({ id: 'slots', concurrency: 2 })] };
  await spend(server, 3, rules);
  const running = [await server.reserve(call(rules)), await server.reserve(call(rules))];
  await expect(server.reserve(call(rules))).rejects.toThrow('at the same time');
  await Promise.all(running.map((each) => each.settle({ tokens: 1, costNanoUsd: cost })));
  await (await server.reserve(call(rules))).release();
  await server.flush();

  expect(await money()).toMatchObject({ spent: 5 * cost, committed: 5 * cost, holdCount: 0 });
});

describe('requests and tokens of a minute', () => {
  const limits = [makeLimit({ requestsPerMinute: 1_000, tokensPerMinute: 200_000 })];

  test('are told exactly of one process, and what it did not use is free again', async () => {
    const server = governor();
    const remaining: unknown[] = [];
    for (let n = 0; n < 5; n++) {
      const reservation = await server.reserve(call({ limits }));
      remaining.push(reservation.headers['x-ratelimit-remaining-requests']);
      await reservation.settle({ tokens: 10, costNanoUsd: null });
    }
    expect(remaining).toEqual(['999', '998', '997', '996', '995']);
    expect((await minute()).requests).toBeGreaterThan(5);
    await server.flush();
    expect(await minute()).toEqual({ requests: 5, tokens: 50 });
  });

  test('are given back with the end of the minute', async () => {
    const server = governor();
    await spend(server, 5, { limits });
    now += 60_000;
    await spend(server, 2, { limits });

    await vi.waitFor(async () => expect(await minute()).toEqual({ requests: 5, tokens: 50 }), { timeout: 5_000 });
    await server.flush();
  });

  test('are never more than the limit, and all of it, whatever the number of processes', async () => {
    const processes = Array.from({ length: 6 }, governor);
    const few = [makeLimit({ requestsPerMinute: 700 })];
    let admitted = 0;
    const lane = async (process: Governor) => {
      for (let n = 0; n < 60; n++) {
        const reservation = await process.reserve(call({ limits: few })).catch(() => null);
        if (reservation === null) return;
        admitted += 1;
        if (admitted % 10 === 0) await new Promise((done) => setTimeout(done, 1));
        await reservation.settle({ tokens: 1, costNanoUsd: null });
      }
    };
    await Promise.all(processes.flatMap((process) => [lane(process), lane(process), lane(process)]));
    await Promise.all(processes.map((process) => process.flush()));
    expect(admitted).toBeLessThanOrEqual(700);
    expect((await minute()).requests).toBe(admitted);

    const last = governor();
    for (; admitted < 700; admitted++) await last.reserve(call({ limits: few }));
    await last.flush();
    expect((await minute()).requests).toBe(700);
    await expect(last.reserve(call({ limits: few }))).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
  });
});
