import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, inject, test } from 'vitest';
import { awsClientConfig } from '../aws/client-config.ts';
import { createProviderSecrets } from './provider-secrets.ts';

function secretsAt(clock: () => number, client = newClient()) {
  return createProviderSecrets({ client, prefix: 'signalbox/test/', clock });
}

const newClient = () => new SecretsManagerClient(awsClientConfig({ AWS_ENDPOINT_URL: inject('emulatorUrl') }));

describe('provider secrets', () => {
  test('every key has a name of its own below its project and provider', () => {
    const secrets = secretsAt(() => 0);
    const names = [secrets.newName('p1', 'openai'), secrets.newName('p1', 'openai')];

    expect(names[0]).toMatch(/^signalbox\/test\/p1\/openai\/[0-9a-f-]{36}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  test('a key is kept, read and deleted', async () => {
    let now = 0;
    const secrets = secretsAt(() => now);
    const name = secrets.newName('p1', 'openai');

    await secrets.put(name, 'sk-one');
    expect(await secrets.get(name)).toBe('sk-one');

    await secrets.delete(name);
    now += 5 * 60_000;
    expect(await secrets.get(name)).toBeNull();
  });

  test('a key is read from the service at most every five minutes', async () => {
    let now = 0;
    const reader = secretsAt(() => now);
    const writer = secretsAt(() => now);
    const name = writer.newName('p1', 'openai');
    await writer.put(name, 'sk-one');

    await reader.get(name);
    await writer.delete(name);
    now += 5 * 60_000 - 1;
    expect(await reader.get(name)).toBe('sk-one');
    now += 1;
    expect(await reader.get(name)).toBeNull();
  });

  test('what is not there reads as null, and deleting it is no error', async () => {
    const secrets = secretsAt(() => 0);

    expect(await secrets.get('signalbox/test/none')).toBeNull();
    await expect(secrets.delete('signalbox/test/none')).resolves.toBeUndefined();
  });

  test('a service that fails is an error, which does not hold the key', async () => {
    const client = new SecretsManagerClient({
      ...awsClientConfig({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
      maxAttempts: 1,
    });
    const failure: unknown = await secretsAt(() => 0, client)
      .put('signalbox/test/x', 'sk-very-secret')
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(Error);
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('sk-very-secret');
  });
});
