import type { Role, Scope } from '../../shared/contract/access.ts';
import { scopesInclude } from '../../shared/contract/access.ts';
import type { Membership } from '../../shared/contract/projects.ts';
import type { KeyPrincipal, PersonPrincipal } from '../../shared/http/principal.ts';
import type { PersonMembership } from '../../shared/storage/members.ts';
import type { ProjectRepository } from '../../shared/storage/projects.ts';
import type { IdentityPorts } from './app.ts';

/** The projects of a person with their role in each. */
export async function membershipsOfPerson(
  ports: Pick<IdentityPorts, 'members' | 'projects'>,
  person: PersonPrincipal,
): Promise<Membership[]> {
  return await withProjects(ports.projects, await ports.members.listOfPerson(person.id));
}

export async function withProjects(
  projects: Pick<ProjectRepository, 'getMany'>,
  memberships: readonly PersonMembership[],
): Promise<Membership[]> {
  const found = await projects.getMany(memberships.map(({ projectId }) => projectId));
  const roles = new Map(memberships.map(({ projectId, member }) => [projectId, member.role]));
  return found.map((project) => ({ project, role: roles.get(project.id) ?? 'viewer' }));
}

/** The one project of a key, with the role that its scopes amount to. */
export async function membershipsOfKey(
  { projects }: Pick<IdentityPorts, 'projects'>,
  key: KeyPrincipal,
): Promise<Membership[]> {
  const project = await projects.get(key.projectId);
  return project ? [{ project, role: roleOfScopes(key.scopes) }] : [];
}

function roleOfScopes(scopes: readonly Scope[]): Role {
  if (scopesInclude(scopes, 'admin')) return 'admin';
  return scopesInclude(scopes, 'write') ? 'editor' : 'viewer';
}
