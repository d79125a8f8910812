import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, type UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { failingClient } from '../../test/support/failing-client.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { windowKey } from '../storage/limit-keys.ts';
import { createGovernor } from './create-governor.ts';
import type { GovernedCall, Governor, Reservation } from './governor.ts';
import { readHeldCounter } from './held-counter.ts';
import { createLeases } from './leases/create-leases.ts';
import { windowOf } from './sliding-window.ts';
import { makeBudget, makeCall, makeLimit, noon } from './testing/governed-call.ts';
import { readWindow } from './window-update.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const amountNanoUsd = 1_000_000_000;
const held = 100_000;
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

const governor = (client: DynamoDBDocumentClient = documents) =>
  createGovernor({
    ...{
      documents: client,
      tableName,
      clock: () => now,
      ids: randomUUID,
      holdMilliseconds: 60_000,
      leases: createLeases,
    },
  });

const rules = {
  budgets: [makeBudget({ id: 'money', amountNanoUsd })],
  limits: [makeLimit({ id: 'requests', requestsPerMinute: 100_000, tokensPerMinute: 1_000_000 })],
};

const call = (more: Partial<GovernedCall> = {}) =>
  makeCall(rules, { projectId, at: now, estimatedCostNanoUsd: held, ...more });

async function counters() {
  const read = async (Key: Record<string, string>) =>
    (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
  const [money, minute] = await Promise.all([
    read({ ...budgetCounterKey(projectId, 'money', '2026-11-26', '') }),
    read({ ...windowKey(projectId, 'requests', '', windowOf(noon)) }),
  ]);
  return { money: readHeldCounter(money), minute: readWindow(minute) };
}

/** What really came about, whatever the table says. */
interface Reality {
  admitted: number;
  costNanoUsd: number;
  tokens: number;
  simulated: number;
}

/** A process from its first call to its end: single calls, a lease, one that grows, is settled, shrinks, and is given back. */
async function live(client: DynamoDBDocumentClient): Promise<Reality> {
  const reality = { admitted: 0, costNanoUsd: 0, tokens: 0, simulated: 0 };
  const process = governor(client);
  const admit = async (): Promise<Reservation[]> => {
    try {
      const reservation = await process.reserve(call());
      reality.admitted += 1;
      return [reservation];
    } catch {
      return [];
    }
  };
  const settle = async (reservations: Reservation[]) => {
    for (const [n, reservation] of reservations.entries()) {
      const used = { tokens: 10 + n, costNanoUsd: 40_000 + n, simulatedCostNanoUsd: n };
      reality.simulated += n;
      reality.costNanoUsd += used.costNanoUsd;
      reality.tokens += used.tokens;
      // Whoever has no answer tries again.
      await reservation.settle(used).catch(() => reservation.settle(used).catch(() => undefined));
    }
  };
  const crowd = async (size: number) => (await Promise.all(Array.from({ length: size }, admit))).flat();

  await settle(await admit());
  now += 100;
  const first = await crowd(3);
  await settle(first.splice(0, 2));
  await process.flush();
  now += 100;
  const many = await crowd(12);
  await settle(many.splice(0, 5));
  await (await process.reserve(call()).catch(() => null))?.release();
  await process.flush();
  now += 6_000;
  await settle([...first, ...many]);
  await process.flush();
  await process.flush();
  return reality;
}

/** Counts commands, and fails one of them or, if its process dies, all from then on. */
function faultyClient(fault: { at: number; when: 'before' | 'after'; isDeath: boolean }) {
  let count = 0;
  const client = failingClient(documents, () => {
    const number = count++;
    const error = new Error('reset');
    if (number === fault.at) return fault.when === 'before' ? { before: error } : { after: error };
    return fault.isDeath && number > fault.at ? { before: error } : undefined;
  });
  return { client, count: () => count };
}

/** Long after everything has expired, a new process can spend what is left: all of it, and no more. */
async function spendTheRest(): Promise<void> {
  const { spent } = (await counters()).money;
  now += 80_000;
  const last = governor();
  const rest = { rules: { ...rules, limits: [] }, estimatedCostNanoUsd: amountNanoUsd - spent };
  await (await last.reserve(call(rest))).settle({ tokens: 1, costNanoUsd: amountNanoUsd - spent });
  expect((await counters()).money).toMatchObject({ spent: amountNanoUsd, committed: amountNanoUsd, holdCount: 0 });
  await expect(last.reserve(call({ ...rest, estimatedCostNanoUsd: 1 }))).rejects.toMatchObject({ status: 429 });
}

const never = { at: Number.POSITIVE_INFINITY, when: 'before', isDeath: false } as const;

test('without a fault everything that was used is counted, and nothing else', async () => {
  const reality = await live(documents);
  const { money, minute } = await counters();

  expect(reality.admitted).toBe(16);
  expect(money.simulated).toBe(reality.simulated);
  expect(money).toMatchObject({ spent: reality.costNanoUsd, committed: reality.costNanoUsd, holdCount: 0 });
  // One was given up before it was made: it stays counted as a request.
  expect(minute).toEqual({ requests: reality.admitted + 1, tokens: reality.tokens });
  await spendTheRest();
});

describe.each(['before', 'after'] as const)('a process', (when) => {
  test(`that dies ${when} any of its writes has held what it spent, and what it held comes back`, async () => {
    const { client, count } = faultyClient(never);
    await live(client);
    for (let at = 0; at < count(); at++) {
      projectId = randomUUID();
      now = noon;
      const reality = await live(faultyClient({ at, when, isDeath: true }).client);
      const { money, minute } = await counters();

      expect(money.spent).toBeLessThanOrEqual(reality.costNanoUsd);
      expect(reality.costNanoUsd).toBeLessThanOrEqual(money.committed);
      expect(money.committed).toBeLessThanOrEqual(amountNanoUsd);
      expect(minute.requests).toBeGreaterThanOrEqual(reality.admitted);
      expect(minute.tokens).toBeGreaterThanOrEqual(reality.tokens);
      await spendTheRest();
    }
  });

  test(`that has no answer ${when} any of its writes counts everything once`, async () => {
    const { client, count } = faultyClient(never);
    await live(client);
    for (let at = 0; at < count(); at++) {
      projectId = randomUUID();
      now = noon;
      const reality = await live(faultyClient({ at, when, isDeath: false }).client);
      const { money, minute } = await counters();

      expect(money).toMatchObject({ spent: reality.costNanoUsd, simulated: reality.simulated });
      expect(minute.requests).toBeGreaterThanOrEqual(reality.admitted);
      expect(minute.tokens).toBeGreaterThanOrEqual(reality.tokens);
      await spendTheRest();
    }
  });
});

test('a write that arrives after it was refused, and given up, is counted once', async () => {
  let arrived = 0;
  for (; ; arrived++) {
    projectId = randomUUID();
    now = noon;
    const { client, lateCount } = lateClient(arrived);
    const reality = await live(client);
    const { money, minute } = await counters();

    expect(money).toMatchObject({ spent: reality.costNanoUsd, committed: reality.costNanoUsd, holdCount: 0 });
    expect(minute).toEqual({ requests: reality.admitted + 1, tokens: reality.tokens });
    await spendTheRest();
    // There was no such write any more.
    if (lateCount() === 0) break;
  }
  expect(arrived).toBeGreaterThanOrEqual(2);
});

test('a lease that was taken, and whose taking the client repeated for lack of an answer, is found and used', async () => {
  let isTaken = false;
  const client = failingClient(documents, (command) => {
    const { ReturnValues, UpdateExpression = '' } = (command as unknown as UpdateCommand).input;
    if (isTaken || ReturnValues === undefined || !UpdateExpression.includes(':hold')) return undefined;
    isTaken = true;
    return { after: new ConditionalCheckFailedException({ message: 'no', $metadata: {} }) };
  });
  const reality = await live(client);

  expect(isTaken).toBe(true);
  expect((await counters()).money).toMatchObject({ spent: reality.costNanoUsd, holdCount: 0 });
  await spendTheRest();
});

/** Of the writes by which leases grow refuses one; it arrives just before the next write of the same counter. */
function lateClient(which: number) {
  let seen = 0;
  let delayed: UpdateCommand | null = null;
  let lateCount = 0;
  const client = new Proxy(documents, {
    get: (target, property) =>
      property !== 'send' ? Reflect.get(target, property) : (command: UpdateCommand) => send(command),
  });
  async function send(command: UpdateCommand) {
    const { ConditionExpression = '', Key } = command.input;
    if (delayed !== null && command.constructor.name === 'UpdateCommand' && Key?.['pk'] === delayed.input.Key?.['pk']) {
      const arriving = delayed;
      delayed = null;
      lateCount += 1;
      await documents.send(arriving);
    }
    if (/:before AND .*Most/.test(ConditionExpression) && seen++ === which) {
      delayed = command;
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    }
    return await documents.send(command);
  }
  return { client, lateCount: () => lateCount };
}

describe('four processes, of whose commands one in eight fails or has no answer', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'hold at any moment what is used, and count it once in the end: %i',
    async (seed) => {
      const { step, reality, end } = liveTogether(chance(seed));
      for (let n = 0; n < 60; n++) {
        await step();
        const { spent, committed } = (await counters()).money;
        expect(spent).toBeLessThanOrEqual(reality.used);
        expect(reality.used + reality.running).toBeLessThanOrEqual(committed);
      }
      await end();
      expect((await counters()).money.spent).toBe(reality.used);
      await spendTheRest();
    },
  );
});

function liveTogether(random: () => number) {
  const client = failingClient(documents, () => {
    const dice = random();
    if (dice < 1 / 16) return { before: new Error('reset') };
    return dice < 1 / 8 ? { after: new Error('reset') } : undefined;
  });
  const processes = Array.from({ length: 4 }, () => governor(client));
  const calls: { reservation: Reservation; most: number }[] = [];
  const reality = { used: 0, running: 0 };
  const begin = async (process: Governor) => {
    const most = 1_000 + Math.floor(random() * held);
    const reservation = await process.reserve(call({ estimatedCostNanoUsd: most })).catch(() => null);
    if (reservation === null) return;
    calls.push({ reservation, most });
    reality.running += most;
  };
  const persist = async (settle: () => Promise<void>): Promise<void> => settle().catch(() => persist(settle));
  const endOne = async () => {
    const [ended] = calls.splice(Math.floor(random() * calls.length), 1);
    if (ended === undefined) return;
    const costNanoUsd = Math.floor(ended.most * random());
    reality.used += costNanoUsd;
    reality.running -= ended.most;
    await persist(() => ended.reservation.settle({ tokens: 5, costNanoUsd }));
  };
  return {
    reality,
    async step() {
      now += Math.floor(random() * 300);
      const process = processes[Math.floor(random() * 4)] as Governor;
      const dice = random();
      if (dice < 0.5) await begin(process);
      else if (dice < 0.85) await endOne();
      else await process.flush();
    },
    async end() {
      while (calls.length > 0) await endOne();
      for (let n = 0; n < 8; n++) await Promise.all(processes.map((process) => process.flush()));
    },
  };
}

/** From 0 to below 1, the same for the same seed (Numerical Recipes' linear congruential generator). */
function chance(seed: number): () => number {
  let state = seed * 104_729;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
