import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import type { KeyPrincipal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { createBudgetRepository } from '../../../shared/storage/budget-repository.ts';
import { auditPartition } from '../../../shared/storage/core-keys.ts';
import { createLimitRepository } from '../../../shared/storage/limit-repository.ts';
import { queryPrefix } from '../../../shared/storage/query-prefix.ts';
import { readCacheCounts } from '../../../shared/storage/read-cache-counts.ts';
import { addCacheCounts, type CacheCounts } from '../../../shared/storage/response-cache-counts.ts';
import { readCacheState } from '../../../shared/storage/response-cache-entries.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { createApp } from '../app.ts';
import { createCachePorts } from './cache-ports.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const noon = Date.parse('2026-11-26T12:00:00.000Z');
const day = 86_400_000;
let tables: Record<'core' | 'rollups', string>;

beforeAll(async () => {
  tables = await createTables(environment, ['core', 'rollups']);
});

/** The app over the emulator, called by a key of a new project. */
function newProject(scopes: KeyPrincipal['scopes'] = ['admin']) {
  const projectId = randomUUID();
  const core = { documents, tableName: tables.core, clock: () => noon };
  const rollups = { documents, tableName: tables.rollups, clock: () => noon };
  const app = createApp({
    authenticator: {
      authenticate: async () => ({ kind: 'key', id: 'k1', name: 'ci', projectId, scopes, allowedModels: null }),
    },
    memberships: { get: async () => null },
    logger: silentLogger,
    limits: createLimitRepository(core),
    budgets: createBudgetRepository(core),
    counters: { read: async () => [] },
    limitCounters: { read: async () => [], readOf: async () => [] },
    keys: { list: async () => ({ items: [], nextCursor: null }) },
    rollups: { read: async () => [] },
    cache: createCachePorts(core, rollups),
    clock: () => noon,
  });
  return {
    rollups,
    projectId,
    async call(method: string, path: string, body?: unknown) {
      const response = await app.request(`/api/v2${path}`, {
        method,
        headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    count: (daysAgo: number, namespace: string, counts: Partial<CacheCounts>) =>
      addCacheCounts({ ...rollups, clock: () => noon - daysAgo * day }, { projectId, namespace }, counts),
    /** What the gateway reads before a call. */
    async state(namespace: string) {
      const ports = { documents, coreTable: tables.core, rollupsTable: tables.rollups, blobs: memoryBlobs() };
      return await readCacheState({ ...ports, clock: () => noon }, { projectId, namespace, key: 'k' });
    },
    async audit() {
      const query = { ...core, partition: auditPartition(projectId), sortKeyPrefix: '0' };
      return (await queryPrefix(query)).map(({ action, actor, target, before, after }) => {
        return { action, actor, target, before, after };
      });
    },
  };
}

const actor = { kind: 'key', id: 'k1', name: 'ci' };
const bounded = { isEnabled: true, maxTtlSeconds: 600 };

describe('the settings of the cache', () => {
  test('are on and unbounded until somebody says otherwise', async () => {
    const { call } = newProject();

    expect((await call('GET', '/cache')).body).toMatchObject({
      settings: { isEnabled: true, maxTtlSeconds: 2_592_000 },
      hitCount: 0,
      namespaces: [],
    });
  });

  test('hold for the next call of the gateway, and are audited', async () => {
    const { call, state, audit } = newProject();

    expect(await call('PUT', '/cache/settings', bounded)).toEqual({ status: 200, body: bounded });
    expect((await state('faq')).settings).toEqual(bounded);
    expect(await call('PUT', '/cache/settings', { ...bounded, isEnabled: false })).toMatchObject({ status: 200 });
    expect((await call('GET', '/cache')).body.settings).toEqual({ isEnabled: false, maxTtlSeconds: 600 });
    expect((await audit()).map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      {
        action: 'cache.settings_changed',
        before: { isEnabled: true, maxTtlSeconds: 2_592_000 },
        after: bounded,
      },
      { action: 'cache.settings_changed', before: bounded, after: { isEnabled: false, maxTtlSeconds: 600 } },
    ]);
  });

  test.each([{ maxTtlSeconds: 0 }, { maxTtlSeconds: 2_592_001 }, { maxTtlSeconds: 1.5 }])(
    'with %o are refused, and nothing changes',
    async (wrong) => {
      const { call, audit } = newProject();
      const { status, body } = await call('PUT', '/cache/settings', { isEnabled: true, ...wrong });

      expect(status).toBe(400);
      expect(body.errors[0].field).toBe('body.maxTtlSeconds');
      expect(await audit()).toEqual([]);
    },
  );

  test('that several change at once are as one of them said, and each change is in the log', async () => {
    const { call, audit } = newProject();
    const changes = [10, 20, 30].map((maxTtlSeconds) => ({ isEnabled: true, maxTtlSeconds }));
    await Promise.all(changes.map((change) => call('PUT', '/cache/settings', change)));

    expect(changes).toContainEqual((await call('GET', '/cache')).body.settings);
    const log = await audit();
    expect(log).toHaveLength(3);
    // One after the other: each begins where another ended.
    for (const { before } of log)
      expect([{ isEnabled: true, maxTtlSeconds: 2_592_000 }, ...changes]).toContainEqual(before);
    expect(new Set(log.map(({ before }) => JSON.stringify(before))).size).toBe(3);
  });
});

describe('clearing', () => {
  test('makes one namespace a new one for the gateway, and no other', async () => {
    const { call, state, audit } = newProject();
    const [faq, news] = [await state('faq'), await state('news')];

    expect(await call('DELETE', '/cache?namespace=faq')).toEqual({ status: 204, body: null });
    expect((await state('faq')).generation).not.toBe(faq.generation);
    expect((await state('news')).generation).toBe(news.generation);
    expect(await audit()).toEqual([
      {
        action: 'cache.cleared',
        actor,
        target: { kind: 'cache', id: 'faq', name: 'faq' },
        before: null,
        after: null,
      },
    ]);
  });

  test('everything makes all namespaces new, and leaves settings and figures', async () => {
    const { call, state, count, audit } = newProject();
    await call('PUT', '/cache/settings', bounded);
    await count(0, 'faq', { hitCount: 3 });
    const [faq, news] = [await state('faq'), await state('news')];

    expect((await call('DELETE', '/cache')).status).toBe(204);
    expect((await state('faq')).generation).not.toBe(faq.generation);
    expect((await state('news')).generation).not.toBe(news.generation);
    expect((await call('GET', '/cache')).body).toMatchObject({ settings: bounded, hitCount: 3 });
    expect((await audit()).at(-1)).toMatchObject({ target: { id: '*', name: 'All namespaces' } });
  });

  test('a namespace that cannot be one is refused', async () => {
    const { call, audit } = newProject();

    expect((await call('DELETE', '/cache?namespace=a%23b')).status).toBe(400);
    expect(await audit()).toEqual([]);
  });
});

describe('what the cache saved', () => {
  test('is counted over thirty days, by day and namespace', async () => {
    const { call, count } = newProject();
    await count(0, 'faq', { hitCount: 2, savedNanoUsd: 700, simulatedSavedNanoUsd: 600 });
    await count(29, 'faq', { sharedCount: 1, savedNanoUsd: 300 });
    await count(30, 'faq', { hitCount: 1000, savedNanoUsd: 1_000_000 });
    await count(1, 'news.de', { storedCount: 4 });

    const { body } = await call('GET', '/cache');
    expect(body).toMatchObject({
      since: '2026-10-28T00:00:00.000Z',
      ...{ hitCount: 2, sharedCount: 1, storedCount: 4, savedNanoUsd: 1000, simulatedSavedNanoUsd: 600 },
      namespaces: [
        { namespace: 'faq', hitCount: 2, sharedCount: 1, storedCount: 0, savedNanoUsd: 1000 },
        { namespace: 'news.de', hitCount: 0, sharedCount: 0, storedCount: 4, savedNanoUsd: 0 },
      ],
      namespaceCount: 2,
    });
    expect(body.series).toHaveLength(30);
    expect(body.series.at(-1)).toMatchObject({ start: '2026-11-26T00:00:00.000Z', hitCount: 2 });
    expect((await call('GET', '/cache?namespace=news.de')).body).toMatchObject({ storedCount: 4, savedNanoUsd: 0 });
  });

  test('is told of whole days only where there is too much to count', async () => {
    const { projectId, rollups, count } = newProject();
    for (const [daysAgo, namespace] of [[0, 'a'] as const, [0, 'b'] as const, [1, 'a'] as const, [1, 'b'] as const]) {
      await count(daysAgo, namespace, { hitCount: 1 });
    }
    const sinceOf = async (limit: number) => {
      const { since, rows } = await readCacheCounts(rollups, projectId, limit);
      return [new Date(since).toISOString().slice(0, 10), rows.length];
    };

    expect(await sinceOf(4)).toEqual(['2026-10-28', 4]);
    expect(await sinceOf(3)).toEqual(['2026-11-26', 2]);
    expect(await sinceOf(1)).toEqual(['2026-11-27', 0]);
  });
});

test('reading needs the scope to read, clearing that to write, settings that of an administrator', async () => {
  const allowed = async (scopes: KeyPrincipal['scopes']) => {
    const { call } = newProject(scopes);
    const calls = [call('GET', '/cache'), call('DELETE', '/cache'), call('PUT', '/cache/settings', bounded)];
    return (await Promise.all(calls)).map(({ status }) => status);
  };

  expect(await allowed(['read'])).toEqual([200, 403, 403]);
  expect(await allowed(['write'])).toEqual([200, 204, 403]);
  expect(await allowed(['admin'])).toEqual([200, 204, 200]);
  expect(await allowed(['gateway'])).toEqual([403, 403, 403]);
});
