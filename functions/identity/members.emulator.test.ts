import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Environment } from '../../shared/aws/client-config.ts';
import type { Role } from '../../shared/contract/access.ts';
import { listAuditEntries } from '../../shared/contract/audit.ts';
import type { ApiClient } from '../../shared/contract/client.ts';
import { getMe } from '../../shared/contract/identity.ts';
import { createKey } from '../../shared/contract/keys.ts';
import { inviteMember, listMembers, removeMember, updateMember } from '../../shared/contract/members.ts';
import { createProject, getProject } from '../../shared/contract/projects.ts';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { acceptInvitation, newPerson, type SignedInPerson } from '../../test/support/sign-in-person.ts';
import { createIdentityApi, type IdentityApi, refusalOf } from './testing/identity-api.ts';

let environment: Environment;
let api: IdentityApi;
let admin: SignedInPerson;
let asAdmin: ApiClient;

beforeAll(async () => {
  environment = await createIdentityStage(inject('emulatorUrl'));
  api = createIdentityApi(environment);
  admin = await newPerson(environment, 'admin@example.com');
  asAdmin = api.as(admin.accessToken);
});

const newProject = async () => (await asAdmin.call(createProject, { body: { name: 'Members' } })).id;
const newEmail = () => `${randomUUID()}@example.com`;
const invite = (client: ApiClient, projectId: string, email: string, role: Role = 'viewer') =>
  client.call(inviteMember, { params: { projectId }, body: { email, role } });
const membersOf = async (projectId: string) =>
  (await asAdmin.call(listMembers, { params: { projectId }, query: { limit: 200 } })).items;

/** Invites somebody and lets them sign in, as far as their first `/me`. */
async function join(projectId: string, role: Role): Promise<{ id: string; client: ApiClient }> {
  const email = newEmail();
  const { member, temporaryPassword } = await invite(asAdmin, projectId, email, role);
  const client = api.as(await acceptInvitation(environment, email, temporaryPassword ?? ''));
  await client.call(getMe, {});
  return { id: member.id, client };
}

describe('an invitation', () => {
  test('leads from a first password to an active member', async () => {
    const projectId = await newProject();
    const email = newEmail();

    const { member, temporaryPassword } = await invite(asAdmin, projectId, email.toUpperCase(), 'editor');
    const token = await acceptInvitation(environment, email, temporaryPassword ?? '');
    const me = await api.as(token).call(getMe, {});

    expect(member).toMatchObject({ email, role: 'editor', status: 'invited' });
    expect(me).toMatchObject({ kind: 'person', id: member.id, email, memberships: [{ role: 'editor' }] });
    expect((await membersOf(projectId)).find(({ id }) => id === member.id)?.status).toBe('active');
  });

  test('of a person who can sign in already gives nobody a password', async () => {
    const projectId = await newProject();
    const person = await newPerson(environment, newEmail());

    const invited = await invite(asAdmin, projectId, person.email);

    expect(invited).toMatchObject({ temporaryPassword: null, member: { id: person.id } });
  });

  test('of a person whom another project invited gives nobody a password', async () => {
    const email = newEmail();
    await invite(asAdmin, await newProject(), email, 'admin');

    const second = await invite(asAdmin, await newProject(), email);

    expect(second.temporaryPassword).toBeNull();
  });

  test('can be made again for a person who lost it, once they belong to no project', async () => {
    const projectId = await newProject();
    const email = newEmail();
    const { member } = await invite(asAdmin, projectId, email);
    await asAdmin.call(removeMember, { params: { projectId, memberId: member.id } });

    const again = await invite(asAdmin, projectId, email);

    await expect(acceptInvitation(environment, email, again.temporaryPassword ?? '')).resolves.not.toBe('');
  });

  test('of a member is refused', async () => {
    const projectId = await newProject();

    expect(await refusalOf(invite(asAdmin, projectId, admin.email))).toEqual({ status: 409, code: 'already_member' });
  });

  test('is not for editors to make, nor for people outside', async () => {
    const projectId = await newProject();
    const { client } = await join(projectId, 'editor');
    const stranger = api.as((await newPerson(environment, newEmail())).accessToken);

    expect(await refusalOf(invite(client, projectId, newEmail()))).toMatchObject({ status: 403 });
    expect(await refusalOf(invite(stranger, projectId, newEmail()))).toMatchObject({ status: 404 });
  });

  test('by e-mail leaves the password to Cognito', async () => {
    const projectId = await newProject();
    const byMail = createIdentityApi({ ...environment, INVITATION_DELIVERY: 'email' }).as(admin.accessToken);
    const email = newEmail();

    const { member, temporaryPassword } = await invite(byMail, projectId, email);
    await byMail.call(removeMember, { params: { projectId, memberId: member.id } });
    const again = await invite(byMail, projectId, email);

    expect([temporaryPassword, again.temporaryPassword]).toEqual([null, null]);
  });
});

describe('the last administrator', () => {
  const lastAdmin = { status: 409, code: 'last_admin' };

  test('stays, and stays administrator', async () => {
    const projectId = await newProject();
    const params = { projectId, memberId: admin.id };

    expect(await refusalOf(asAdmin.call(removeMember, { params }))).toEqual(lastAdmin);
    expect(await refusalOf(asAdmin.call(updateMember, { params, body: { role: 'viewer' } }))).toEqual(lastAdmin);
    expect(await asAdmin.call(updateMember, { params, body: { role: 'admin' } })).toMatchObject({ role: 'admin' });
  });

  test('is not replaced by one who never signed in', async () => {
    const projectId = await newProject();
    await invite(asAdmin, projectId, newEmail(), 'admin');

    const params = { projectId, memberId: admin.id };
    expect(await refusalOf(asAdmin.call(removeMember, { params }))).toEqual(lastAdmin);
  });

  test('may go once another one has signed in, or was made one', async () => {
    const projectId = await newProject();
    const { id, client } = await join(projectId, 'editor');
    await asAdmin.call(updateMember, { params: { projectId, memberId: id }, body: { role: 'admin' } });

    await asAdmin.call(removeMember, { params: { projectId, memberId: admin.id } });

    const memberId = id;
    expect(await refusalOf(client.call(removeMember, { params: { projectId, memberId } }))).toEqual(lastAdmin);
    expect(await refusalOf(asAdmin.call(getProject, { params: { projectId } }))).toMatchObject({ status: 404 });
  });

  test('is left over when all administrators leave at the same moment', async () => {
    const projectId = await newProject();
    const others = await Promise.all(Array.from({ length: 5 }, () => join(projectId, 'admin')));
    const everybody = [{ id: admin.id, client: asAdmin }, ...others];

    const outcomes = await Promise.allSettled(
      everybody.map(({ id, client }, index) => {
        const params = { projectId, memberId: id };
        return index % 2 === 0
          ? client.call(removeMember, { params })
          : client.call(updateMember, { params, body: { role: 'viewer' } });
      }),
    );

    const survivor = everybody[outcomes.findIndex(({ status }) => status === 'rejected')];
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const { items } = await (survivor?.client ?? asAdmin).call(listMembers, { params: { projectId } });
    expect(items.filter(({ role }) => role === 'admin').map(({ id }) => id)).toEqual([survivor?.id]);
  });
});

describe('members', () => {
  test('are listed in pages, each once', async () => {
    const projectId = await newProject();
    for (let count = 0; count < 4; count++) await invite(asAdmin, projectId, newEmail());

    const first = await asAdmin.call(listMembers, { params: { projectId }, query: { limit: 2 } });
    const second = await asAdmin.call(listMembers, {
      params: { projectId },
      query: { limit: 200, cursor: first.nextCursor ?? '' },
    });

    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(first.items).toHaveLength(2);
    expect(new Set(ids).size).toBe(5);
    expect(second.nextCursor).toBeNull();
  });

  test('who are not there cannot be changed or removed', async () => {
    const params = { projectId: await newProject(), memberId: randomUUID() };

    expect(await refusalOf(asAdmin.call(removeMember, { params }))).toMatchObject({ status: 404 });
    expect(await refusalOf(asAdmin.call(updateMember, { params, body: { role: 'viewer' } }))).toMatchObject({
      status: 404,
    });
  });

  test('leave a trail in the audit log', async () => {
    const projectId = await newProject();
    const { id } = await join(projectId, 'viewer');
    const params = { projectId, memberId: id };
    await asAdmin.call(updateMember, { params, body: { role: 'editor' } });
    await asAdmin.call(removeMember, { params });

    const { items } = await api.as(admin.accessToken, projectId).call(listAuditEntries, {});

    expect(
      items.map(({ action, actor, before, after }) => [action, actor.id, before?.['role'], after?.['role']]),
    ).toEqual([
      ['member.removed', admin.id, 'editor', undefined],
      ['member.role_changed', admin.id, 'viewer', 'editor'],
      ['member.activated', id, undefined, undefined],
      ['member.invited', admin.id, undefined, 'viewer'],
      ['project.created', admin.id, undefined, undefined],
    ]);
  });
});

test('a key with the scope admin manages members, and is named in the audit log', async () => {
  const projectId = await newProject();
  const created = await api
    .as(admin.accessToken, projectId)
    .call(createKey, { body: { name: 'Automation', scopes: ['admin'] } });

  await invite(api.as(created.secret), projectId, newEmail());

  const { items } = await api.as(admin.accessToken, projectId).call(listAuditEntries, { query: { limit: 1 } });
  expect(items[0]?.actor).toEqual({ kind: 'key', id: created.key.id, name: 'Automation' });
});
