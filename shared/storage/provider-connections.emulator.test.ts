import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { awsClientConfig } from '../aws/client-config.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { ProviderRecord } from '../contract/providers.ts';
import { createProviderSecrets } from '../secrets/provider-secrets.ts';
import type { ProviderDraft } from './connect-provider.ts';
import { auditPartition } from './core-keys.ts';
import { createProviderConnections } from './provider-connections.ts';
import { createProviderRepository } from './providers.ts';
import { queryPrefix } from './query-prefix.ts';

const context = { actor: { kind: 'person', id: 'ada', name: 'ada@example.com' }, requestId: 'request-1' } as const;
const minutes = 60_000;

let tableName = '';
beforeAll(async () => {
  ({ core: tableName } = await createTables({ AWS_ENDPOINT_URL: inject('emulatorUrl') }, ['core']));
});

const second = { apiKey: 'sk-second-bbbb', name: undefined, weight: 1 };
const secretOf = (record: ProviderRecord | null) => record?.credentials[0]?.secretName ?? '';

type Step = () => Promise<void>;

/** A project of its own, with clients that a test can cut off at the n-th write. */
function newProject() {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  const projectId = crypto.randomUUID();
  const prefix = `signalbox/test/${projectId}-`;
  const time = { now: Date.parse('2026-11-21T10:00:00Z') };
  const documents = createDocumentClient(environment);
  const client = new SecretsManagerClient(awsClientConfig(environment));
  const portsOver = (beforeWrite: Step = async () => {}, afterWrite: Step = async () => {}) => {
    const clock = () => time.now;
    const providers = createProviderRepository({
      documents: interceptWrites(documents, beforeWrite, afterWrite),
      tableName,
      clock,
    });
    const secrets = createProviderSecrets({ client: interceptWrites(client, beforeWrite, afterWrite), prefix, clock });
    return { providers, secrets, connections: createProviderConnections({ providers, secrets, clock }) };
  };
  return {
    ...portsOver(),
    portsOver,
    projectId,
    time,
    draft: (part: Partial<ProviderDraft> = {}): ProviderDraft => ({
      projectId,
      id: 'openai',
      kind: 'openai-compatible',
      name: 'OpenAI',
      baseUrl: 'https://api.openai.com/v1',
      models: ['*'],
      isManaged: false,
      apiKey: 'sk-first-aaaa',
      ...part,
    }),
    audit: async () => {
      const items = await queryPrefix({
        documents,
        tableName,
        partition: auditPartition(projectId),
        sortKeyPrefix: '0',
      });
      return items.map(({ action, before, after }) => ({ action, before, after }));
    },
    secretNames: async () => {
      const filters = [{ Key: 'name' as const, Values: [prefix] }];
      const { SecretList = [] } = await client.send(new ListSecretsCommand({ Filters: filters, MaxResults: 100 }));
      return SecretList.map((secret) => secret.Name ?? '').filter((name) => name.startsWith(prefix));
    },
  };
}

const isWrite = (command: object) => /^(TransactWrite|CreateSecret|DeleteSecret)/.test(command.constructor.name);

function interceptWrites<T extends DynamoDBDocumentClient | SecretsManagerClient>(
  client: T,
  before: Step,
  after: Step,
): T {
  return new Proxy(client, {
    get(target, property, receiver) {
      if (property !== 'send') return Reflect.get(target, property, receiver);
      return async (command: object) => {
        const send = target.send.bind(target) as (command: object) => Promise<unknown>;
        if (!isWrite(command)) return await send(command);
        await before();
        const answer = await send(command);
        await after();
        return answer;
      };
    },
  });
}

/** A step that fails at its n-th call, and at every later one: the process is gone. */
function crashAt(n: number): Step {
  let calls = 0;
  return async () => {
    calls++;
    if (calls >= n) throw new Error('crashed');
  };
}

describe('provider connections', () => {
  test('connecting keeps the key in Secrets Manager and only its end in the table', async () => {
    const project = newProject();

    const record = await project.connections.connect(project.draft(), context);

    expect(record).toMatchObject({ id: 'openai', keyHint: 'aaaa', createdAt: '2026-11-21T10:00:00.000Z' });
    expect(await project.secrets.get(secretOf(record))).toBe('sk-first-aaaa');
    expect(await project.providers.list(project.projectId)).toEqual([record]);
    expect(await project.providers.get(project.projectId, 'openai')).toEqual(record);
    expect(JSON.stringify(await project.providers.listItems(project.projectId))).not.toContain('sk-first');
    expect(await project.audit()).toEqual([
      {
        action: 'provider.connected',
        before: null,
        after: {
          name: 'OpenAI',
          kind: 'openai-compatible',
          baseUrl: 'https://api.openai.com/v1',
          models: ['*'],
          keyHint: 'aaaa',
        },
      },
    ]);
  });

  test('a provider without a key needs no secret', async () => {
    const project = newProject();

    const record = await project.connections.connect(project.draft({ apiKey: null }), context);

    expect(record).toMatchObject({ keyHint: null, credentials: [] });
    expect(await project.secretNames()).toEqual([]);
  });

  test.each([[null], ['sk-second-bbbb']])('an id is taken once (key: %s)', async (apiKey) => {
    const project = newProject();
    await project.connections.connect(project.draft(), context);

    await expect(project.connections.connect(project.draft({ apiKey }), context)).rejects.toMatchObject({
      code: 'provider_exists',
    });
    expect(await project.secretNames()).toHaveLength(1);
  });

  test('fields change without touching the key, and an unchanged one is no change', async () => {
    const project = newProject();
    const first = await project.connections.connect(project.draft(), context);
    project.time.now += minutes;

    const same = { projectId: project.projectId, providerId: 'openai', change: { name: 'OpenAI', baseUrl: undefined } };
    expect(await project.connections.change(same, context)).toEqual(first);
    const renamed = await project.connections.change({ ...same, change: { name: 'Ours' } }, context);

    expect(renamed).toEqual({ ...first, name: 'Ours', updatedAt: '2026-11-21T10:01:00.000Z' });
    expect((await project.audit()).at(-1)).toEqual({
      action: 'provider.updated',
      before: { name: 'OpenAI' },
      after: { name: 'Ours' },
    });
  });

  test('a new key replaces the old one at once, and the old one is gone', async () => {
    const project = newProject();
    const first = await project.connections.connect(project.draft(), context);

    const replaced = await project.connections.change(
      { projectId: project.projectId, providerId: 'openai', change: { apiKey: 'sk-second-bbbb', name: 'Ours' } },
      context,
    );

    expect(replaced).toMatchObject({ name: 'Ours', keyHint: 'bbbb' });
    expect(secretOf(replaced)).not.toBe(secretOf(first));
    expect(await project.secrets.get(secretOf(replaced))).toBe('sk-second-bbbb');
    expect(await project.secretNames()).toEqual([secretOf(replaced)]);
    expect((await project.audit()).at(-1)).toEqual({
      action: 'provider.updated',
      before: { name: 'OpenAI', keyHint: 'aaaa' },
      after: { name: 'Ours', keyHint: 'bbbb' },
    });
  });

  test('a provider that had no key can be given one', async () => {
    const project = newProject();
    await project.connections.connect(project.draft({ apiKey: null }), context);

    const change = { projectId: project.projectId, providerId: 'openai', change: { apiKey: 'abc' } };

    expect(await project.connections.change(change, context)).toMatchObject({ keyHint: 'c' });
    expect(await project.secretNames()).toHaveLength(1);
  });

  test('disconnecting takes the key along', async () => {
    const project = newProject();
    await project.connections.connect(project.draft(), context);

    expect(await project.connections.disconnect(project.projectId, 'openai', context)).toBe(true);

    expect(await project.providers.listItems(project.projectId)).toEqual([]);
    expect(await project.secretNames()).toEqual([]);
    expect((await project.audit()).at(-1)).toMatchObject({ action: 'provider.removed', after: null });
    expect(await project.connections.disconnect(project.projectId, 'openai', context)).toBe(false);
    const change = { projectId: project.projectId, providerId: 'openai', change: {} };
    expect(await project.connections.change(change, context)).toBeNull();
  });

  test('a project has at most 50 providers', async () => {
    const project = newProject();
    for (let n = 0; n < 50; n++) {
      await project.connections.connect(project.draft({ id: `p${n}`, apiKey: null }), context);
    }

    await expect(project.connections.connect(project.draft(), context)).rejects.toMatchObject({
      code: 'too_many_providers',
    });
  });

  test('a key that cannot be stored leaves nothing, and the id is free again', async () => {
    const project = newProject();
    let writes = 0;
    const failing = project.portsOver(async () => {
      writes++;
      if (writes === 2) throw new Error('throttled');
    });

    await expect(failing.connections.connect(project.draft(), context)).rejects.toMatchObject({ status: 503 });

    expect(await project.providers.listItems(project.projectId)).toEqual([]);
    expect(await project.connections.connect(project.draft(), context)).toMatchObject({ id: 'openai' });
  });
});

describe('two people at once', () => {
  /** Lets somebody else finish a change just before the n-th write of ours. */
  const interleave = (project: ReturnType<typeof newProject>, n: number) => {
    let writes = 0;
    return project.portsOver(async () => {
      writes++;
      if (writes !== n) return;
      const change = { projectId: project.projectId, providerId: 'openai', change: { name: 'Theirs' } };
      await project.connections.change(change, context);
    });
  };

  test.each([
    ['a field, written', { name: 'Mine' }, 1],
    ['a key, before it is noted', { apiKey: 'sk-second-bbbb' }, 1],
    ['a key, before it is switched over', { apiKey: 'sk-second-bbbb' }, 3],
  ])('the later change of %s is refused, and leaves no key', async (_, change, write) => {
    const project = newProject();
    await project.connections.connect(project.draft(), context);

    const mine = interleave(project, write).connections.change(
      { projectId: project.projectId, providerId: 'openai', change },
      context,
    );

    await expect(mine).rejects.toMatchObject({ code: 'changed_concurrently' });
    expect(await project.providers.get(project.projectId, 'openai')).toMatchObject({ name: 'Theirs', keyHint: 'aaaa' });
    expect(await project.secretNames()).toHaveLength(1);
  });

  test('a removal that somebody overtakes is refused', async () => {
    const project = newProject();
    await project.connections.connect(project.draft(), context);

    const removal = interleave(project, 1).connections.disconnect(project.projectId, 'openai', context);

    await expect(removal).rejects.toMatchObject({ code: 'changed_concurrently' });
    expect(await project.secretNames()).toHaveLength(1);
  });

  test('a connection that took so long that it was given up does not come back', async () => {
    const project = newProject();
    let writes = 0;
    const slow = project.portsOver(async () => {
      writes++;
      if (writes !== 3) return;
      project.time.now += 20 * minutes;
      await project.connections.connect(project.draft({ id: 'other', apiKey: null }), context);
    });

    await expect(slow.connections.connect(project.draft(), context)).rejects.toMatchObject({
      code: 'changed_concurrently',
    });
    expect((await project.providers.list(project.projectId)).map(({ id }) => id)).toEqual(['other']);
    expect(await project.secretNames()).toEqual([]);
  });
});

describe('a crash', () => {
  type Ports = ReturnType<ReturnType<typeof newProject>['portsOver']>;
  const operations = {
    connect: {
      writes: 3,
      run: (p: Ports, project: ReturnType<typeof newProject>) =>
        p.connections.connect(project.draft({ id: 'second' }), context),
    },
    replace: {
      writes: 5,
      run: (p: Ports, { projectId }: ReturnType<typeof newProject>) =>
        p.connections.change({ projectId, providerId: 'openai', change: { apiKey: 'sk-second-bbbb' } }, context),
    },
    disconnect: {
      writes: 3,
      run: (p: Ports, { projectId }: ReturnType<typeof newProject>) =>
        p.connections.disconnect(projectId, 'openai', context),
    },
    addKey: {
      writes: 3,
      run: (p: Ports, { projectId }: ReturnType<typeof newProject>) =>
        p.connections.keys.add({ projectId, providerId: 'openai' }, { ...second, name: 'Second' }, context),
    },
    rotateAtOnce: {
      writes: 5,
      run: async (p: Ports, { projectId }: ReturnType<typeof newProject>) => {
        const keyId = (await p.providers.get(projectId, 'openai'))?.credentials[0]?.id ?? '';
        const rotation = { keyId, apiKey: 'sk-second-bbbb', overlapHours: 0 };
        return await p.connections.keys.rotate({ projectId, providerId: 'openai' }, rotation, context);
      },
    },
  };
  const cases = Object.entries(operations).flatMap(([name, { writes }]) =>
    Array.from({ length: writes }, (_, index) => index + 1).flatMap((n) => [
      { name: name as keyof typeof operations, n, when: 'before' },
      { name: name as keyof typeof operations, n, when: 'after' },
    ]),
  );

  test.each(cases)('$when write $n of $name leaves nothing half done', async ({ name, n, when }) => {
    const project = newProject();
    await project.connections.connect(project.draft(), context);
    const crashing = when === 'before' ? project.portsOver(crashAt(n)) : project.portsOver(undefined, crashAt(n));

    await expect(operations[name].run(crashing, project)).rejects.toThrow();

    await expectSound(project);
    project.time.now += 17 * minutes;
    await project.connections.connect(project.draft({ id: 'third', apiKey: null }), context);
    await expectSound(project);
    await expectSettled(project);
  });

  test('the number of writes is what the cases above go through', async () => {
    for (const { writes, run } of Object.values(operations)) {
      const project = newProject();
      await project.connections.connect(project.draft(), context);
      let seen = 0;
      await run(
        project.portsOver(async () => void seen++),
        project,
      );
      expect(seen).toBe(writes);
    }
  });

  /** Every provider that is shown has its key, and every key there is has a record that names it. */
  async function expectSound(project: ReturnType<typeof newProject>) {
    const secrets = await project.secretNames();
    for (const { credentials } of await project.providers.list(project.projectId)) {
      for (const { secretName } of credentials) expect(secrets).toContain(secretName);
    }
    const items = await project.providers.listItems(project.projectId);
    const named = items.flatMap((item) =>
      [...item.credentials, ...item.unsettledSecrets].map(({ secretName }) => secretName),
    );
    for (const secret of secrets) expect(named).toContain(secret);
  }

  async function expectSettled(project: ReturnType<typeof newProject>) {
    const items = await project.providers.listItems(project.projectId);
    expect(items.every((item) => item.state === 'connected' && item.unsettledSecrets.length === 0)).toBe(true);
    const inUse = items.flatMap((item) => item.credentials.map(({ secretName }) => secretName));
    expect((await project.secretNames()).toSorted()).toEqual(inUse.toSorted());
  }
});
