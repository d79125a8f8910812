import { createServer, type RequestListener, type Server } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { awsClientConfig } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { modelSchema } from '../../shared/contract/models.ts';
import type { Principal } from '../../shared/http/principal.ts';
import type { LogFields } from '../../shared/observability/logger.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { normalizeUsage } from '../../shared/pricing/normalize-usage.ts';
import { priceUsage } from '../../shared/pricing/price-usage.ts';
import { createHttpTransport } from '../../shared/providers/http-transport.ts';
import { createProviderSecrets } from '../../shared/secrets/provider-secrets.ts';
import { createModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import { createProviderConnections } from '../../shared/storage/provider-connections.ts';
import { createProviderRepository } from '../../shared/storage/providers.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createApp } from './app.ts';

const apiKey = 'sk-very-secret-1234';

let tableName = '';
let upstream: Server;
let upstreamUrl = '';
let answer: RequestListener = () => undefined;

beforeAll(async () => {
  ({ core: tableName } = await createTables({ AWS_ENDPOINT_URL: inject('emulatorUrl') }, ['core']));
  upstream = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
  const address = upstream.address();
  upstreamUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`;
});
afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
});

interface Project {
  projectId: string;
  logged: LogFields[];
  connections: ReturnType<typeof createProviderConnections>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; text: string; body: unknown }>;
}

/** The app over the emulator, called by an administrator's key unless told otherwise. */
function newProject({
  allowsPrivate = true,
  principal,
}: {
  allowsPrivate?: boolean;
  principal?: Partial<Principal>;
} = {}): Project {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  const projectId = crypto.randomUUID();
  const core = { documents: createDocumentClient(environment), tableName };
  const providers = createProviderRepository(core);
  const client = new SecretsManagerClient(awsClientConfig(environment));
  const secrets = createProviderSecrets({ client, prefix: 'signalbox/test/' });
  const connections = createProviderConnections({ providers, secrets });
  const logged: LogFields[] = [];
  const key = { kind: 'key', id: 'k1', name: 'ci', projectId, scopes: ['admin'], allowedModels: null } as const;
  const app = createApp({
    authenticator: { authenticate: async () => ({ ...key, ...principal }) as Principal },
    memberships: { get: async () => ({ role: 'admin', email: 'ada@example.com' }) },
    logger: { ...silentLogger, warn: (_, fields = {}) => void logged.push(fields) },
    providers,
    secrets,
    connections,
    overrides: createModelOverrideRepository(core),
    transport: createHttpTransport({ allowsPrivateHosts: allowsPrivate }),
    allowsPrivateProviders: allowsPrivate,
    roleCredentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'test' }),
    clock: Date.now,
  });
  return {
    projectId,
    logged,
    connections,
    async call(method, path, body) {
      const response = await app.request(`/api/v2${path}`, {
        method,
        headers: { authorization: 'Bearer x', 'content-type': 'application/json', 'x-signalbox-project': projectId },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, body: text === '' ? null : JSON.parse(text) };
    },
  };
}

const connection = (part: Record<string, unknown> = {}) => ({
  id: 'mock',
  baseUrl: upstreamUrl,
  apiKey,
  models: ['*'],
  ...part,
});

/** A price that holds from a day on. */
function pricedFrom(from: string, inputUncached: string) {
  return { from, base: { inputUncached }, tiers: [] };
}

describe('models', () => {
  test('the list holds the catalogue as the project sees it', async () => {
    const { call } = newProject();
    await call('POST', '/providers', connection({ id: 'openai', models: ['ft:mine'] }));

    const { status, body } = await call('GET', '/models');

    expect(status).toBe(200);
    const { items, nextCursor } = body as { items: { id: string; isAvailable: boolean }[]; nextCursor: null };
    expect(nextCursor).toBeNull();
    expect(items.length).toBeGreaterThan(90);
    expect(items.filter((model) => model.isAvailable).map((model) => model.id)).toEqual(
      expect.arrayContaining(['sandbox/echo', 'openai/gpt-5', 'openai/ft:mine']),
    );
  });

  test.each([['/models/groq%2Fopenai%2Fgpt-oss-120b'], ['/models/groq/openai/gpt-oss-120b']])(
    'a model is read by its id, slashes encoded or not: %s',
    async (path) => {
      const { call } = newProject();

      expect(await call('GET', path)).toMatchObject({ status: 200, body: { id: 'groq/openai/gpt-oss-120b' } });
    },
  );

  test('a model that nothing knows is not found', async () => {
    expect(await newProject().call('GET', '/models/mock%2Fany')).toMatchObject({ status: 404 });
  });

  test('an override changes the model for the project until it is removed', async () => {
    const { call } = newProject();
    const path = '/models/openai%2Fgpt-5/override';

    const put = await call('PUT', path, { price: { base: { inputUncached: '1', outputText: '2' }, tiers: [] } });
    expect(put).toMatchObject({
      status: 200,
      body: { id: 'openai/gpt-5', hasOverride: true, price: { source: 'override' }, contextWindow: 400_000 },
    });
    expect(await call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await call('GET', '/models/openai%2Fgpt-5')).toMatchObject({ body: { hasOverride: false } });
    expect(await call('DELETE', path)).toMatchObject({ status: 404 });
  });

  test('prices with dates come back as periods, and a call is priced by the day it is made', async () => {
    const { call } = newProject();
    const path = '/models/openai%2Fgpt-5';
    await call('PUT', `${path}/override`, {
      prices: [pricedFrom('2026-12-01', '9'), pricedFrom('2026-11-01', '7')],
    });

    const { price, priceTableVersion } = modelSchema.parse((await call('GET', path)).body);
    const usage = normalizeUsage({ input: 1_000_000, output: 0 });
    const costOn = (day: string) =>
      priceUsage({ usage, price, priceTableVersion, isSimulated: false, at: Date.parse(`${day}T12:00:00Z`) });

    expect(price?.periods?.map(({ from, source }) => [from, source])).toEqual([
      ['2026-11-01', 'override'],
      ['2026-12-01', 'override'],
    ]);
    expect(['2026-10-31', '2026-11-30', '2026-12-01'].map((day) => costOn(day).totalNanoUsd)).toEqual([
      1_250_000_000, 7_000_000_000, 9_000_000_000,
    ]);
    expect(costOn('2026-12-01').priceTableVersion).toMatch(/override of 20/);
  });

  test('an override is the project’s own: another neither sees it nor removes it', async () => {
    const [mine, theirs] = [newProject(), newProject()];
    const path = '/models/openai%2Fgpt-5';
    await mine.call('PUT', `${path}/override`, { name: 'Mine' });

    expect(await theirs.call('GET', path)).toMatchObject({ body: { hasOverride: false, name: 'GPT-5' } });
    expect(await theirs.call('DELETE', `${path}/override`)).toMatchObject({ status: 404 });
    expect(await mine.call('GET', path)).toMatchObject({ body: { hasOverride: true, name: 'Mine' } });
  });

  test('a model of one’s own can be described', async () => {
    const { call } = newProject();

    expect(await call('PUT', '/models/mine%2Fllama/override', { name: 'Our Llama' })).toMatchObject({
      status: 200,
      body: { id: 'mine/llama', name: 'Our Llama', isAvailable: false, price: null },
    });
  });

  test.each([
    ['gpt-5', {}, 400],
    ['sandbox%2Fecho', {}, 409],
    ['openai%2Fgpt-5', { price: { base: { inputUncached: '-1' }, tiers: [] } }, 400],
    ['openai%2Fgpt-5', { price: { base: { nonsense: '1' }, tiers: [] } }, 400],
    ['openai%2Fgpt-5', { prices: [pricedFrom('2026-12-01', '1'), pricedFrom('2026-12-01', '2')] }, 400],
    ['openai%2Fgpt-5', { prices: [pricedFrom('1 December', '1')] }, 400],
    ['openai%2Fgpt-5', { prices: [pricedFrom('2026-12-01', '1,50')] }, 400],
  ])('an override of %s with %j is refused with %i', async (model, override, status) => {
    expect(await newProject().call('PUT', `/models/${model}/override`, override)).toMatchObject({ status });
  });
});

describe('providers', () => {
  test('the sandbox is always there', async () => {
    const { status, body } = await newProject().call('GET', '/providers');

    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [{ id: 'sandbox', kind: 'sandbox', isManaged: true }], nextCursor: null });
  });

  test('a key goes in and never comes out but its last four characters', async () => {
    const { call } = newProject();

    const created = await call('POST', '/providers', connection());
    const answers = [
      created,
      await call('GET', '/providers'),
      await call('PATCH', '/providers/mock', { name: 'Mock' }),
      await call('POST', '/providers', connection()),
      await call('PATCH', '/providers/mock', { apiKey: `${apiKey} with a space` }),
    ];

    expect(created).toMatchObject({
      status: 201,
      body: { id: 'mock', name: 'mock', keyHint: '1234', isManaged: false, baseUrl: upstreamUrl, models: ['*'] },
    });
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 409, 400]);
    for (const { text } of answers) {
      expect(text).not.toContain(apiKey);
      expect(text).not.toContain('secretName');
    }
  });

  test('everything but the id can be changed', async () => {
    const { call } = newProject();
    await call('POST', '/providers', connection());

    const changed = await call('PATCH', '/providers/mock', {
      name: 'Mock',
      baseUrl: `${upstreamUrl}/other/`,
      models: ['a', 'a', 'b'],
      apiKey: 'sk-another-9876',
    });

    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Mock', baseUrl: `${upstreamUrl}/other`, models: ['a', 'b'], keyHint: '9876' },
    });
  });

  test('a key is not sent to another server than the one it is for', async () => {
    const { call } = newProject();
    await call('POST', '/providers', connection());
    const elsewhere = { baseUrl: 'https://elsewhere.example/v1' };

    expect(await call('PATCH', '/providers/mock', elsewhere)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'body.apiKey' }] },
    });
    expect(await call('PATCH', '/providers/mock', { ...elsewhere, apiKey: 'sk-theirs' })).toMatchObject({
      status: 200,
    });
  });

  test('a provider without a key can move', async () => {
    const { call } = newProject();
    await call('POST', '/providers', { id: 'mock', baseUrl: upstreamUrl });

    expect(await call('PATCH', '/providers/mock', { baseUrl: 'https://elsewhere.example/v1' })).toMatchObject({
      status: 200,
      body: { keyHint: null, models: [] },
    });
  });

  test('a disconnected provider is gone, with its models', async () => {
    const { call } = newProject();
    await call('POST', '/providers', connection());

    expect(await call('DELETE', '/providers/mock')).toMatchObject({ status: 204 });
    expect(await call('GET', '/models/mock%2Fany')).toMatchObject({ status: 404 });
    expect(await call('DELETE', '/providers/mock')).toMatchObject({ status: 404 });
    expect(await call('PATCH', '/providers/mock', {})).toMatchObject({ status: 404 });
  });

  test('what the stage manages cannot be changed, and it says where to', async () => {
    const { call, connections, projectId } = newProject();
    const context = { actor: { kind: 'system', id: 'seed', name: 'seed' }, requestId: 'seed' } as const;
    await connections.connect(
      {
        projectId,
        id: 'managed',
        kind: 'openai-compatible',
        name: 'M',
        baseUrl: upstreamUrl,
        models: [],
        isManaged: true,
        apiKey: null,
      },
      context,
    );

    for (const id of ['managed', 'sandbox']) {
      const answers = [
        await call('PATCH', `/providers/${id}`, { name: 'x' }),
        await call('DELETE', `/providers/${id}`),
      ];
      for (const each of answers) expect(each).toMatchObject({ status: 409, body: { code: 'provider_managed' } });
    }
    expect(await call('POST', '/providers', connection({ id: 'sandbox' }))).toMatchObject({ status: 409 });
  });

  test('a change is refused if somebody removed the provider in between', async () => {
    const project = newProject();
    await project.call('POST', '/providers', connection());
    const { connections } = project;
    const removed = { ...connections, change: async () => null, disconnect: async () => false };
    Object.assign(connections, removed);

    expect(await project.call('PATCH', '/providers/mock', { name: 'x' })).toMatchObject({ status: 404 });
    expect(await project.call('DELETE', '/providers/mock')).toMatchObject({ status: 404 });
  });

  test('where private networks are not allowed, a URL into one is refused', async () => {
    const { call } = newProject({ allowsPrivate: false });

    expect(await call('POST', '/providers', connection())).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'body.baseUrl' }] },
    });
  });
});

describe('the test of a provider', () => {
  const json =
    (status: number, body: unknown): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
  let project: Project;
  beforeEach(async () => {
    project = newProject();
    await project.call('POST', '/providers', connection());
  });
  const run = async () => (await project.call('POST', '/providers/mock/test')).body;

  test('calls its model list with the stored key', async () => {
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.url, request.headers.authorization);
      json(200, { object: 'list', data: [{ id: 'a' }, { id: 'b' }] })(request, response);
    };

    expect(await run()).toEqual({
      isReachable: true,
      outcome: 'lists-models',
      latencyMs: expect.any(Number),
      modelCount: 2,
      message: 'It answered with 2 models.',
    });
    expect(seen).toEqual(['/v1/models', `Bearer ${apiKey}`]);
  });

  test('takes a bare array, and says one model', async () => {
    answer = json(200, [{ id: 'a' }]);

    expect(await run()).toMatchObject({ modelCount: 1, message: 'It answered with 1 model.' });
  });

  test('needs no key where there is none', async () => {
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.headers.authorization);
      json(200, { data: [] })(request, response);
    };
    await project.call('POST', '/providers', { id: 'open', baseUrl: upstreamUrl });

    expect((await project.call('POST', '/providers/open/test')).body).toMatchObject({
      isReachable: true,
      modelCount: 0,
    });
    expect(seen).toEqual([undefined]);
  });

  test.each([
    [
      401,
      { error: { message: `Incorrect API key provided: ${apiKey}` } },
      'does not accept the key',
      'provider_authentication_failed',
      'refuses-access',
    ],
    [403, {}, 'does not accept the key', 'provider_authentication_failed', 'refuses-access'],
    [429, {}, 'no more requests', 'provider_rate_limited', 'too-many-requests'],
    [500, { error: apiKey }, 'status 500', 'provider_failed', 'answers-error'],
    [302, {}, 'status 302', 'provider_failed', 'answers-error'],
    [200, { models: apiKey }, 'not a list of models', 'provider_invalid_response', 'answers-otherwise'],
  ])('answers %i with a sentence that does not leak', async (status, body, sentence, errorType, outcome) => {
    answer = json(status, body);

    const result = await run();

    expect(result).toEqual({
      isReachable: false,
      outcome,
      latencyMs: null,
      modelCount: null,
      message: expect.stringContaining(sentence),
    });
    expect(JSON.stringify([result, project.logged])).not.toContain(apiKey);
    expect(project.logged).toEqual([{ providerId: 'mock', errorType }]);
  });

  test.each([
    ['HTML', '<html>', 'not a list of models'],
    ['far too much', 'x'.repeat(9 * 1024 * 1024), 'larger than'],
  ])('refuses %s', async (_, text, sentence) => {
    answer = (_request, response) => response.end(text);

    expect(await run()).toMatchObject({ isReachable: false, message: expect.stringContaining(sentence) });
  });

  test('says when nothing listens there', async () => {
    await project.call('POST', '/providers', connection({ id: 'gone', baseUrl: 'http://127.0.0.1:9/v1' }));

    expect((await project.call('POST', '/providers/gone/test')).body).toMatchObject({
      isReachable: false,
      outcome: 'silent',
      message: 'The provider could not be reached.',
    });
  });

  test('waits ten seconds at most', { timeout: 15_000 }, async () => {
    answer = () => undefined;

    expect(await run()).toMatchObject({ outcome: 'silent', message: 'It did not answer within 10 s.' });
  });

  test('of the sandbox succeeds; of a provider that is none is not found', async () => {
    expect((await project.call('POST', '/providers/sandbox/test')).body).toMatchObject({
      isReachable: true,
      modelCount: 7,
    });
    expect(await project.call('POST', '/providers/none/test')).toMatchObject({ status: 404 });
  });
});

describe('the keys of a provider', () => {
  const idOf = (answer: { body: unknown }) => (answer.body as { id: string }).id;

  test('are listed, added, changed, tested, rotated and removed, and no answer holds one', async () => {
    answer = (_, response) => response.writeHead(200).end(JSON.stringify({ data: [] }));
    const { call } = newProject();
    await call('POST', '/providers', connection());
    const keys = '/providers/mock/keys';
    const added = await call('POST', keys, { apiKey, name: 'Second', weight: 2 });
    const path = `${keys}/${idOf(added)}`;
    const answers = [
      added,
      await call('GET', keys),
      await call('PATCH', path, { weight: 5 }),
      await call('POST', `${path}/test`),
      await call('POST', `${path}/rotate`, { apiKey: `${apiKey}9` }),
      await call('DELETE', path),
      await call('PATCH', path, { weight: 1 }),
      await call('POST', `${path}/test`),
      await call('GET', '/providers/none/keys'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 204, 404, 404, 404]);
    for (const { text } of answers) expect(text).not.toMatch(/sk-very-secret|secretName/);
    expect((await call('GET', keys)).body).toMatchObject({ items: [{ name: 'Key' }, { name: 'Second', weight: 5 }] });
  });

  test('a wrong key is seen before it is saved', async () => {
    answer = (_, response) => response.writeHead(401).end();
    const { call } = newProject();

    const tested = await call('POST', '/providers/test', { kind: 'anthropic', baseUrl: upstreamUrl, apiKey });

    expect(tested).toMatchObject({
      status: 200,
      body: { isReachable: false, outcome: 'refuses-access', message: expect.stringContaining('401') },
    });
    expect((await call('GET', '/providers')).body).toMatchObject({ items: [{ id: 'sandbox' }] });
  });

  test.each([
    [{ kind: 'bedrock' }, 'region'],
    [{ kind: 'anthropic', region: 'eu-west-1', apiKey }, 'region'],
    [{ kind: 'gemini', apiVersion: '2024-10-21', apiKey }, 'apiVersion'],
    [{ kind: 'azure-openai', apiKey }, 'baseUrl'],
    [{ kind: 'anthropic' }, 'apiKey'],
    [{ kind: 'bedrock', region: 'eu-west-1', baseUrl: 'https://elsewhere.example' }, 'baseUrl'],
  ])('%j is refused for its %s', async (body, field) => {
    const { call } = newProject({ allowsPrivate: false });

    expect(await call('POST', '/providers', { id: 'mine', ...body })).toMatchObject({
      status: 400,
      body: { errors: [{ field: `body.${field}` }] },
    });
  });

  test('a region’s own base URL moves along with the region', async () => {
    const { call } = newProject();
    await call('POST', '/providers', { id: 'aws', kind: 'bedrock', region: 'eu-west-1' });

    expect(await call('PATCH', '/providers/aws', { region: 'eu-central-1' })).toMatchObject({
      status: 200,
      body: { region: 'eu-central-1', baseUrl: 'https://bedrock-runtime.eu-central-1.amazonaws.com' },
    });
    expect(await call('PATCH', '/providers/aws', { apiVersion: '2024-10-21' })).toMatchObject({ status: 400 });
  });
});

describe('the audit log', () => {
  test('names the person who made a change', async () => {
    const { call, projectId } = newProject({ principal: { kind: 'person', id: 'ada', email: 'ada@example.com' } });
    await call('POST', '/providers', connection());

    expect(await actorsOf(projectId)).toEqual([{ kind: 'person', id: 'ada', name: 'ada@example.com' }]);
  });

  test('has each change of an override, with what was before and after', async () => {
    const { call, projectId } = newProject();
    const path = '/models/openai%2Fgpt-5/override';
    const override = { prices: [pricedFrom('2026-12-01', '9')] };
    await call('PUT', path, override);
    await call('DELETE', path);

    expect(await entriesOf(projectId)).toMatchObject([
      { action: 'model_override.put', target: { id: 'openai/gpt-5' }, before: null, after: override },
      { action: 'model_override.removed', target: { id: 'openai/gpt-5' }, before: override, after: null },
    ]);
  });

  async function actorsOf(projectId: string) {
    return (await entriesOf(projectId)).map(({ actor }) => actor);
  }

  async function entriesOf(projectId: string): Promise<Record<string, unknown>[]> {
    const { auditPartition } = await import('../../shared/storage/core-keys.ts');
    const { queryPrefix } = await import('../../shared/storage/query-prefix.ts');
    const documents = createDocumentClient({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
    return await queryPrefix({ documents, tableName, partition: auditPartition(projectId), sortKeyPrefix: '0' });
  }
});
