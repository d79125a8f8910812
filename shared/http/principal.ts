import type { Role, Scope } from '../contract/access.ts';

/** A signed-in person. `id` is the Cognito subject. */
export interface PersonPrincipal {
  kind: 'person';
  id: string;
  /** Access tokens do not carry it: it is known only on project routes, from the membership. */
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

/** Looks up a person in a project; null if they are not a member of it. */
export interface Memberships {
  get(projectId: string, personId: string): Promise<{ role: Role; email: string } | null>;
}
