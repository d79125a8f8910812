import type { getMe } from '../../shared/contract/identity.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { PersonPrincipal } from '../../shared/http/principal.ts';
import type { PersonMembership } from '../../shared/storage/members.ts';
import type { IdentityPorts } from './app.ts';
import { membershipsOfKey, withProjects } from './caller-memberships.ts';

/** Who calls. A person's first call is what makes their invitations active. */
export function handleGetMe(ports: IdentityPorts): Handler<typeof getMe> {
  return async ({ principal, requestId }) => {
    if (principal.kind === 'key') {
      const memberships = await membershipsOfKey(ports, principal);
      return {
        kind: 'key',
        id: principal.id,
        email: null,
        name: principal.name,
        scopes: [...principal.scopes],
        memberships,
      };
    }
    const memberships = await ports.members.listOfPerson(principal.id);
    const email = memberships[0]?.member.email ?? (await ports.people.emailOf(principal.id));
    await activateInvitations(ports, { ...principal, email }, memberships, requestId);
    return {
      kind: 'person',
      id: principal.id,
      email,
      name: email ?? 'Unknown',
      scopes: null,
      memberships: await withProjects(ports.projects, memberships),
    };
  };
}

async function activateInvitations(
  { members }: IdentityPorts,
  person: PersonPrincipal,
  memberships: readonly PersonMembership[],
  requestId: string,
): Promise<void> {
  const invited = memberships.filter(({ member }) => member.status === 'invited');
  const context = changeContextOf(person, requestId);
  await Promise.all(invited.map(({ projectId }) => members.activate(projectId, person.id, context)));
}
