import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { issueApiKey } from '../identity/issue-api-key.ts';
import { systemIds } from '../runtime/ids.ts';
import { type ApiKeyRepository, createApiKeyRepository } from './api-keys.ts';
import { createAuditEntries } from './audit-entries.ts';
import type { ChangeContext } from './audit-log.ts';
import type { CorePorts } from './core-ports.ts';
import { createMemberRepository } from './members.ts';
import { createProjectRepository, type ProjectRepository } from './projects.ts';

const context: ChangeContext = { actor: { kind: 'system', id: 'test', name: 'Test' }, requestId: 'test' };
const startedAt = 1_800_000_000_000;
let now = startedAt;
let ports: CorePorts;
let projects: ProjectRepository;
let keys: ApiKeyRepository;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  const { core } = await createTables(environment, ['core']);
  ports = { documents: createDocumentClient(environment), tableName: core, clock: () => now };
  projects = createProjectRepository(ports);
  keys = createApiKeyRepository(ports);
});

const newProject = (name = 'Project') =>
  projects.create(
    { name, retentionDays: 30, capturesContent: true, admin: { id: randomUUID(), email: 'a@example.com' } },
    context,
  );
const newKey = (projectId: string) =>
  issueApiKey(
    { stage: 'local', pepper: async () => 'p'.repeat(32), clock: () => now },
    { projectId, name: 'Key', scopes: ['read'], allowedModels: null, expiresAt: null, createdBy: 'test' },
  );

describe('projects', () => {
  test('that are not there are null, not an error', async () => {
    expect(await projects.get(randomUUID())).toBeNull();
    expect(await projects.update(randomUUID(), { name: 'x' }, context)).toBeNull();
  });

  test('are read together, in the order asked for, each once', async () => {
    const [a, b] = [await newProject('a'), await newProject('b')];

    const found = await projects.getMany([b.id, randomUUID(), a.id]);

    expect(found.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(await projects.getMany([])).toEqual([]);
  });

  test('remember when they changed, and only if they did', async () => {
    const project = await newProject();
    now += 1000;

    const same = await projects.update(project.id, { name: project.name }, context);
    const changed = await projects.update(project.id, { capturesContent: false }, context);

    expect(same).toEqual(project);
    expect(changed).toEqual({ ...project, capturesContent: false, updatedAt: new Date(now).toISOString() });
  });

  test('never take the id of another', async () => {
    const id = systemIds();
    const clumsy = createProjectRepository({ ...ports, ids: () => id });
    const project = { name: 'x', retentionDays: 1, capturesContent: true, admin: { id: 'p', email: 'p@example.com' } };
    await clumsy.create(project, context);

    await expect(clumsy.create(project, context)).rejects.toThrow(/is taken/);
  });
});

describe('the audit log', () => {
  test('is read newest first, page by page, each project its own', async () => {
    const [{ id: projectId }, other] = [await newProject(), await newProject()];
    for (let days = 1; days <= 4; days++) await projects.update(projectId, { retentionDays: days }, context);
    const entries = createAuditEntries(ports);

    const first = await entries.list(projectId, { limit: 3 });
    const second = await entries.list(projectId, { limit: 3, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...second.items].map(({ after }) => after?.['retentionDays'])).toEqual([4, 3, 2, 1, 30]);
    expect(second.nextCursor).toBeNull();
    // A cursor holds a position and no project.
    const foreign = await entries.list(other.id, { limit: 3, cursor: first.nextCursor ?? '' });
    expect(foreign.items.filter(({ target }) => target.id === projectId)).toEqual([]);
  });
});

describe('keys', () => {
  test('note their use once a minute, and only if they are there', async () => {
    const { record } = await newKey(randomUUID());
    await keys.create(record, context);
    const lastUse = async () => (await keys.find(record.id))?.lastUsedAt;

    await keys.touch(record.id, startedAt);
    await keys.touch(record.id, startedAt + 59_999);
    expect(await lastUse()).toBe(startedAt);
    await keys.touch(record.id, startedAt + 60_000);
    expect(await lastUse()).toBe(startedAt + 60_000);
    await keys.touch('missing', startedAt);
    expect(await keys.find('missing')).toBeNull();
  });

  test('keep the note of their use when they change at the same time', async () => {
    const { record } = await newKey(randomUUID());
    await keys.create(record, context);
    const rename = { projectId: record.projectId, keyId: record.id, action: 'key.updated' as const };

    await Promise.all([
      keys.touch(record.id, startedAt),
      keys.change({ ...rename, decide: () => ({ name: 'Renamed' }) }, context),
    ]);

    expect(await keys.find(record.id)).toMatchObject({ name: 'Renamed', lastUsedAt: startedAt });
  });

  test('never take the id of another', async () => {
    const { record } = await newKey(randomUUID());
    await keys.create(record, context);

    await expect(keys.create(record, context)).rejects.toThrow(/is taken/);
  });
});

test('a person who is not a member is null', async () => {
  expect(await createMemberRepository(ports).get(randomUUID(), randomUUID())).toBeNull();
});
