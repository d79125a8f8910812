import * as z from 'zod';

/** Roles of people in a project, weakest first: each includes the ones before it. */
export const roles = ['viewer', 'editor', 'admin'] as const;
export const roleSchema = z.enum(roles).meta({ id: 'Role' });
export type Role = z.output<typeof roleSchema>;

/**
 * What an API key may do. `gateway` calls models, `ingest` sends telemetry; `read`, `write` and `admin` are to the
 * management API what the three roles are for people, each including the ones before it.
 */
export const scopes = ['gateway', 'ingest', 'read', 'write', 'admin'] as const;
export const scopeSchema = z.enum(scopes).meta({ id: 'Scope' });
export type Scope = z.output<typeof scopeSchema>;

/** True if a person with `role` may do what needs `needed`. */
export function roleIncludes(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

const managementScopes: readonly Scope[] = ['read', 'write', 'admin'];

/** True if a key with `held` scopes may do what needs `needed`. */
export function scopesInclude(held: readonly Scope[], needed: Scope): boolean {
  if (held.includes(needed)) return true;
  const rank = managementScopes.indexOf(needed);
  return rank >= 0 && held.some((scope) => managementScopes.indexOf(scope) >= rank);
}
