import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import type { Scope } from '../../shared/contract/access.ts';
import { listAuditEntries } from '../../shared/contract/audit.ts';
import type { ApiClient } from '../../shared/contract/client.ts';
import { getMe } from '../../shared/contract/identity.ts';
import { createKey, listKeys, revokeKey, rotateKey, updateKey } from '../../shared/contract/keys.ts';
import { createProject } from '../../shared/contract/projects.ts';
import { createMemberRepository } from '../../shared/storage/members.ts';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { newPerson, type SignedInPerson } from '../../test/support/sign-in-person.ts';
import { createIdentityApi, type IdentityApi, refusalOf } from './testing/identity-api.ts';

let environment: Environment;
let api: IdentityApi;
let admin: SignedInPerson;
let editor: SignedInPerson;
let projectId: string;
let asAdmin: ApiClient;
let asEditor: ApiClient;

beforeAll(async () => {
  environment = await createIdentityStage(inject('emulatorUrl'));
  api = createIdentityApi(environment);
  [admin, editor] = await Promise.all([
    newPerson(environment, 'admin@example.com'),
    newPerson(environment, 'editor@example.com'),
  ]);
  ({ id: projectId } = await api.as(admin.accessToken).call(createProject, { body: { name: 'Keys' } }));
  const members = createMemberRepository({
    documents: createDocumentClient(environment),
    tableName: String(environment['CORE_TABLE']),
  });
  await members.add(
    projectId,
    { id: editor.id, email: editor.email, role: 'editor' },
    { actor: { kind: 'system', id: 'test', name: 'test' }, requestId: 'test' },
  );
  asAdmin = api.as(admin.accessToken, projectId);
  asEditor = api.as(editor.accessToken, projectId);
});

const newKey = (
  client: ApiClient,
  scopes: Scope[],
  rest: Partial<{ expiresAt: string; allowedModels: string[] }> = {},
) => client.call(createKey, { body: { name: `Key ${randomUUID()}`, scopes, ...rest } });
const inOneHour = () => new Date(Date.now() + 3_600_000).toISOString();
/** Another process, which has nothing in its cache. */
const elsewhere = () => createIdentityApi(environment);
const isAccepted = async (secret: string, at: IdentityApi = elsewhere()) =>
  (await at.app.request('/api/v2/me', { headers: { authorization: `Bearer ${secret}` } })).status === 200;

describe('a new key', () => {
  test('says who it is, of which project', async () => {
    const { key, secret } = await newKey(asAdmin, ['read', 'read']);

    const me = await api.as(secret).call(getMe, {});

    expect(secret).toMatch(new RegExp(`^sbx_local_${key.id}_[0-9A-Za-z]{38}$`));
    expect(key).toMatchObject({ status: 'active', scopes: ['read'], createdBy: admin.email, lastUsedAt: null });
    expect(me).toMatchObject({ kind: 'key', id: key.id, name: key.name, scopes: ['read'], email: null });
    expect(me.memberships).toMatchObject([{ project: { id: projectId }, role: 'viewer' }]);
  });

  test('is stored without its secret', async () => {
    const { key, secret } = await newKey(asAdmin, ['gateway']);

    const { Item } = await createDocumentClient(environment).send(
      new GetCommand({ TableName: String(environment['CORE_TABLE']), Key: { pk: `KEY#${key.id}`, sk: 'KEY' } }),
    );

    expect(Item).toMatchObject({ id: key.id });
    expect(JSON.stringify(Item)).not.toContain(secret.split('_').at(-1)?.slice(0, 32));
  });

  test('must expire in the future', async () => {
    expect(await refusalOf(newKey(asAdmin, ['read'], { expiresAt: '2020-01-01T00:00:00Z' }))).toEqual({
      status: 400,
      code: 'validation_failed',
    });
  });
});

describe('the list of keys', () => {
  test('comes newest first, in pages, and never with another project’s', async () => {
    const fresh = await api.as(admin.accessToken).call(createProject, { body: { name: 'Pages' } });
    const client = api.as(admin.accessToken, fresh.id);
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.unshift((await newKey(client, ['read'])).key.id);

    const first = await client.call(listKeys, { query: { limit: 3 } });
    const second = await client.call(listKeys, { query: { limit: 3, cursor: first.nextCursor ?? '' } });

    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
    expect(second.nextCursor).toBeNull();
  });

  test('refuses a cursor that it did not make', async () => {
    const response = await api.app.request('/api/v2/keys?cursor=nonsense', {
      headers: { authorization: `Bearer ${admin.accessToken}`, 'x-signalbox-project': projectId },
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'query.cursor' }] });
  });
});

describe('nobody grants more than they have', () => {
  const refused = { status: 403, code: 'grant_exceeds_own' };

  test('an editor makes no key for administration, nor gets the secret of one', async () => {
    const { key } = await newKey(asAdmin, ['admin']);

    expect(await refusalOf(newKey(asEditor, ['admin']))).toEqual(refused);
    expect(await refusalOf(asEditor.call(rotateKey, { params: { keyId: key.id }, body: {} }))).toEqual(refused);
    expect(await refusalOf(asEditor.call(updateKey, { params: { keyId: key.id }, body: { name: 'Mine' } }))).toEqual(
      refused,
    );
    await expect(newKey(asEditor, ['gateway', 'ingest', 'read', 'write'])).resolves.toBeTruthy();
  });

  test('a key passes on neither other scopes nor other models nor a longer life', async () => {
    const limits = { allowedModels: ['sandbox/*'], expiresAt: inOneHour() };
    const { key, secret } = await newKey(asAdmin, ['write', 'gateway'], limits);
    const asKey = api.as(secret);

    expect(await refusalOf(newKey(asKey, ['ingest'], limits))).toEqual(refused);
    expect(await refusalOf(newKey(asKey, ['gateway'], { ...limits, allowedModels: ['openai/gpt-5'] }))).toEqual(
      refused,
    );
    expect(await refusalOf(newKey(asKey, ['gateway'], { allowedModels: ['sandbox/echo'] }))).toEqual(refused);
    expect(await refusalOf(asKey.call(updateKey, { params: { keyId: key.id }, body: { expiresAt: null } }))).toEqual(
      refused,
    );
    await expect(
      newKey(asKey, ['gateway', 'read'], { ...limits, allowedModels: ['sandbox/echo'] }),
    ).resolves.toBeTruthy();
  });

  test('a key for gateway calls manages nothing', async () => {
    const { secret } = await newKey(asAdmin, ['gateway']);

    expect(await refusalOf(newKey(api.as(secret), ['gateway']))).toEqual({ status: 403, code: 'forbidden' });
  });
});

describe('rotation', () => {
  test('lets both secrets work during the overlap', async () => {
    const { key, secret } = await newKey(asAdmin, ['read']);
    const known = elsewhere();
    expect(await isAccepted(secret, known)).toBe(true);

    const rotated = await asAdmin.call(rotateKey, { params: { keyId: key.id }, body: { overlapSeconds: 60 } });

    expect(rotated.key.previousSecretExpiresAt).not.toBeNull();
    expect(await isAccepted(secret)).toBe(true);
    expect(await isAccepted(rotated.secret)).toBe(true);
  });

  test('without overlap ends the old secret', async () => {
    const { key, secret } = await newKey(asAdmin, ['read']);

    const rotated = await asAdmin.call(rotateKey, { params: { keyId: key.id }, body: { overlapSeconds: 0 } });

    expect(await isAccepted(secret)).toBe(false);
    expect(await isAccepted(rotated.secret)).toBe(true);
  });
});

describe('revocation', () => {
  test('ends a key for good; an editor may do it', async () => {
    const { key, secret } = await newKey(asAdmin, ['admin']);

    await asEditor.call(revokeKey, { params: { keyId: key.id } });
    await asEditor.call(revokeKey, { params: { keyId: key.id } });

    const { items } = await asAdmin.call(listKeys, {});
    expect(items.find(({ id }) => id === key.id)?.status).toBe('revoked');
    expect(await isAccepted(secret)).toBe(false);
    const conflict = { status: 409, code: 'key_revoked' };
    expect(await refusalOf(asAdmin.call(rotateKey, { params: { keyId: key.id }, body: {} }))).toEqual(conflict);
    expect(await refusalOf(asAdmin.call(updateKey, { params: { keyId: key.id }, body: { name: 'x' } }))).toEqual(
      conflict,
    );
  });

  test('does not reach another project, nor a key that is not there', async () => {
    const other = await api.as(admin.accessToken).call(createProject, { body: { name: 'Other' } });
    const { key } = await newKey(asAdmin, ['read']);
    const fromOther = api.as(admin.accessToken, other.id);
    const missing = { status: 404, code: 'not_found' };

    for (const keyId of [key.id, 'nothing']) {
      expect(await refusalOf(fromOther.call(revokeKey, { params: { keyId } }))).toEqual(missing);
      expect(await refusalOf(fromOther.call(rotateKey, { params: { keyId }, body: {} }))).toEqual(missing);
      expect(await refusalOf(fromOther.call(updateKey, { params: { keyId }, body: { name: 'x' } }))).toEqual(missing);
    }
  });
});

describe('changes', () => {
  test('show in the key and in the audit log, with before and after and without secrets', async () => {
    const { key, secret } = await newKey(asAdmin, ['gateway']);
    const params = { keyId: key.id };

    const updated = await asAdmin.call(updateKey, { params, body: { name: 'Renamed', allowedModels: ['sandbox/*'] } });
    const rotated = await asAdmin.call(rotateKey, { params, body: {} });
    await asAdmin.call(revokeKey, { params });

    const { items } = await asAdmin.call(listAuditEntries, { query: { limit: 200 } });
    const own = items.filter(({ target }) => target.id === key.id);
    expect(updated).toMatchObject({ name: 'Renamed', allowedModels: ['sandbox/*'], scopes: ['gateway'] });
    expect(own.map(({ action }) => action)).toEqual(['key.revoked', 'key.rotated', 'key.updated', 'key.created']);
    expect(own[2]).toMatchObject({
      actor: { kind: 'person', id: admin.id, name: admin.email },
      before: { name: key.name, allowedModels: null },
      after: { name: 'Renamed', allowedModels: ['sandbox/*'] },
    });
    const text = JSON.stringify(own);
    expect(text).not.toMatch(/[hH]ash/);
    for (const each of [secret, rotated.secret]) expect(text).not.toContain(each.slice(-38, -6));
  });

  test('that change nothing are not audited', async () => {
    const { key } = await newKey(asAdmin, ['gateway']);

    await asAdmin.call(updateKey, { params: { keyId: key.id }, body: { name: key.name, expiresAt: null } });

    const { items } = await asAdmin.call(listAuditEntries, { query: { limit: 200 } });
    expect(items.filter(({ target }) => target.id === key.id).map(({ action }) => action)).toEqual(['key.created']);
  });
});

test('the last use of a key is noted, once a minute', async () => {
  const { key, secret } = await newKey(asAdmin, ['read']);
  await api.as(secret).call(getMe, {});
  await api.flush();
  const first = await lastUse(key.id);

  const other = elsewhere();
  await other.as(secret).call(getMe, {});
  await other.flush();

  expect(first).not.toBeNull();
  expect(await lastUse(key.id)).toBe(first);
});

async function lastUse(keyId: string): Promise<string | null | undefined> {
  const { items } = await asAdmin.call(listKeys, {});
  return items.find(({ id }) => id === keyId)?.lastUsedAt;
}
