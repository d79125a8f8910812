import { type Role, type Scope, scopes, scopesInclude } from '../../shared/contract/access.ts';
import { ForbiddenError } from '../../shared/http/errors.ts';
import type { KeyPrincipal, Principal } from '../../shared/http/principal.ts';
import type { ApiKeyRecord } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';

/** What a key may do, for which models and until when (epoch milliseconds). */
export type Grant = Pick<ApiKeyRecord, 'scopes' | 'allowedModels' | 'expiresAt'>;

interface Caller {
  principal: Principal;
  role: Role | null;
}

const scopesOfRole: Record<Role, readonly Scope[]> = {
  viewer: ['read'],
  editor: ['gateway', 'ingest', 'write'],
  admin: scopes,
};

/** Throws unless the caller has all that they are about to grant: a key must not become a way to more. */
export async function refuseGreaterGrant(
  { keys }: Pick<IdentityPorts, 'keys'>,
  { principal, role }: Caller,
  grant: Grant,
): Promise<void> {
  const held = principal.kind === 'key' ? principal.scopes : scopesOfRole[role ?? 'viewer'];
  const missing = grant.scopes.filter((scope) => !scopesInclude(held, scope));
  if (missing.length > 0) refuse(`You cannot give a key the scope ${missing.join(', ')}: you do not have it yourself.`);
  if (principal.kind === 'key') await refuseBeyondKey(keys, principal, grant);
}

async function refuseBeyondKey(keys: IdentityPorts['keys'], key: KeyPrincipal, grant: Grant): Promise<void> {
  if (!coversModels(key.allowedModels, grant.allowedModels)) {
    refuse(`The key "${key.name}" is limited to ${key.allowedModels?.join(', ')}; it cannot grant other models.`);
  }
  const ends = (await keys.find(key.id))?.expiresAt ?? null;
  if (ends !== null && (grant.expiresAt === null || grant.expiresAt > ends)) {
    refuse(`The key "${key.name}" expires on ${new Date(ends).toISOString()}; it cannot grant longer than that.`);
  }
}

/** True if every model that `wanted` allows is allowed by `held`; null is every model. */
export function coversModels(held: readonly string[] | null, wanted: readonly string[] | null): boolean {
  if (held === null) return true;
  return (wanted ?? ['*']).every((pattern) => held.some((limit) => coversPattern(limit, pattern)));
}

function coversPattern(limit: string, pattern: string): boolean {
  return limit.endsWith('*') ? pattern.startsWith(limit.slice(0, -1)) : pattern === limit;
}

function refuse(message: string): never {
  throw new ForbiddenError(message, 'grant_exceeds_own');
}
