import { randomUUID } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { failingClient } from '../../test/support/failing-client.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { windowKey } from '../storage/limit-keys.ts';
import { createGovernor } from './create-governor.ts';
import type { GovernancePorts } from './governance-ports.ts';
import type { GovernedCall, Governor } from './governor.ts';
import { readHeldCounter } from './held-counter.ts';
import { createLeases } from './leases/create-leases.ts';
import { windowOf } from './sliding-window.ts';
import { makeBudget, makeCall, makeLimit, noon } from './testing/governed-call.ts';

/** What leases must not do to those who share a counter. Each was once otherwise. */
const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const cost = 1_000_000;
let tableName: string;
let projectId: string;
let now: number;
let commands: string[];
let isDown: boolean;

beforeAll(async () => {
  tableName = (await createTables(environment, ['rollups'])).rollups;
});
beforeEach(() => {
  projectId = randomUUID();
  now = noon;
  commands = [];
  isDown = false;
});

const client = failingClient(documents, (command) => {
  commands.push(command.constructor.name);
  return isDown ? { before: new Error('The table cannot be reached.') } : undefined;
});

const governor = (more: Partial<GovernancePorts> = {}) =>
  createGovernor({
    ...{ documents: client, tableName, clock: () => now, ids: randomUUID, holdMilliseconds: 60_000 },
    leases: createLeases,
    ...more,
  });

const budgets = [makeBudget()];
const call = (rules: Parameters<typeof makeCall>[0], more: Partial<GovernedCall> = {}) =>
  makeCall(rules, { projectId, at: Math.floor(now), estimatedCostNanoUsd: cost, ...more });

const itemAt = async (Key: { pk: string; sk: string }) =>
  (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
const money = async () => readHeldCounter(await itemAt(budgetCounterKey(projectId, 'rule-1', '2026-11-26', '')));

async function callOnce(process: Governor, rules: Parameters<typeof makeCall>[0], more: Partial<GovernedCall> = {}) {
  const reservation = await process.reserve(call(rules, more));
  await reservation.settle({ tokens: more.estimatedTokens ?? 1, costNanoUsd: cost });
}

async function spend(process: Governor, times: number, rules: Parameters<typeof makeCall>[0] = { budgets }) {
  for (let n = 0; n < times; n++) {
    now += 10;
    await callOnce(process, rules);
  }
}

/** Until one is refused. */
async function callUntilRefused(act: () => Promise<void>): Promise<number> {
  for (let admitted = 0; ; admitted++) {
    const isAdmitted = await act().then(
      () => true,
      () => false,
    );
    if (!isAdmitted) return admitted;
  }
}

describe('calls of the last minute that are counted when the next has begun', () => {
  const start = noon + 60_000;

  /** `late` comes between calls of a process in the new minute; then that calls until it is refused. Its tokens in all. */
  async function callBeside(leases: GovernancePorts['leases'], late: () => Promise<void>, tokens: number) {
    const limits = [makeLimit({ tokensPerMinute: 1_000_000 })];
    const process = governor({ leases });
    const callNow = async () => {
      now += 2;
      await callOnce(process, { limits }, { estimatedTokens: tokens });
    };
    now = start + 1;
    for (let n = 0; n < 4; n++) await callNow();
    let admitted = 4;
    for (let n = 0; n < 8; n++) {
      await late();
      admitted += await callNow().then(
        () => 1,
        () => 0,
      );
    }
    admitted += await callUntilRefused(callNow);
    await process.flush();
    return admitted * tokens;
  }

  test.each([1_000, 5_000])(
    'leave no more than they do without leases, but for one block: calls of %i tokens',
    async (tokens) => {
      const used: number[] = [];
      for (const leases of [null, createLeases]) {
        projectId = randomUUID();
        const other = governor({ leases: null });
        const limits = [makeLimit({ tokensPerMinute: 1_000_000 })];
        const late = async () => {
          const call = { at: start - 30, estimatedTokens: 120_000 };
          await callOnce(other, { limits }, call);
        };
        used.push(await callBeside(leases, late, tokens));
      }
      const [without = 0, withLeases = 0] = used;
      expect(without).toBeLessThan(80_000);
      expect(withLeases).toBeLessThanOrEqual(without + 1_000_000 / 64);
    },
  );
});

test('a write that hangs keeps the other calls for a moment, and the other counters not at all', async () => {
  let isHanging = false;
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const slow = new Proxy(documents, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });
  async function send(command: Parameters<DynamoDBDocumentClient['send']>[0]) {
    if (isHanging && command instanceof UpdateCommand) {
      isHanging = false;
      await end;
    }
    return await documents.send(command);
  }
  const server = governor({ documents: slow });
  await spend(server, 5);
  isHanging = true;
  const times = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      await new Promise((done) => setTimeout(done, n * 5));
      const began = performance.now();
      const reservation = await server.reserve(call({ budgets }));
      void reservation.settle({ tokens: 1, costNanoUsd: cost });
      return performance.now() - began;
    }),
  );
  expect(isHanging).toBe(false);
  const other = { budgets: [makeBudget({ id: 'other' })] };
  await spend(server, 3, other);
  now += 2_000;
  const otherMoney = async () => readHeldCounter(await itemAt(budgetCounterKey(projectId, 'other', '2026-11-26', '')));
  await vi.waitFor(async () => expect((await otherMoney()).holdCount).toBe(0), { timeout: 5_000, interval: 50 });
  resolve();
  await server.flush();

  // The patience is 150 ms; the rest is for a busy machine.
  expect(Math.max(...times)).toBeLessThan(1_500);
  expect(await money()).toMatchObject({ spent: 45 * cost, committed: 45 * cost, holdCount: 0 });
});

test('a lease of which it is not known whether it was taken is given back, also if nobody calls again', async () => {
  const lost = { after: new Error('reset') };
  let count = 0;
  const losing = failingClient(documents, (command) =>
    (command as unknown as UpdateCommand).input.ReturnValues === 'ALL_NEW' && count++ === 0 ? lost : undefined,
  );
  const told = { onUnsettled: vi.fn(), onRecovered: vi.fn() };
  const server = governor({ documents: losing, ...told });
  await spend(server, 2);
  now += 2_000;

  await vi.waitFor(async () => expect(await money()).toMatchObject({ committed: 2 * cost, holdCount: 0 }), {
    ...{ timeout: 5_000, interval: 50 },
  });
  expect(told.onUnsettled.mock.calls).toEqual([[lost.after]]);
  expect(told.onRecovered).toHaveBeenCalledTimes(1);
});

test('a table that cannot be reached is told of once, and that it can be again', async () => {
  const told = { onUnsettled: vi.fn(), onRecovered: vi.fn() };
  const server = governor(told);
  await spend(server, 5);
  isDown = true;
  for (let n = 0; n < 4; n++) {
    await callOnce(server, { budgets }).catch(() => undefined);
    await server.flush();
  }
  expect(told.onUnsettled).toHaveBeenCalledTimes(1);
  expect(told.onRecovered).not.toHaveBeenCalled();
  isDown = false;
  await server.flush();
  await server.flush();
  expect(told.onRecovered).toHaveBeenCalledTimes(1);
  const { spent, committed } = await money();
  expect(committed).toBe(spent);
});

test('what was spent on a lease that others took back before it could be written is counted, late', async () => {
  const server = governor();
  await spend(server, 3);
  const running = await server.reserve(call({ budgets }));
  isDown = true;
  await running.settle({ tokens: 1, costNanoUsd: cost });
  await server.flush();
  isDown = false;
  now += 80_000;
  const other = governor({ leases: null });
  const { spent } = await money();
  await (await other.reserve(call({ budgets }, { estimatedCostNanoUsd: 1_000_000_000 - spent }))).release();
  expect(await money()).toMatchObject({ spent, committed: spent, holdCount: 0 });
  await server.flush();

  const { lapsed, ...counter } = await money();
  expect(counter).toMatchObject({ spent: 4 * cost, committed: 4 * cost, holdCount: 0 });
  expect(lapsed.size).toBe(0);
});

test('a call that a budget sends to another model is one call', async () => {
  const degrading = { budgets: [makeBudget({ degrade: { at: 0.1, to: 'mock/cheap' } })] };
  await callOnce(governor({ leases: null }), degrading, { estimatedCostNanoUsd: 200_000_000 });
  const other = governor({ leases: null });
  const first = await other.reserve(call(degrading, { estimatedCostNanoUsd: 150_000_000, mayDegrade: false }));
  await first.settle({ tokens: 1, costNanoUsd: 150_000_000 });
  const server = governor();
  const cheaper = { mayDegrade: false, modelId: 'mock/cheap', requestedModel: 'mock/cheap' };
  expect((await server.reserve(call(degrading))).degradeTo).toBe('mock/cheap');
  const reservation = await server.reserve(call(degrading, cheaper));

  const { holds } = await money();
  expect([...holds.values()].map(({ revision }) => revision)).toEqual([undefined]);
  await reservation.release();
});

test('where others hold more than half, a process looks and does not try to write', async () => {
  const running = await governor({ leases: null }).reserve(call({ budgets }, { estimatedCostNanoUsd: 600_000_000 }));
  const server = governor();
  await spend(server, 1);
  commands.length = 0;
  await spend(server, 1);
  // What it read for a lease, what the call itself read, took and settled.
  expect(commands).toEqual(['BatchGetCommand', 'BatchGetCommand', 'UpdateCommand', 'UpdateCommand']);
  commands.length = 0;
  await spend(server, 1);
  expect(commands).toHaveLength(3);
  await running.release();
});

test('where many have left a mark in a minute, nothing is leased of it', async () => {
  const limits = [makeLimit({ requestsPerMinute: 100_000 })];
  const key = windowKey(projectId, 'rule-1', '', windowOf(noon));
  const server = governor();
  await spend(server, 1, { limits });
  const names = Array.from({ length: 100 }, (_, n) => `h:${n}`);
  const crowd = new UpdateCommand({
    ...{ TableName: tableName, Key: key, UpdateExpression: `SET ${names.map((_, n) => `#h${n} = :one`).join(', ')}` },
    ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#h${n}`, name])),
    ExpressionAttributeValues: { ':one': 1 },
  });
  await documents.send(crowd);
  await spend(server, 3, { limits });

  expect(Object.keys((await itemAt(key)) ?? {}).filter((name) => name.startsWith('h:'))).toHaveLength(100);
});

describe('servers that nobody calls any more', () => {
  test('hold nothing three seconds later: the whole budget is for others', async () => {
    const servers = Array.from({ length: 20 }, () => governor());
    for (const server of servers) await spend(server, 3);
    expect((await money()).holdCount).toBeGreaterThan(0);
    now += 2_000;
    await vi.waitFor(async () => expect((await money()).holdCount).toBe(0), { timeout: 3_000, interval: 50 });

    const { spent } = await money();
    const rest = { estimatedCostNanoUsd: 1_000_000_000 - spent };
    await (await governor({ leases: null }).reserve(call({ budgets }, rest))).release();
  });

  test('let a warning and another model come no earlier than what they held', async () => {
    const rules = { budgets: [makeBudget({ warnAt: [0.5], degrade: { at: 0.8, to: 'mock/cheap' } })] };
    const servers = Array.from({ length: 20 }, () => governor());
    for (const server of servers) await spend(server, 3, rules);
    const { spent, committed } = await money();
    const held = committed - spent;
    expect(held).toBeGreaterThan(0);
    const other = governor({ leases: null });
    let warnedAt = 0;
    for (;;) {
      const reservation = await other.reserve(call(rules));
      const counter = await money();
      if (reservation.warnings.length > 0) warnedAt ||= counter.spent;
      if (reservation.degradeTo !== null) {
        expect(counter.spent).toBeGreaterThanOrEqual(800_000_000 - held - cost);
        break;
      }
      await reservation.settle({ tokens: 1, costNanoUsd: cost });
    }
    expect(warnedAt).toBeGreaterThanOrEqual(500_000_000 - held - cost);
    await Promise.all(servers.map((server) => server.flush()));
  });
});
