import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import type { Budget, Limit, ListedLimit } from '../../shared/contract/governance.ts';
import { createBudgetCounters } from '../../shared/governance/budget-counters.ts';
import { createGovernor } from '../../shared/governance/create-governor.ts';
import { createLimitCounters } from '../../shared/governance/limit-counters.ts';
import { makeCall, noon } from '../../shared/governance/testing/governed-call.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import { createBudgetRepository } from '../../shared/storage/budget-repository.ts';
import { auditPartition } from '../../shared/storage/core-keys.ts';
import { createLimitRepository } from '../../shared/storage/limit-repository.ts';
import { queryPrefix } from '../../shared/storage/query-prefix.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createApp } from './app.ts';
import { createCachePorts } from './cache/cache-ports.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const hour = 3_600_000;
/** When rules are made: a forecast knows the whole hours since then. */
const madeAt = noon - 5 * hour;
let tables: Record<'core' | 'rollups', string>;

beforeAll(async () => {
  tables = await createTables(environment, ['core', 'rollups']);
});

/** The app over the emulator, called by an administrator's key; the project's rollups are the test's. */
function newProject(start = noon) {
  let now = start;
  const projectId = randomUUID();
  const core = { documents, tableName: tables.core, clock: () => madeAt };
  const rollups = { documents, tableName: tables.rollups };
  const budgets = createBudgetRepository(core);
  const keys = createApiKeyRepository(core);
  const key = { kind: 'key', id: 'k1', name: 'ci', projectId, scopes: ['admin'], allowedModels: null } as const;
  const bucket = {
    start: noon,
    sketches: { call: new Map(), firstToken: new Map(), cost: new Map(), trace: new Map() },
  };
  const app = createApp({
    authenticator: { authenticate: async () => key },
    memberships: { get: async () => null },
    logger: silentLogger,
    keys,
    limits: createLimitRepository(core),
    budgets,
    counters: createBudgetCounters(rollups),
    limitCounters: createLimitCounters(rollups),
    rollups: {
      read: async ({ dimension }) => [
        { ...bucket, value: `${dimension}-1`, measures: { costNanoUsd: 3 } },
        { ...bucket, value: `${dimension}-2`, measures: { costNanoUsd: 5, simulatedCostNanoUsd: 5 } },
        { ...bucket, value: `${dimension}-1`, measures: { costNanoUsd: 4 } },
        { ...bucket, value: '', measures: { costNanoUsd: 9 } },
      ],
    },
    cache: createCachePorts(core, { ...rollups, clock: () => now }),
    clock: () => now,
  });
  const governor = createGovernor({
    ...rollups,
    clock: () => now,
    ids: randomUUID,
    holdMilliseconds: 60_000,
    leases: null,
  });
  return {
    projectId,
    budgets,
    /** A key of the project; its secret is of no use here. */
    async addKey(id: string, lastUsedAt: number | null = noon) {
      const of = { projectId, name: id, stage: 'local', scopes: ['gateway' as const], allowedModels: null };
      const times = { expiresAt: null, revokedAt: null, lastUsedAt, createdAt: madeAt, createdBy: 'test' };
      const secret = { secretHash: 'x', previousSecretHash: null, previousSecretExpiresAt: null };
      await keys.create(
        { id, ...of, ...times, ...secret, version: 1 },
        { actor: { kind: 'system', id: 'test', name: 'test' }, requestId: 'r' },
      );
    },
    async call(method: string, path: string, body?: unknown) {
      const response = await app.request(`/api/v2${path}`, {
        method,
        headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    async reserve(budget: Budget, costNanoUsd: number, more: { keyId?: string; at?: number } = {}) {
      const call = makeCall({ budgets: [budget] }, { projectId, estimatedCostNanoUsd: costNanoUsd, ...more });
      return await governor.reserve(call);
    },
    advance(milliseconds: number) {
      now += milliseconds;
    },
    /** A call under limits, of which 100 tokens are held until it settles. */
    async admit(limits: Limit[], more: { keyId?: string; userId?: string; at?: number } = {}) {
      return await governor.reserve(makeCall({ limits }, { projectId, at: now, ...more }));
    },
    async audit() {
      const query = { ...core, partition: auditPartition(projectId), sortKeyPrefix: '0' };
      return (await queryPrefix(query)).map(({ action, before, after }) => ({ action, before, after }));
    },
  };
}

const team = { name: 'Team', period: 'day', amountNanoUsd: 1_000_000_000, warnAt: [0.5, 0.9] };

describe('limits', () => {
  test('are made, replaced, listed by name and removed, each with its audit entry', async () => {
    const { call, audit } = newProject();
    const { status, body } = await call('POST', '/limits', { name: 'Per key', each: 'key', requestsPerMinute: 60 });
    const made: Limit = body;
    expect(status).toBe(201);
    expect(made).toMatchObject({ version: 1, each: 'key', isEnabled: true, tokensPerMinute: null });
    await call('POST', '/limits', { name: 'All', concurrency: 5 });

    const replaced = await call('PUT', `/limits/${made.id}`, { name: 'Per key', tokensPerMinute: 10 });
    expect(replaced).toMatchObject({ status: 200, body: { version: 2, requestsPerMinute: null, tokensPerMinute: 10 } });
    const { items } = (await call('GET', '/limits')).body;
    expect(items.map(({ name }: Limit) => name)).toEqual(['All', 'Per key']);
    expect((await call('DELETE', `/limits/${made.id}`)).status).toBe(204);

    expect((await audit()).map(({ action }) => action)).toEqual([
      'limit.created',
      'limit.created',
      'limit.updated',
      'limit.removed',
    ]);
    for (const [method, more] of [['PUT', { name: 'x', concurrency: 1 }], ['DELETE']] as const) {
      expect((await call(method, `/limits/${made.id}`, more)).status).toBe(404);
    }
  });

  test('tell what the last sixty seconds and the calls under way have used of each', async () => {
    const halfPast = noon + 30_000;
    const { call, admit } = newProject(halfPast);
    const limits: Limit[] = [];
    for (const body of [
      { name: 'all', requestsPerMinute: 60, tokensPerMinute: 9_000, concurrency: 5 },
      { name: 'each key', each: 'key', requestsPerMinute: 60 },
      { name: 'one key', each: 'key', scope: { keyId: 'key-1' }, requestsPerMinute: 60 },
      { name: 'off', requestsPerMinute: 60, isEnabled: false },
      { name: 'unused', concurrency: 5 },
    ])
      limits.push((await call('POST', '/limits', body)).body);
    const inForce = limits.filter(({ name }) => name !== 'unused');
    for (let made = 0; made < 3; made++) {
      const before = await admit(inForce, { at: noon - 10_000 });
      await before.settle({ tokens: 40, costNanoUsd: 0 });
    }
    await admit(inForce);
    await admit(inForce, { keyId: 'key-2' });

    const { items } = (await call('GET', '/limits')).body;

    expect(Object.fromEntries(items.map(({ name, use }: ListedLimit) => [name, use]))).toEqual({
      // Half of what came in the minute before, rounded up, as calls are judged by it.
      all: { requests: 2 + 2, tokens: 60 + 200, concurrency: 2 },
      'each key': null,
      'one key': { requests: 2 + 1, tokens: null, concurrency: null },
      off: null,
      unused: { requests: null, tokens: null, concurrency: 0 },
    });
  });

  test('tell of each key what it has used, the fullest first, and of a user who is asked for', async () => {
    const { call, admit, addKey } = newProject();
    const [fullest, other, idle] = [`a${randomUUID()}`, `b${randomUUID()}`, `c${randomUUID()}`];
    for (const id of [fullest, other, idle].map((each) => each.replaceAll('-', ''))) await addKey(id);
    const [one = '', two = ''] = [fullest, other].map((each) => each.replaceAll('-', ''));
    const keyed: Limit = (await call('POST', '/limits', { name: 'k', each: 'key', requestsPerMinute: 9 })).body;
    const users: Limit = (await call('POST', '/limits', { name: 'u', each: 'user', concurrency: 4 })).body;
    const whole: Limit = (await call('POST', '/limits', { name: 'w', requestsPerMinute: 9 })).body;
    await admit([keyed, users, whole], { keyId: two, userId: 'ada lovelace' });
    for (let made = 0; made < 3; made++) await admit([keyed, users], { keyId: one, userId: 'bob' });

    const countersOf = async (limit: Limit, query = '') => await call('GET', `/limits/${limit.id}/counters${query}`);
    const use = (requests: number) => ({ requests, tokens: null, concurrency: null });
    expect((await countersOf(keyed)).body.items).toEqual([
      { subject: one, use: use(3) },
      { subject: two, use: use(1) },
    ]);
    expect((await countersOf(users, '?subject=ada%20lovelace')).body.items).toEqual([
      { subject: 'ada lovelace', use: { requests: null, tokens: null, concurrency: 1 } },
    ]);
    expect((await countersOf(users, '?subject=nobody')).body.items[0].use.concurrency).toBe(0);
    expect(await countersOf(users)).toMatchObject({ status: 400, body: { errors: [{ field: 'query.subject' }] } });
    expect((await countersOf(whole)).body.items).toEqual([{ subject: '', use: use(1) }]);
    expect((await call('GET', '/limits/none/counters')).status).toBe(404);
  });

  test('are looked for only of keys that were used of late', async () => {
    const { call, admit, addKey } = newProject();
    const keyed: Limit = (await call('POST', '/limits', { name: 'k', each: 'key', requestsPerMinute: 9 })).body;
    const lastUsed = { late: noon - 30 * 60_000, early: noon - 2 * hour, never: null };
    const ids = Object.entries(lastUsed).map(
      ([name, at]) => [`${name}${randomUUID()}`.replaceAll('-', ''), at] as const,
    );
    for (const [id, at] of ids) await addKey(id, at);
    for (const [keyId] of ids) await admit([keyed], { keyId });

    const { items } = (await call('GET', `/limits/${keyed.id}/counters`)).body;
    expect(items.map(({ subject }: { subject: string }) => subject)).toEqual([ids[0]?.[0]]);
  });

  test('of one key or user, or not in force, have that counter or none', async () => {
    const { call, admit } = newProject();
    const scoped = { name: 's', each: 'user', scope: { userId: 'ada' }, requestsPerMinute: 9 };
    const ofAda: Limit = (await call('POST', '/limits', scoped)).body;
    const off: Limit = (await call('POST', '/limits', { ...scoped, name: 'off', isEnabled: false })).body;
    await admit([ofAda], { userId: 'ada' });

    const [of, none] = await Promise.all([ofAda, off].map(({ id }) => call('GET', `/limits/${id}/counters`)));

    expect(of?.body.items).toMatchObject([{ subject: 'ada', use: { requests: 1 } }]);
    expect(none?.body.items).toEqual([]);
  });

  test('no longer count what calls hold that never came back', async () => {
    const { call, admit, advance } = newProject();
    const { body } = await call('POST', '/limits', { name: 'slots', concurrency: 5 });
    await admit([body]);
    advance(120_000);
    await admit([body]);

    expect((await call('GET', '/limits')).body.items[0].use.concurrency).toBe(1);
  });

  test('that limit nothing, or of patterns that are none, are refused', async () => {
    const { call } = newProject();

    expect((await call('POST', '/limits', { name: 'Nothing' })).status).toBe(400);
    const wild = { name: 'x', concurrency: 1, scope: { model: 'a*b' } };
    expect((await call('POST', '/limits', wild)).status).toBe(400);
  });

  test('are at most thirty', async () => {
    const { call } = newProject();
    for (let made = 0; made < 30; made++) await call('POST', '/limits', { name: `${made}`, concurrency: 1 });

    expect(await call('POST', '/limits', { name: 'more', concurrency: 1 })).toMatchObject({
      status: 409,
      body: { code: 'too_many_limits' },
    });
  });

  test('that many change at once are changed by all of them, one after the other', async () => {
    const { call } = newProject();
    const { body } = await call('POST', '/limits', { name: 'x', concurrency: 1 });
    const changes = [2, 3, 4].map((concurrency) => call('PUT', `/limits/${body.id}`, { name: 'x', concurrency }));

    expect((await Promise.all(changes)).map(({ body: { version } }) => version).toSorted()).toEqual([2, 3, 4]);
  });
});

describe('the status of a budget', () => {
  test('is what calls really reserved and spent', async () => {
    const { call, reserve } = newProject();
    const budget: Budget = (await call('POST', '/budgets', { ...team, degrade: { at: 0.6, to: 'cheap' } })).body;
    for (let ago = 5; ago >= 1; ago--) {
      const reservation = await reserve(budget, 100_000_000, { at: noon - ago * hour });
      await reservation.settle({ tokens: 1, costNanoUsd: 100_000_000, simulatedCostNanoUsd: ago * 1_000 });
    }
    await reserve(budget, 150_000_000);

    const { body } = await call('GET', `/budgets/${budget.id}/status`);
    expect(body).toMatchObject({
      amountNanoUsd: 1_000_000_000,
      spentNanoUsd: 500_000_000,
      simulatedNanoUsd: 15_000,
      reservedNanoUsd: 150_000_000,
      remainingNanoUsd: 350_000_000,
      periodStart: '2026-11-26T00:00:00.000Z',
      periodEnd: '2026-11-27T00:00:00.000Z',
      warnings: [0.5],
      isDegraded: true,
      isExhausted: false,
      counters: [],
      spenders: {
        keys: [
          { value: 'key-1', spentNanoUsd: 7, simulatedNanoUsd: 0 },
          { value: 'key-2', spentNanoUsd: 5, simulatedNanoUsd: 5 },
        ],
        users: null,
      },
    });
    expect(body.series).toHaveLength(13);
    expect(body.series[7]).toEqual({ start: '2026-11-26T07:00:00.000Z', spentNanoUsd: 100_000_000 });
    expect(body.forecast.spentNanoUsd).toBe(500_000_000 + 12 * 100_000_000);
    const [listed] = (await call('GET', '/budgets')).body.items;
    expect(listed).toMatchObject({ budget: { id: budget.id }, spentNanoUsd: 500_000_000, simulatedNanoUsd: 15_000 });
    expect(listed).toMatchObject({ fullest: null, counterCount: 0, usedUpCount: 0 });
  });

  test('of one per key shows who spent most', async () => {
    const { call, reserve } = newProject();
    const budget: Budget = (await call('POST', '/budgets', { ...team, each: 'key' })).body;
    for (const [keyId, cost] of [['a', 5] as const, ['b', 1_000_000_000] as const]) {
      await (await reserve(budget, cost, { keyId })).settle({ tokens: 1, costNanoUsd: cost });
    }

    const fullest = {
      ...{ fullest: { value: 'b', amountNanoUsd: 1_000_000_000, spentNanoUsd: 1_000_000_000, remainingNanoUsd: 0 } },
      ...{ counterCount: 2, usedUpCount: 1 },
    };
    expect((await call('GET', '/budgets')).body.items).toMatchObject([{ amountNanoUsd: 2_000_000_000, ...fullest }]);
    expect((await call('GET', `/budgets/${budget.id}/status`)).body).toMatchObject({
      amountNanoUsd: 2_000_000_000,
      ...fullest,
      isExhausted: true,
      warnings: [0.5, 0.9],
      counters: [
        { value: 'b', remainingNanoUsd: 0 },
        { value: 'a', spentNanoUsd: 5, remainingNanoUsd: 999_999_995 },
      ],
    });
  });

  test('of one that is replaced keeps what is spent; of one that is gone is not found', async () => {
    const { call, reserve } = newProject();
    const budget: Budget = (await call('POST', '/budgets', team)).body;
    await (await reserve(budget, 7)).settle({ tokens: 1, costNanoUsd: 7 });
    await call('PUT', `/budgets/${budget.id}`, { ...team, amountNanoUsd: 10 });

    const status = await call('GET', `/budgets/${budget.id}/status`);
    expect(status.body).toMatchObject({ spentNanoUsd: 7, remainingNanoUsd: 3, forecast: { spentNanoUsd: 7 } });
    expect((await call('DELETE', `/budgets/${budget.id}`)).status).toBe(204);
    expect((await call('GET', `/budgets/${budget.id}/status`)).status).toBe(404);
  });
});
