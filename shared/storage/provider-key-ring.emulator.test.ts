import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { awsClientConfig } from '../aws/client-config.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { createProviderSecrets } from '../secrets/provider-secrets.ts';
import { auditPartition } from './core-keys.ts';
import { providerKey } from './model-keys.ts';
import { createProviderConnections } from './provider-connections.ts';
import { createProviderRepository } from './providers.ts';
import { queryPrefix } from './query-prefix.ts';

const context = { actor: { kind: 'person', id: 'ada', name: 'ada@example.com' }, requestId: 'request-1' } as const;
const hours = 3_600_000;

let tableName = '';
beforeAll(async () => {
  ({ core: tableName } = await createTables({ AWS_ENDPOINT_URL: inject('emulatorUrl') }, ['core']));
});

async function newProvider() {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  const projectId = crypto.randomUUID();
  const time = { now: Date.parse('2026-11-26T10:00:00Z') };
  const clock = () => time.now;
  const documents = createDocumentClient(environment);
  const providers = createProviderRepository({ documents, tableName, clock });
  const client = new SecretsManagerClient(awsClientConfig(environment));
  const secrets = createProviderSecrets({ client, prefix: `signalbox/test/${projectId}-`, clock });
  const connections = createProviderConnections({ providers, secrets, clock });
  const endpoint = { kind: 'openai-compatible', baseUrl: 'https://api.example.com/v1', models: ['*'] } as const;
  const draft = { projectId, id: 'mock', name: 'Mock', isManaged: false, apiKey: 'sk-first-aaaa', ...endpoint };
  await connections.connect({ ...draft, models: ['*'] }, context);
  const ref = { projectId, providerId: 'mock' };
  const list = async () => (await providers.get(projectId, 'mock'))?.credentials ?? [];
  const audit = async () => {
    const partition = auditPartition(projectId);
    const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: '0' });
    return items.map(({ action, before, after, actor }) => ({ action, before, after, actor }));
  };
  return { ref, time, documents, providers, secrets, connections, keys: connections.keys, list, audit };
}

const more = (apiKey = 'sk-second-bbbb') => ({ apiKey, name: 'Second account', weight: 3 });

describe('the keys of a provider', () => {
  test('a second key stands beside the first, each with a secret of its own', async () => {
    const { ref, keys, list, secrets, audit } = await newProvider();

    const added = await keys.add(ref, more(), context);

    expect(added).toMatchObject({ name: 'Second account', hint: 'bbbb', weight: 3, state: 'active', isAccepted: null });
    const stored = await Promise.all((await list()).map(({ secretName }) => secrets.get(secretName)));
    expect(stored).toEqual(['sk-first-aaaa', 'sk-second-bbbb']);
    const entry = (await audit()).at(-1);
    expect(entry).toMatchObject({ action: 'provider.key_added', before: null, after: { keyHint: 'bbbb', weight: 3 } });
    expect(JSON.stringify(entry)).not.toContain('sk-second');
  });

  test('a rotated key retires: both are there for the overlap, then the old one and its secret are gone', async () => {
    const { ref, time, keys, list, secrets, connections, audit } = await newProvider();
    const [old] = await list();
    const rotation = { keyId: old?.id ?? '', apiKey: 'sk-new-cccc', overlapHours: 24 };

    const rotated = await keys.rotate(ref, rotation, context);

    expect((await list()).map(({ hint, state, retiresAt }) => [hint, state, retiresAt])).toEqual([
      ['cccc', 'active', null],
      ['aaaa', 'retiring', '2026-11-27T10:00:00.000Z'],
    ]);
    await expect(keys.rotate(ref, rotation, context)).rejects.toMatchObject({ code: 'key_retiring' });
    time.now += 24 * hours;
    await connections.settle(ref.projectId);
    expect((await list()).map(({ id }) => id)).toEqual([rotated?.id]);
    expect(await secrets.get(old?.secretName ?? '')).toBeNull();
    expect((await audit()).slice(-2).map(({ action, actor }) => [action, (actor as { kind: string }).kind])).toEqual([
      ['provider.key_rotated', 'person'],
      ['provider.key_retired', 'system'],
    ]);
  });

  test('without overlap the old key is gone at once', async () => {
    const { ref, keys, list, secrets } = await newProvider();
    const [old] = await list();

    await keys.rotate(ref, { keyId: old?.id ?? '', apiKey: 'sk-new-cccc', overlapHours: 0 }, context);

    expect((await list()).map(({ hint }) => hint)).toEqual(['cccc']);
    expect(await secrets.get(old?.secretName ?? '')).toBeNull();
  });

  test('name and weight change without the secret; the same ones again are no change', async () => {
    const { ref, keys, list, audit } = await newProvider();
    const keyId = (await list())[0]?.id ?? '';

    expect(await keys.change(ref, { keyId, change: { weight: 7 } }, context)).toMatchObject({
      weight: 7,
      hint: 'aaaa',
    });
    await keys.change(ref, { keyId, change: { weight: 7, name: undefined } }, context);

    expect((await audit()).slice(1)).toMatchObject([
      { action: 'provider.key_updated', before: { keyId, weight: 1 }, after: { keyId, weight: 7 } },
    ]);
  });

  test('a key is removed with its secret, but never the last', async () => {
    const { ref, keys, list, secrets, audit } = await newProvider();
    const added = await keys.add(ref, more(), context);

    expect(await keys.remove(ref, added?.id ?? '', context)).toBe(true);

    expect(await secrets.get(added?.secretName ?? '')).toBeNull();
    expect((await audit()).at(-1)).toMatchObject({ action: 'provider.key_removed', after: null });
    const last = (await list())[0]?.id ?? '';
    await expect(keys.remove(ref, last, context)).rejects.toMatchObject({ code: 'last_key' });
  });

  test('what a test said is noted beside the key', async () => {
    const { ref, keys, list, audit } = await newProvider();
    const keyId = (await list())[0]?.id ?? '';

    expect(await keys.noteTest(ref, { keyId, isAccepted: false }, context)).toBe(true);

    expect(await list()).toMatchObject([{ isAccepted: false, lastTestedAt: '2026-11-26T10:00:00.000Z' }]);
    expect((await audit()).at(-1)).toMatchObject({ action: 'provider.key_tested', after: { isAccepted: false } });
  });

  test('with several keys none is replaced as if it were the only one', async () => {
    const { ref, keys, connections } = await newProvider();
    await keys.add(ref, more(), context);

    const change = { ...ref, change: { apiKey: 'sk-other-dddd' } };
    await expect(connections.change(change, context)).rejects.toMatchObject({ code: 'several_keys' });
  });

  test('a provider has at most 20 keys', async () => {
    const { ref, keys } = await newProvider();
    for (let n = 1; n < 20; n++) await keys.add(ref, { ...more(), name: undefined }, context);

    await expect(keys.add(ref, more(), context)).rejects.toMatchObject({ code: 'too_many_keys' });
  });

  test('no such provider is null, no such key an error', async () => {
    const { ref, keys } = await newProvider();

    expect(await keys.add({ ...ref, providerId: 'none' }, more(), context)).toBeNull();
    expect(await keys.remove({ ...ref, providerId: 'none' }, 'x', context)).toBe(false);
    await expect(keys.remove(ref, 'none', context)).rejects.toMatchObject({ status: 404 });
  });

  test('an item of before there were several keys is read with its one, and written anew when its keys change', async () => {
    const { ref, documents, providers, secrets, keys, list } = await newProvider();
    const { projectId } = ref;
    const secretName = secrets.newName(projectId, 'former');
    await secrets.put(secretName, 'sk-former-eeee');
    const former = {
      projectId,
      id: 'former',
      kind: 'openai-compatible',
      name: 'Former',
      baseUrl: 'https://api.example.com/v1',
      models: ['*'],
      keyHint: 'eeee',
      secretName,
      isManaged: false,
      createdAt: 1_763_000_000_000,
      updatedAt: 1_763_000_000_000,
      state: 'connected',
      version: 1,
      unsettledSecrets: [],
    };
    await documents.send(
      new PutCommand({ TableName: tableName, Item: { ...providerKey(projectId, 'former'), ...former } }),
    );

    const read = await providers.get(projectId, 'former');
    expect(read).toMatchObject({
      keyHint: 'eeee',
      region: null,
      credentials: [{ id: 'first', hint: 'eeee', secretName }],
    });
    expect(await list()).toHaveLength(1);
    await keys.add({ projectId, providerId: 'former' }, more(), context);

    const changed = await providers.get(projectId, 'former');
    expect(changed?.credentials.map(({ hint }) => hint)).toEqual(['eeee', 'bbbb']);
    expect(await secrets.get(changed?.credentials[0]?.secretName ?? '')).toBe('sk-former-eeee');
  });
});
