import { ConflictError } from '../../shared/http/errors.ts';
import { maxMemberships } from '../../shared/storage/members.ts';
import type { IdentityPorts } from './app.ts';

/** Everybody's projects are shown in one answer, so their number is bounded. */
export async function refuseTooManyProjects({ members }: Pick<IdentityPorts, 'members'>, personId: string) {
  const { length } = await members.listOfPerson(personId);
  if (length < maxMemberships) return;
  throw new ConflictError(`A person can be in at most ${maxMemberships} projects.`, 'too_many_projects');
}
