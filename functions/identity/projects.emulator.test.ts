import { randomUUID } from 'node:crypto';
import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { listAuditEntries } from '../../shared/contract/audit.ts';
import type { ApiClient } from '../../shared/contract/client.ts';
import { getMe } from '../../shared/contract/identity.ts';
import { createKey } from '../../shared/contract/keys.ts';
import { createProject, getProject, listProjects, updateProject } from '../../shared/contract/projects.ts';
import { createMemberRepository, maxMemberships } from '../../shared/storage/members.ts';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { newPerson, type SignedInPerson } from '../../test/support/sign-in-person.ts';
import { createIdentityApi, type IdentityApi, refusalOf } from './testing/identity-api.ts';

let environment: Environment;
let api: IdentityApi;
let person: SignedInPerson;
let asPerson: ApiClient;

beforeAll(async () => {
  environment = await createIdentityStage(inject('emulatorUrl'));
  api = createIdentityApi(environment);
  person = await newPerson(environment, 'somebody@example.com');
  asPerson = api.as(person.accessToken);
});

describe('a person without projects', () => {
  test('is known by their address', async () => {
    const newcomer = await newPerson(environment, 'newcomer@example.com');

    expect(await api.as(newcomer.accessToken).call(getMe, {})).toEqual({
      kind: 'person',
      id: newcomer.id,
      email: 'newcomer@example.com',
      name: 'newcomer@example.com',
      scopes: null,
      memberships: [],
    });
  });
});

describe('a project', () => {
  test('belongs to who makes it, with sensible settings', async () => {
    const project = await asPerson.call(createProject, { body: { name: '  First  ' } });

    expect(project).toMatchObject({ name: 'First', retentionDays: 30, capturesContent: true });
    expect((await asPerson.call(listProjects, {})).items).toContainEqual({ project, role: 'admin' });
    expect(await asPerson.call(getProject, { params: { projectId: project.id } })).toEqual(project);
  });

  test('changes as told, and its log says what changed', async () => {
    const { id: projectId, ...before } = await asPerson.call(createProject, { body: { name: 'Before' } });

    const after = await asPerson.call(updateProject, {
      params: { projectId },
      body: { name: 'After', retentionDays: 30 },
    });

    const { items } = await api.as(person.accessToken, projectId).call(listAuditEntries, {});
    expect(after).toMatchObject({ name: 'After', retentionDays: before.retentionDays, createdAt: before.createdAt });
    expect(items[0]).toMatchObject({ action: 'project.updated', before: { name: 'Before' }, after: { name: 'After' } });
    expect(items[0]?.after).toEqual({ name: 'After' });
  });

  test('is not there for others', async () => {
    const { id: projectId } = await asPerson.call(createProject, { body: { name: 'Private' } });
    const stranger = api.as((await newPerson(environment, `${randomUUID()}@example.com`)).accessToken);

    expect(await refusalOf(stranger.call(getProject, { params: { projectId } }))).toEqual({
      status: 404,
      code: 'not_found',
    });
  });

  test('keeps every one of many changes at the same time, each in the log', async () => {
    const { id: projectId } = await asPerson.call(createProject, { body: { name: 'Busy' } });

    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        asPerson.call(updateProject, { params: { projectId }, body: { retentionDays: 100 + index } }),
      ),
    );

    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const { items } = await api.as(person.accessToken, projectId).call(listAuditEntries, {});
    const updates = items.filter(({ action }) => action === 'project.updated').toReversed();
    expect(updates).toHaveLength(done);
    // Each change starts from where the one before ended: none was made on what somebody had already overwritten.
    const values = updates.map(({ after }) => after?.['retentionDays']);
    expect(updates.map(({ before }) => before?.['retentionDays'])).toEqual([30, ...values.slice(0, -1)]);
  });

  test('is not for keys to create', async () => {
    const { id } = await asPerson.call(createProject, { body: { name: 'With key' } });
    const { secret } = await api
      .as(person.accessToken, id)
      .call(createKey, { body: { name: 'Any', scopes: ['write', 'ingest'] } });

    expect(await refusalOf(api.as(secret).call(createProject, { body: { name: 'No' } }))).toMatchObject({
      status: 403,
    });
    expect((await api.as(secret).call(listProjects, {})).items).toMatchObject([{ project: { id }, role: 'editor' }]);
  });
});

test('a person can be in so many projects and no more', async () => {
  const collector = await newPerson(environment, 'collector@example.com');
  const members = createMemberRepository({
    documents: createDocumentClient(environment),
    tableName: String(environment['CORE_TABLE']),
  });
  const context = { actor: { kind: 'system' as const, id: 'test', name: 'test' }, requestId: 'test' };
  await Promise.all(
    Array.from({ length: maxMemberships }, () =>
      members.add(randomUUID(), { id: collector.id, email: collector.email, role: 'viewer' }, context),
    ),
  );

  expect(await refusalOf(api.as(collector.accessToken).call(createProject, { body: { name: 'Too many' } }))).toEqual({
    status: 409,
    code: 'too_many_projects',
  });
});

test('a token whose person is gone creates nothing', async () => {
  const stage = createIdentityApi(environment);
  const ghost = await newPerson(environment, 'ghost@example.com');
  await deletePerson(ghost.email);

  expect(await refusalOf(stage.as(ghost.accessToken).call(createProject, { body: { name: 'Ghost' } }))).toEqual({
    status: 401,
    code: 'unknown_person',
  });
  expect(await stage.as(ghost.accessToken).call(getMe, {})).toMatchObject({ email: null, memberships: [] });
});

async function deletePerson(email: string): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(awsClientConfig(environment));
  const pool = { UserPoolId: environment['USER_POOL_ID'] };
  // The emulator deletes by the name that it gave, not by the address.
  const { Username } = await cognito.send(new AdminGetUserCommand({ ...pool, Username: email }));
  await cognito.send(new AdminDeleteUserCommand({ ...pool, Username }));
}
