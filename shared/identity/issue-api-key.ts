import type { Scope } from '../contract/access.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ApiKeyRecord } from '../storage/api-key-record.ts';
import { formatApiKey, newKeyId, newKeySecret } from './api-key-format.ts';
import type { Pepper } from './pepper.ts';
import { hashSecret } from './secret-hash.ts';

export interface IssuePorts {
  stage: string;
  pepper: Pepper;
  clock: Clock;
}

export interface NewApiKey {
  projectId: string;
  name: string;
  scopes: readonly Scope[];
  allowedModels: readonly string[] | null;
  /** Epoch milliseconds. */
  expiresAt: number | null;
  createdBy: string;
}

export interface IssuedSecret {
  /** The whole key, for its owner's eyes only. */
  secret: string;
  secretHash: string;
}

/** Draws a key; what is to be stored of it is in `record`, what is to be shown once in `secret`. */
export async function issueApiKey(
  ports: IssuePorts,
  { scopes, allowedModels, ...rest }: NewApiKey,
): Promise<{ record: ApiKeyRecord; secret: string }> {
  const id = newKeyId();
  const { secret, secretHash } = await issueSecret(ports, id);
  const record: ApiKeyRecord = {
    ...rest,
    id,
    stage: ports.stage,
    scopes: [...scopes],
    allowedModels: allowedModels && [...allowedModels],
    secretHash,
    previousSecretHash: null,
    previousSecretExpiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    createdAt: ports.clock(),
    version: 1,
  };
  return { record, secret };
}

/** Draws a secret for a key, new or not. */
export async function issueSecret({ stage, pepper }: IssuePorts, keyId: string): Promise<IssuedSecret> {
  const secret = newKeySecret();
  return {
    secret: formatApiKey({ stage, keyId, secret }),
    secretHash: hashSecret(await pepper(), keyId, secret),
  };
}
