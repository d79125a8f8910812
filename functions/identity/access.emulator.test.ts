import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { projectHeader } from '../../shared/contract/common.ts';
import { identityRoutes } from '../../shared/contract/identity.ts';
import { createKey } from '../../shared/contract/keys.ts';
import { inviteMember } from '../../shared/contract/members.ts';
import { createProject } from '../../shared/contract/projects.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { acceptInvitation, newPerson } from '../../test/support/sign-in-person.ts';
import { createIdentityApi, type IdentityApi } from './testing/identity-api.ts';

const routes: readonly RouteContract[] = identityRoutes;
const inProject = routes.filter(({ access }) => access.kind === 'project');
const writes = inProject.filter(({ access }) => access.kind === 'project' && access.role !== 'viewer');
const named = (list: readonly RouteContract[]) => list.map((route) => [route.id, route] as const);

let api: IdentityApi;
let projectId: string;
const tokens = { viewer: '', stranger: '', readingKey: '', foreignKey: '' };

beforeAll(async () => {
  const environment = await createIdentityStage(inject('emulatorUrl'));
  api = createIdentityApi(environment);
  const [admin, stranger] = await Promise.all([
    newPerson(environment, 'admin@example.com'),
    newPerson(environment, 'stranger@example.com'),
  ]);
  const project = (name: string) => api.as(admin.accessToken).call(createProject, { body: { name } });
  const [own, other] = [await project('Own'), await project('Other')];
  projectId = own.id;
  const invitation = await api
    .as(admin.accessToken)
    .call(inviteMember, { params: { projectId }, body: { email: 'viewer@example.com', role: 'viewer' } });
  const key = (id: string, scope: 'read' | 'admin') =>
    api.as(admin.accessToken, id).call(createKey, { body: { name: scope, scopes: [scope] } });
  tokens.viewer = await acceptInvitation(environment, 'viewer@example.com', invitation.temporaryPassword ?? '');
  tokens.stranger = stranger.accessToken;
  tokens.readingKey = (await key(own.id, 'read')).secret;
  tokens.foreignKey = (await key(other.id, 'admin')).secret;
});

async function statusOf(route: RouteContract, token: string): Promise<number> {
  const fillers: Record<string, string> = { projectId, memberId: randomUUID(), keyId: 'NoSuchKey' };
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => fillers[name] ?? name);
  const response = await api.app.request(path, {
    method: route.method,
    headers: { authorization: `Bearer ${token}`, [projectHeader]: projectId },
  });
  return response.status;
}

describe('what is not allowed is refused before anything is looked at', () => {
  test.each(named(writes))('%s: a viewer, and a key that may only read → 403', async (_, route) => {
    expect([await statusOf(route, tokens.viewer), await statusOf(route, tokens.readingKey)]).toEqual([403, 403]);
  });

  test.each(named(inProject))('%s: people and keys of elsewhere → 404', async (_, route) => {
    expect([await statusOf(route, tokens.stranger), await statusOf(route, tokens.foreignKey)]).toEqual([404, 404]);
  });

  test('what is allowed is not', async () => {
    const reads = inProject.filter((route) => !writes.includes(route));

    expect(await Promise.all(reads.map((route) => statusOf(route, tokens.viewer)))).toEqual(reads.map(() => 200));
  });
});
