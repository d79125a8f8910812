import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { type RouteConfig, routeConfigSchema } from '../contract/route-config.ts';
import { createAuditEntries } from './audit-entries.ts';
import { maxRoutes } from './route-changes.ts';
import { createRouteRepository, type RouteRepository } from './route-repository.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const context = { actor: { kind: 'person' as const, id: 'p1', name: 'ada@example.com' }, requestId: 'r1' };

let core: { documents: ReturnType<typeof createDocumentClient>; tableName: string };
let routes: RouteRepository;

beforeAll(async () => {
  const { core: tableName } = await createTables(environment, ['core']);
  core = { documents: createDocumentClient(environment), tableName };
  routes = createRouteRepository(core);
});

function configOf(description: string): RouteConfig {
  return routeConfigSchema.parse({
    description,
    targets: [{ id: 'a', model: 'sandbox/lorem' }],
    rules: [{ name: 'always', use: { kind: 'fallback', targets: ['a'] } }],
  });
}

const newProject = () => crypto.randomUUID();

describe('versions', () => {
  test('add up, never change, and are paged newest first', async () => {
    const projectId = newProject();
    const route = { projectId, name: 'support' };
    await routes.create({ ...route, config: configOf('1') }, context);
    await routes.put({ ...route, config: configOf('2'), expectedVersion: 1 }, context);
    await routes.put({ ...route, config: configOf('1'), expectedVersion: 2, restoredFrom: 1 }, context);

    const first = await routes.versions(projectId, 'support', { limit: 2 });
    const second = await routes.versions(projectId, 'support', { limit: 2, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...second.items].map(({ version, config }) => [version, config.description])).toEqual([
      [3, '1'],
      [2, '2'],
      [1, '1'],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(await routes.get(projectId, 'support')).toMatchObject({
      ...{ version: 3, restoredFrom: 1, createdBy: context.actor },
    });
    expect((await routes.version(projectId, 'support', 2))?.config.description).toBe('2');
    await expect(routes.versions(projectId, 'support', { limit: 2, cursor: 'forged' })).rejects.toThrow('nextCursor');
  });

  test('are not made by saving what is there already', async () => {
    const route = { projectId: newProject(), name: 'same', config: configOf('1') };
    await routes.create(route, context);
    expect((await routes.put({ ...route, expectedVersion: 1 }, context))?.version).toBe(1);
  });

  test('are numbered on when a deleted route is made again', async () => {
    const route = { projectId: newProject(), name: 'again', config: configOf('1') };
    await routes.create(route, context);
    expect(await routes.delete(route.projectId, 'again', context)).toBe(true);
    expect(await routes.delete(route.projectId, 'again', context)).toBe(false);
    expect(await routes.get(route.projectId, 'again')).toBeNull();
    expect((await routes.versions(route.projectId, 'again', { limit: 5 })).items).toHaveLength(1);

    expect((await routes.create(route, context)).version).toBe(2);
  });
});

describe('changes at the same time', () => {
  test('one of many wins, and the others are told', async () => {
    const route = { projectId: newProject(), name: 'busy' };
    await routes.create({ ...route, config: configOf('0') }, context);
    const attempts = Array.from({ length: 6 }, (_, at) =>
      routes.put({ ...route, config: configOf(`by ${at}`), expectedVersion: 1 }, context),
    );

    const outcomes = await Promise.allSettled(attempts);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await routes.get(route.projectId, 'busy'))?.version).toBe(2);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'route_changed', status: 409 });
    }
  });

  test('a name is given once', async () => {
    const route = { projectId: newProject(), name: 'twice', config: configOf('1') };
    await routes.create(route, context);
    await expect(routes.create(route, context)).rejects.toMatchObject({ code: 'route_exists' });
    await expect(routes.put({ ...route, name: 'none', expectedVersion: 1 }, context)).resolves.toBeNull();
  });

  test('there are never more than a project may have', async () => {
    const projectId = newProject();
    const create = (at: number) => routes.create({ projectId, name: `r${at}`, config: configOf('x') }, context);
    for (let at = 0; at < maxRoutes; at += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => create(at + index)));
    }
    await expect(create(maxRoutes)).rejects.toMatchObject({ code: 'too_many_routes' });
    await routes.delete(projectId, 'r0', context);
    await create(maxRoutes);
    expect(await routes.list(projectId)).toHaveLength(maxRoutes);
    expect(await routes.list(newProject())).toEqual([]);
  });
});

test('every change is in the audit log, with what changed', async () => {
  const route = { projectId: newProject(), name: 'told' };
  await routes.create({ ...route, config: configOf('1') }, context);
  await routes.put({ ...route, config: configOf('2'), expectedVersion: 1 }, context);
  await routes.put({ ...route, config: configOf('1'), expectedVersion: 2, restoredFrom: 1 }, context);
  await routes.delete(route.projectId, 'told', context);

  const { items } = await createAuditEntries(core).list(route.projectId, { limit: 10 });

  expect(items.map(({ action, before, after }) => [action, before?.['version'], after?.['version']])).toEqual([
    ['route.deleted', 3, undefined],
    ['route.restored', 2, 3],
    ['route.updated', 1, 2],
    ['route.created', undefined, 1],
  ]);
  expect(items[2]).toMatchObject({ before: { description: '1' }, after: { description: '2' }, target: { id: 'told' } });
});
