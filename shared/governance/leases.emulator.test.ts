import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { createGovernor } from './create-governor.ts';
import { type HeldCounter, readHeldCounter } from './held-counter.ts';
import { createLeases } from './leases/create-leases.ts';
import { makeBudget, makeCall, noon } from './testing/governed-call.ts';
import type { SpendOptions } from './testing/spend-on-leases.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const amountNanoUsd = 1_000_000_000;
/** Eight processes make thousands of calls: on a busy machine that takes more than a minute, and proves the same. */
const longWait = 170_000;
let tableName: string;
let start: number;
/** Beyond what the clock says. */
let ahead: number;

beforeEach(async () => {
  tableName = (await createTables(environment, ['rollups'])).rollups;
  start = Date.now();
  ahead = 0;
});

const clock = () => noon + Date.now() - start + ahead;

async function counter(): Promise<HeldCounter> {
  const Key = budgetCounterKey('project-1', 'rule-1', '2026-11-26', '');
  return readHeldCounter(
    (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item,
  );
}

interface Spender {
  process: ChildProcess;
  /** What its calls cost, of those that ended. */
  costs: number[];
  commandCount: number;
  ended: Promise<void>;
}

function startSpender(options: Pick<SpendOptions, 'calls' | 'lanes' | 'heldNanoUsd'>): Spender {
  const script = join(import.meta.dirname, 'testing/spend-on-leases.ts');
  const input: SpendOptions = { tableName, amountNanoUsd, start, ...options };
  const child = spawn(process.execPath, [script, JSON.stringify(input)], {
    ...{ env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const spender: Spender = { process: child, costs: [], commandCount: 0, ended: Promise.resolve() };
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  // Whoever is killed leaves whole lines: each is written at once.
  const reading = createInterface({ input: child.stdout }).on('line', (line) => {
    const { costNanoUsd, commandCount } = JSON.parse(line);
    if (costNanoUsd === undefined) spender.commandCount = commandCount;
    else spender.costs.push(costNanoUsd);
  });
  const closed = new Promise<void>((resolve, reject) => {
    child.once('close', (code, signal) => (code === 0 || signal !== null ? resolve() : reject(new Error(errors))));
  });
  spender.ended = Promise.all([closed, once(reading, 'close')]).then(() => undefined);
  return spender;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** Looks at the counter all the while. */
async function watch(until: Promise<unknown>): Promise<number> {
  let isOver = false;
  let looks = 0;
  until.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  while (!isOver) {
    const { spent, committed, holds } = await counter();
    expect(spent).toBeLessThanOrEqual(committed);
    expect(committed).toBeLessThanOrEqual(amountNanoUsd);
    expect(sum([...holds.values()].map(({ amount }) => amount))).toBe(committed - spent);
    looks += 1;
    await new Promise((done) => setTimeout(done, 20));
  }
  await until;
  return looks;
}

/** Takes and spends so much, as a process that begins now. */
async function spendExactly(costNanoUsd: number): Promise<void> {
  const governor = createGovernor({
    ...{ documents, tableName, clock, ids: randomUUID, holdMilliseconds: 60_000, leases: createLeases },
  });
  const call = makeCall(
    { budgets: [makeBudget({ amountNanoUsd })] },
    { at: clock(), estimatedCostNanoUsd: costNanoUsd },
  );
  await (await governor.reserve(call)).settle({ tokens: 1, costNanoUsd });
  await governor.flush();
}

describe('a budget that many processes spend on leases', { timeout: 180_000 }, () => {
  test('is never overspent, is counted to the nano-dollar, and can be spent to the last', async () => {
    const spenders = Array.from({ length: 8 }, () => startSpender({ calls: 400, lanes: 4, heldNanoUsd: 200_000 }));
    const looks = await watch(Promise.all(spenders.map(({ ended }) => ended)));
    const { spent, committed, holdCount, series } = await counter();
    const calls = spenders.flatMap(({ costs }) => costs);

    expect(looks).toBeGreaterThan(10);
    expect(spent).toBe(sum(calls));
    expect({ committed, holdCount }).toEqual({ committed: spent, holdCount: 0 });
    expect(sum([...series.values()])).toBe(spent);
    // Most calls asked nothing of the table.
    expect(sum(spenders.map(({ commandCount }) => commandCount))).toBeLessThan(calls.length);
    await spendExactly(amountNanoUsd - spent);
    expect(await counter()).toMatchObject({ spent: amountNanoUsd, committed: amountNanoUsd });
    await expect(spendExactly(1)).rejects.toMatchObject({ code: 'insufficient_quota' });
  });

  test('stays whole when processes are killed: what they held covers what they spent, and comes back after its time', async () => {
    const spenders = Array.from({ length: 8 }, () => startSpender({ calls: 10_000, lanes: 4, heldNanoUsd: 20_000 }));
    const killing = spenders.map(async ({ process: child, costs, ended }, n) => {
      await vi.waitFor(() => expect(costs.length).toBeGreaterThan(50 + 170 * n), { timeout: longWait, interval: 10 });
      child.kill('SIGKILL');
      await ended;
    });
    await watch(Promise.all(killing));
    const { spent, committed, holdCount } = await counter();
    const real = sum(spenders.flatMap(({ costs }) => costs));

    expect(holdCount).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(real);
    expect(real).toBeLessThanOrEqual(committed);
    await expect(spendExactly(amountNanoUsd - spent)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    ahead = 71_000;
    await spendExactly(amountNanoUsd - spent);
    expect(await counter()).toMatchObject({ spent: amountNanoUsd, committed: amountNanoUsd, holdCount: 0 });
  });
});
