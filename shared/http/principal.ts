import type { Role, Scope } from '../contract/access.ts';

/** A signed-in person. `id` is the Cognito subject. */
export interface PersonPrincipal {
  kind: 'person';
  id: string;
  email: string | null;
}

/** An API key; it belongs to one project. */
export interface KeyPrincipal {
  kind: 'key';
  id: string;
  name: string;
  projectId: string;
  scopes: readonly Scope[];
  /** Null: every model. A pattern may end in `*`. */
  allowedModels: readonly string[] | null;
}

export type Principal = PersonPrincipal | KeyPrincipal;

/** Turns credentials into a principal. Throws `UnauthorizedError`. */
export interface Authenticator {
  authenticate(authorization: string | undefined): Promise<Principal>;
}

/** Looks up what a person may do in a project; null if they are not a member of it. */
export interface Memberships {
  roleOf(projectId: string, personId: string): Promise<Role | null>;
}
