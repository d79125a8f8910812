import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import { createGovernor } from './create-governor.ts';
import { type HeldCounter, readHeldCounter } from './held-counter.ts';
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

const governor = () =>
  createGovernor({ documents, tableName, clock: () => now, ids: randomUUID, holdMilliseconds: 60_000, leases: null });

async function counter(budgetId = 'rule-1'): Promise<HeldCounter> {
  const Key = budgetCounterKey('project-1', budgetId, '2026-11-26', '');
  return readHeldCounter((await documents.send(new GetCommand({ TableName: tableName, Key }))).Item);
}

/** As many calls as there are workers × calls, each of them in a process of its own. */
async function spend(workers: number, ...more: (string | number)[]): Promise<number> {
  const script = join(import.meta.dirname, 'testing/spend.ts');
  const ran = await Promise.all(
    Array.from({ length: workers }, () =>
      run(process.execPath, [script, tableName, ...more.map(String)], { env: { ...process.env, ...environment } }),
    ),
  );
  return ran.reduce((sum, { stdout }) => sum + Number(stdout), 0);
}

describe('a budget under many processes', () => {
  test('200 calls at once, 1 USD: not a nano-dollar too much is promised', async () => {
    const admitted = await spend(10, 20, 10_000_000, 10_000_000);
    const { committed, spent, holdCount } = await counter();

    expect(spent).toBe(admitted * 10_000_000);
    expect(committed).toBe(spent);
    expect(spent).toBeLessThanOrEqual(1_000_000_000);
    expect(holdCount).toBe(0);
    // Who came while others held the rest was refused; the rest is still there for who comes now.
    while ((await counter()).spent < 1_000_000_000) {
      const reservation = await governor().reserve(makeCall({ budgets: [makeBudget()] }));
      await reservation.settle({ tokens: 1, costNanoUsd: 10_000_000 });
    }
    expect((await counter()).spent).toBe(1_000_000_000);
    await expect(governor().reserve(makeCall({ budgets: [makeBudget()] }))).rejects.toMatchObject({
      status: 429,
      code: 'insufficient_quota',
      retryAfterSeconds: 12 * 3_600,
    });
  });

  test('the last nano-dollar is spent and none after it', async () => {
    const budget = makeBudget({ amountNanoUsd: 1_000 });
    const call = (estimatedCostNanoUsd: number) => makeCall({ budgets: [budget] }, { estimatedCostNanoUsd });
    const first = await governor().reserve(call(999));
    await first.settle({ tokens: 1, costNanoUsd: 999 });

    await expect(governor().reserve(call(2))).rejects.toMatchObject({ code: 'insufficient_quota' });
    const last = await governor().reserve(call(1));
    await last.settle({ tokens: 1, costNanoUsd: 1 });
    await expect(governor().reserve(call(1))).rejects.toMatchObject({ code: 'insufficient_quota' });
    expect((await counter()).spent).toBe(1_000);
  });

  test('processes that die give back what they held once it expires; who settles late counts exactly', async () => {
    await spend(2, 5, 100_000_000, 0, 'die');
    expect(await counter()).toMatchObject({ committed: 1_000_000_000, spent: 0, holdCount: 10 });
    await expect(governor().reserve(makeCall({ budgets: [makeBudget()] }))).rejects.toMatchObject({
      code: 'rate_limit_exceeded',
      retryAfterSeconds: 1,
    });
    now += 60_001;
    const late = await governor().reserve(makeCall({ budgets: [makeBudget()] }));
    expect(await counter()).toMatchObject({ committed: 10_000_000, spent: 0, holdCount: 1 });
    await late.settle({ tokens: 1, costNanoUsd: 7 });

    expect(await counter()).toMatchObject({ committed: 7, spent: 7, holdCount: 0 });
  });

  test('a settlement after its hold was taken back is counted once', async () => {
    const slow = await governor().reserve(makeCall({ budgets: [makeBudget()] }, { estimatedCostNanoUsd: 1e9 }));
    now += 60_001;
    const other = await governor().reserve(makeCall({ budgets: [makeBudget()] }));
    await other.release();
    const used = { tokens: 1, costNanoUsd: 123, simulatedCostNanoUsd: 23 };
    await slow.settle(used);
    await slow.settle(used);

    expect(await counter()).toMatchObject({ committed: 123, spent: 123, simulated: 23, holdCount: 0 });
  });

  test('settled for less, the rest is free again; released, all of it', async () => {
    const call = makeCall({ budgets: [makeBudget()] }, { estimatedCostNanoUsd: 900_000_000 });
    const first = await governor().reserve(call);
    await expect(governor().reserve(call)).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
    await first.settle({ tokens: 1, costNanoUsd: 50_000_000 });
    const second = await governor().reserve(call);
    await second.release();

    expect(await counter()).toMatchObject({ committed: 50_000_000, spent: 50_000_000 });
    expect((await counter()).series.get(noon)).toBe(50_000_000);
  });

  test('a call that may cost more than everything says so', async () => {
    const call = makeCall({ budgets: [makeBudget()] }, { estimatedCostNanoUsd: 2e9 });

    await expect(governor().reserve(call)).rejects.toThrow(
      'may cost up to $2.00, more than the whole budget "Team" of $1.00. Send less or set a lower maximum of output tokens.',
    );
  });
});

describe('what has no price', () => {
  test('is refused, or let through and counted', async () => {
    const unpriced = { estimatedCostNanoUsd: null };
    await expect(governor().reserve(makeCall({ budgets: [makeBudget()] }, unpriced))).rejects.toThrow('price');
    const allowing = makeBudget({ unpricedCalls: 'allow' });
    const reservation = await governor().reserve(makeCall({ budgets: [allowing] }, unpriced));
    await reservation.settle({ tokens: 5, costNanoUsd: null });

    expect(await counter()).toMatchObject({ spent: 0, unpricedCount: 1, holdCount: 0 });
  });
});

describe('near its end a budget', () => {
  test('warns, and then sends calls elsewhere without holding anything', async () => {
    const budget = makeBudget({ warnAt: [0.5, 0.8], degrade: { at: 0.9, to: 'cheap' } });
    const spendOne = async (share: number) => {
      const call = makeCall({ budgets: [budget] }, { estimatedCostNanoUsd: share * 1e9 });
      const reservation = await governor().reserve(call);
      await reservation.settle({ tokens: 1, costNanoUsd: share * 1e9 });
      return reservation;
    };
    expect((await spendOne(0.85)).warnings).toEqual([]);
    expect(await spendOne(0.06)).toMatchObject({
      warnings: [{ budgetId: 'rule-1', name: 'Team', fraction: 0.8 }],
      remainingBudgetFraction: expect.closeTo(0.15),
      degradeTo: null,
    });
    const degraded = await governor().reserve(makeCall({ budgets: [budget] }));
    expect(degraded).toMatchObject({ degradeTo: 'cheap', applied: [] });
    expect((await counter()).holdCount).toBe(0);
    const cheap = await governor().reserve(makeCall({ budgets: [budget] }, { requestedModel: 'cheap' }));
    expect(cheap).toMatchObject({ degradeTo: null, applied: ['rule-1'] });
  });
});

describe('limits', () => {
  test('requests of sixty seconds, in OpenAI’s headers', async () => {
    const limits = [makeLimit({ requestsPerMinute: 3 })];
    const first = await governor().reserve(makeCall({ limits }));
    await governor().reserve(makeCall({ limits }));
    await governor().reserve(makeCall({ limits }));

    expect(first.headers).toMatchObject({ 'x-ratelimit-limit-requests': '3', 'x-ratelimit-remaining-requests': '2' });
    await expect(governor().reserve(makeCall({ limits }))).rejects.toMatchObject({
      status: 429,
      code: 'rate_limit_exceeded',
      message: 'The limit "Team" of 3 requests a minute is used up.',
      retryAfterSeconds: expect.any(Number),
    });
    // Half a minute into the next one, half of the last still counts.
    const later = makeCall({ limits }, { at: noon + 90_000 });
    await governor().reserve(later);
    await expect(governor().reserve(later)).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
  });

  test('tokens are corrected by what was used', async () => {
    const limits = [makeLimit({ tokensPerMinute: 150 })];
    const first = await governor().reserve(makeCall({ limits }));
    await expect(governor().reserve(makeCall({ limits }))).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
    await first.settle({ tokens: 20, costNanoUsd: null });
    const second = await governor().reserve(makeCall({ limits }));

    expect(second.headers).toMatchObject({ 'x-ratelimit-remaining-tokens': '30' });
    await expect(governor().reserve(makeCall({ limits }, { estimatedTokens: 200 }))).rejects.toThrow('may use 200');
  });

  test('calls at the same time, each key for itself; a dead one’s slot is free again after a while', async () => {
    const limits = [makeLimit({ concurrency: 1, each: 'key' })];
    const first = await governor().reserve(makeCall({ limits }));
    await governor().reserve(makeCall({ limits }, { keyId: 'key-2' }));
    await expect(governor().reserve(makeCall({ limits }))).rejects.toThrow('at the same time');
    await first.settle({ tokens: 1, costNanoUsd: 1 });
    await governor().reserve(makeCall({ limits }));
    await expect(governor().reserve(makeCall({ limits }))).rejects.toThrow('at the same time');
    now += 60_001;
    await governor().reserve(makeCall({ limits }));
  });

  test('where one of several refuses, nothing is taken of the others', async () => {
    const budgets = [makeBudget()];
    const open = makeLimit({ requestsPerMinute: 10 });
    const limits = [open, makeLimit({ id: 'rule-2', requestsPerMinute: 1 })];
    const first = await governor().reserve(makeCall({ limits, budgets }));
    await expect(governor().reserve(makeCall({ limits, budgets }))).rejects.toMatchObject({ status: 429 });
    await first.release();
    const after = await governor().reserve(makeCall({ limits: [open] }));

    expect(first.applied).toEqual(['rule-1', 'rule-2']);
    expect(await counter()).toMatchObject({ committed: 0, spent: 0 });
    expect(after.headers).toMatchObject({ 'x-ratelimit-remaining-requests': '8' });
  });
});

test('without a rule that applies nothing is asked of the table', async () => {
  const nowhere = createGovernor({
    ...{ documents, tableName: 'no-such-table', clock: () => now, ids: randomUUID, holdMilliseconds: 1, leases: null },
  });
  const other = makeBudget({ scope: { keyId: 'key-9', userId: null, model: null } });
  const reservation = await nowhere.reserve(makeCall({ budgets: [other], limits: [makeLimit({ isEnabled: false })] }));
  await reservation.settle({ tokens: 1, costNanoUsd: 1 });
  await reservation.release();

  expect(reservation).toMatchObject({ applied: [], headers: {}, remainingBudgetFraction: null });
});
