import { randomUUID } from 'node:crypto';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { seedApiKey, seedProject } from '../../test/support/seed-identity.ts';
import { awsClientConfig, type Environment } from '../aws/client-config.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { createAuthPorts } from '../http/create-auth-ports.ts';
import { systemClock } from '../runtime/clock.ts';
import { createAuditEntries } from '../storage/audit-entries.ts';
import { createMemberRepository } from '../storage/members.ts';
import { createPepper } from './pepper.ts';

let environment: Environment;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  environment = await createIdentityStage(inject('emulatorUrl'));
  secrets = new SecretsManagerClient(awsClientConfig(environment));
});

describe('the pepper', () => {
  test('is read once', async () => {
    const SecretId = `pepper-${randomUUID()}`;
    await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'a'.repeat(40) }));
    const pepper = createPepper(secrets, SecretId);

    const first = await pepper();
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'b'.repeat(40) }));

    expect([first, await pepper()]).toEqual(['a'.repeat(40), 'a'.repeat(40)]);
  });

  test('that is missing or too short is an error, and is asked for again', async () => {
    const SecretId = `pepper-${randomUUID()}`;
    const pepper = createPepper(secrets, SecretId);

    await expect(pepper()).rejects.toThrow();
    await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'short' }));
    await expect(pepper()).rejects.toThrow(/at least 32 characters/);
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'a'.repeat(32) }));
    await expect(pepper()).resolves.toBe('a'.repeat(32));
  });
});

test('a seeded stage has a project with its administrator and a key that works, all in the log', async () => {
  const core = { documents: createDocumentClient(environment), tableName: String(environment['CORE_TABLE']) };
  const pepper = createPepper(secrets, String(environment['KEY_PEPPER_SECRET_ID']));
  const admin = { id: randomUUID(), email: 'admin@signalbox.local' };

  const { id: projectId } = await seedProject(core, { name: 'Local', admin });
  const key = await seedApiKey(
    { ...core, stage: 'local', pepper, clock: systemClock },
    { projectId, name: 'Local key', scopes: ['gateway', 'admin'] },
  );

  const principal = await createAuthPorts(environment).authenticator.authenticate(`Bearer ${key}`);
  expect(principal).toMatchObject({ kind: 'key', name: 'Local key', projectId, scopes: ['gateway', 'admin'] });
  expect(await createMemberRepository(core).get(projectId, admin.id)).toMatchObject({
    role: 'admin',
    status: 'active',
  });
  const { items } = await createAuditEntries(core).list(projectId, { limit: 10 });
  expect(items.map(({ action, actor }) => [action, actor.kind])).toEqual([
    ['key.created', 'system'],
    ['project.created', 'system'],
  ]);
});
