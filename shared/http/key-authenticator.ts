import { parseApiKey } from '../identity/api-key-format.ts';
import type { Pepper } from '../identity/pepper.ts';
import { hashesEqual, hashSecret } from '../identity/secret-hash.ts';
import type { Logger } from '../observability/logger.ts';
import { createCache } from '../runtime/cache.ts';
import type { Clock } from '../runtime/clock.ts';
import { type ApiKeyRecord, statusOf } from '../storage/api-key-record.ts';
import type { ApiKeyRepository } from '../storage/api-keys.ts';
import { UnauthorizedError } from './errors.ts';
import type { KeyUse } from './key-use.ts';
import type { KeyPrincipal } from './principal.ts';

export interface KeyAuthenticatorPorts {
  stage: string;
  keys: Pick<ApiKeyRepository, 'find'>;
  keyUse: KeyUse;
  pepper: Pepper;
  clock: Clock;
  logger: Logger;
}

/** What makes a revocation effective within 30 s. */
const foundMilliseconds = 30_000;
const missingMilliseconds = 5_000;
const maxEntries = 10_000;
/** A secret that does not match what is cached may be newer: look again, but at most once in this time. */
const refreshAfterMilliseconds = 1_000;

export type KeyAuthenticator = (token: string) => Promise<KeyPrincipal>;

/** Authenticates API keys. Why one is refused is told only to who holds its secret. */
export function createKeyAuthenticator(ports: KeyAuthenticatorPorts): KeyAuthenticator {
  const { stage, keys, keyUse, pepper, clock } = ports;
  const cache = createCache<ApiKeyRecord>({
    clock,
    load: (keyId) => keys.find(keyId),
    foundMilliseconds,
    missingMilliseconds,
    maxEntries,
  });

  return async (token) => {
    const parts = parseApiKey(token);
    if (!parts) throw reject(ports, 'malformed_key', 'The key is incomplete or has a typo. Copy it again, whole.');
    if (parts.stage !== stage) {
      throw reject(ports, 'wrong_stage', `The key is for the stage "${parts.stage}"; this is "${stage}".`);
    }
    const hash = hashSecret(await pepper(), parts.keyId, parts.secret);
    const cached = await cache.get(parts.keyId);
    const isMatch = matches(cached, hash, clock());
    const record =
      cached === null || isMatch ? cached : await cache.refresh(parts.keyId, clock() - refreshAfterMilliseconds);
    const isRight = record === cached ? isMatch : matches(record, hash, clock());
    if (record === null || !isRight) {
      throw reject(ports, 'invalid_key', 'The key is not valid here. Create one under API keys.', parts.keyId);
    }
    refuseUnlessActive(ports, record);
    keyUse.note(record.id);
    return toPrincipal(record);
  };
}

/** Compares in constant time, also when there is nothing to compare with. */
function matches(record: ApiKeyRecord | null, hash: string, now: number): record is ApiKeyRecord {
  const isCurrent = hashesEqual(record?.secretHash ?? '0'.repeat(64), hash);
  const isPrevious = hashesEqual(record?.previousSecretHash ?? '0'.repeat(64), hash);
  return record !== null && (isCurrent || (isPrevious && now < (record.previousSecretExpiresAt ?? 0)));
}

function refuseUnlessActive(ports: KeyAuthenticatorPorts, record: ApiKeyRecord): void {
  const status = statusOf(record, ports.clock());
  switch (status) {
    case 'active':
      return;
    case 'revoked':
      throw reject(ports, 'revoked_key', `The key "${record.name}" was revoked.`, record.id);
    case 'expired':
      throw reject(ports, 'expired_key', `The key "${record.name}" has expired.`, record.id);
  }
}

function reject({ logger }: KeyAuthenticatorPorts, code: string, message: string, keyId?: string): UnauthorizedError {
  logger.warn('identity.key.rejected', { code, keyId });
  return new UnauthorizedError(message, code);
}

function toPrincipal({ id, name, projectId, scopes, allowedModels }: ApiKeyRecord): KeyPrincipal {
  return { kind: 'key', id, name, projectId, scopes, allowedModels };
}
