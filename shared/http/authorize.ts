import { type Role, roleIncludes, scopesInclude } from '../contract/access.ts';
import { projectHeader } from '../contract/common.ts';
import type { Access } from '../contract/route.ts';
import { ForbiddenError, ProjectNotFoundError, ValidationError } from './errors.ts';
import type { KeyPrincipal, Memberships, PersonPrincipal, Principal } from './principal.ts';

type ProjectAccess = Extract<Access, { kind: 'project' }>;

export interface ProjectGrant {
  /** With what the membership adds to it. */
  principal: Principal;
  projectId: string;
  /** Null for a key. */
  role: Role | null;
}

interface AuthorizeInput {
  access: ProjectAccess;
  principal: Principal;
  /** The project that the request names in its path or header. */
  requestedProjectId: string | undefined;
  memberships: Memberships;
}

/**
 * Decides whether a principal may call a project route. A project that the principal does not belong to is answered like
 * one that does not exist.
 */
export async function authorize(input: AuthorizeInput): Promise<ProjectGrant> {
  const { principal } = input;
  return principal.kind === 'key' ? authorizeKey(principal, input) : await authorizePerson(principal, input);
}

function authorizeKey(key: KeyPrincipal, { access, requestedProjectId }: AuthorizeInput): ProjectGrant {
  if (requestedProjectId !== undefined && requestedProjectId !== key.projectId) throw new ProjectNotFoundError();
  if (!scopesInclude(key.scopes, access.scope)) {
    throw new ForbiddenError(
      `The key "${key.name}" has the scopes ${key.scopes.join(', ')}; this needs ${access.scope}.`,
    );
  }
  return { principal: key, projectId: key.projectId, role: null };
}

async function authorizePerson(person: PersonPrincipal, input: AuthorizeInput): Promise<ProjectGrant> {
  const { access, requestedProjectId, memberships } = input;
  if (requestedProjectId === undefined) {
    throw new ValidationError([{ field: `header.${projectHeader}`, message: 'name the project by its id' }]);
  }
  const membership = await memberships.get(requestedProjectId, person.id);
  if (!membership) throw new ProjectNotFoundError();
  const { role, email } = membership;
  if (!roleIncludes(role, access.role)) {
    throw new ForbiddenError(`Your role in this project is ${role}; this needs ${access.role}.`);
  }
  return { principal: { ...person, email }, projectId: requestedProjectId, role };
}
