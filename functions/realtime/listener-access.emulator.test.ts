import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import type { Scope } from '../../shared/contract/access.ts';
import { issueApiKey } from '../../shared/identity/issue-api-key.ts';
import type { ApiKeyRecord } from '../../shared/storage/api-key-record.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import type { ChangeContext } from '../../shared/storage/audit-log.ts';
import { createMemberRepository } from '../../shared/storage/members.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { seedProject } from '../../test/support/seed-identity.ts';
import { createListenerAccess } from './listener-access.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const context: ChangeContext = { actor: { kind: 'system', id: 'test', name: 'Test' }, requestId: 'test' };
const documents = createDocumentClient(environment);
let tableName = '';
let now = Date.parse('2026-11-26T12:00:00Z');
const clock = () => now;

beforeAll(async () => {
  ({ core: tableName } = await createTables(environment, ['core']));
});

function newStage() {
  const core = { documents, tableName, clock };
  const members = createMemberRepository(core);
  const keys = createApiKeyRepository(core);
  return { core, members, keys, access: createListenerAccess({ members, keys, clock }) };
}

describe('a person', () => {
  test('may listen as long as they belong to the project, and not a moment longer', async () => {
    const { core, members, access } = newStage();
    const { id: projectId } = await seedProject(core, { name: 'Live', admin: { id: 'ada', email: 'ada@example.com' } });
    await members.add(projectId, { id: 'eve', email: 'eve@example.com', role: 'viewer' }, context);
    const eve = { projectId, kind: 'person', id: 'eve' } as const;

    expect(await access.mayListen(eve)).toBe(true);
    await members.remove(projectId, 'eve', context);

    expect(await access.mayListen(eve)).toBe(false);
    expect(await access.mayListen({ ...eve, id: 'ada' })).toBe(true);
    expect(await access.mayListen({ ...eve, id: 'ada', projectId: randomUUID() })).toBe(false);
  });
});

describe('a key', () => {
  const issue = async (scopes: readonly Scope[], expiresAt: number | null = null) => {
    const { core, keys, access } = newStage();
    const projectId = randomUUID();
    const ports = { ...core, stage: 'local', pepper: async () => 'p'.repeat(43) };
    const { record } = await issueApiKey(ports, {
      ...{ projectId, name: 'Live', scopes, allowedModels: null, createdBy: 'Test' },
      expiresAt,
    });
    await keys.create(record, context);
    const mayListen = (change: Partial<Pick<ApiKeyRecord, 'id' | 'projectId'>> = {}) =>
      access.mayListen({ kind: 'key', id: record.id, projectId, ...change });
    return { keys, record, projectId, mayListen };
  };

  test('may listen until it is revoked', async () => {
    const { keys, record, projectId, mayListen } = await issue(['read']);

    expect(await mayListen()).toBe(true);
    const decide = () => ({ revokedAt: now });
    await keys.change({ projectId, keyId: record.id, action: 'key.revoked', decide }, context);

    expect(await mayListen()).toBe(false);
  });

  test('may listen until it expires', async () => {
    const { mayListen } = await issue(['read'], now + 1_000);

    expect(await mayListen()).toBe(true);
    now += 1_000;

    expect(await mayListen()).toBe(false);
  });

  test('needs the scope to read, and listens to no other project', async () => {
    expect(await (await issue(['gateway'])).mayListen()).toBe(false);
    const { mayListen } = await issue(['read']);
    expect(await mayListen({ projectId: randomUUID() })).toBe(false);
    expect(await mayListen({ id: 'nobody' })).toBe(false);
  });
});
