import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createCache } from '../runtime/cache.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Ids, systemIds } from '../runtime/ids.ts';

export interface ProviderSecretsPorts {
  client: SecretsManagerClient;
  /** What all names begin with; functions are granted access by it. */
  prefix: string;
  clock?: Clock;
  ids?: Ids;
}

export interface ProviderSecrets {
  /** A name for a new key. Every key gets its own, so that a replaced key is never served from a cache. */
  newName(projectId: string, providerId: string): string;
  put(secretName: string, apiKey: string): Promise<void>;
  /** The key, read at most every five minutes; null if there is none of that name. */
  get(secretName: string): Promise<string | null>;
  /** Deletes at once, without a time to recover it. It is no error if there is none. */
  delete(secretName: string): Promise<void>;
}

const cacheMilliseconds = 5 * 60_000;
const maxEntries = 1_000;

/** Providers' keys, in Secrets Manager and nowhere else. Nothing here logs or puts a key into an error. */
export function createProviderSecrets({
  client,
  prefix,
  clock = systemClock,
  ids = systemIds,
}: ProviderSecretsPorts): ProviderSecrets {
  const cache = createCache<string>({
    clock,
    load: (secretName) => read(client, secretName),
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: 1_000,
    maxEntries,
  });
  return {
    newName: (projectId, providerId) => `${prefix}${projectId}/${providerId}/${ids()}`,
    async put(secretName, apiKey) {
      await client.send(new CreateSecretCommand({ Name: secretName, SecretString: apiKey }));
    },
    get: (secretName) => cache.get(secretName),
    async delete(secretName) {
      await ignoreMissing(
        client.send(new DeleteSecretCommand({ SecretId: secretName, ForceDeleteWithoutRecovery: true })),
      );
    },
  };
}

async function read(client: SecretsManagerClient, secretName: string): Promise<string | null> {
  const answer = await ignoreMissing(client.send(new GetSecretValueCommand({ SecretId: secretName })));
  return answer?.SecretString ?? null;
}

/** A secret that is being deleted answers as an invalid request. */
async function ignoreMissing<T>(sent: Promise<T>): Promise<T | null> {
  try {
    return await sent;
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof InvalidRequestException) return null;
    throw error;
  }
}
