import type { inviteMember } from '../../shared/contract/members.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ConflictError } from '../../shared/http/errors.ts';
import type { IdentityPorts } from './app.ts';
import { refuseTooManyProjects } from './refuse-too-many-projects.ts';

/** Adds a person by their address; the account is made first, because the membership is stored under its subject. */
export function handleInviteMember(ports: IdentityPorts): Handler<typeof inviteMember> {
  return async ({ projectId, body, principal, requestId }) => {
    const email = body.email.toLowerCase();
    const { id, temporaryPassword } = await ports.people.invite(email, (personId) => isNowhereMember(ports, personId));
    await refuseTooManyProjects(ports, id);
    const member = { id, email, role: body.role };
    const added = await ports.members.add(projectId, member, changeContextOf(principal, requestId));
    if (added === 'already_member') throw new ConflictError(`${email} is already a member.`, 'already_member');
    return { member: added, temporaryPassword };
  };
}

/**
 * A new first password is only given for an account that leads nowhere: else an administrator of one project could sign in
 * as a person whom another project invited.
 */
async function isNowhereMember({ members }: IdentityPorts, personId: string): Promise<boolean> {
  return (await members.listOfPerson(personId)).length === 0;
}
