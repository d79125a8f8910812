import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Reads the secret that API keys are hashed with. */
export type Pepper = () => Promise<string>;

const minimumLength = 32;

/**
 * Reads the pepper once per process: it cannot change without making every key invalid. A failure is not remembered.
 */
export function createPepper(client: SecretsManagerClient, secretId: string): Pepper {
  let reading: Promise<string> | undefined;
  return () => {
    reading ??= readPepper(client, secretId).catch((cause: unknown) => {
      reading = undefined;
      throw cause;
    });
    return reading;
  };
}

async function readPepper(client: SecretsManagerClient, secretId: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  if (SecretString === undefined || SecretString.length < minimumLength) {
    throw new Error(`The secret ${secretId} must hold a text of at least ${minimumLength} characters.`);
  }
  return SecretString;
}
