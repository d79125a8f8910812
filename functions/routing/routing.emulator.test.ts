import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import type { RouteDryRun } from '../../shared/contract/route-dry-run.ts';
import type { Span } from '../../shared/contract/span.ts';
import type { Principal } from '../../shared/http/principal.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { createModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import { createProviderRepository } from '../../shared/storage/providers.ts';
import { createRollupRepository } from '../../shared/storage/rollup-repository.ts';
import { createRouteRepository } from '../../shared/storage/route-repository.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { buildCall, hexOf, testTime } from '../../test/support/build-span.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { createApp } from './app.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
let tables: Record<'core' | 'traces' | 'rollups', string>;

beforeAll(async () => {
  tables = await createTables(environment, ['core', 'traces', 'rollups']);
});

/** The app over the emulator, called by an editor's key unless told otherwise. */
function newProject(scopes: readonly string[] = ['write'], projectId: string = crypto.randomUUID()) {
  const core = { documents, tableName: tables.core };
  const key = { kind: 'key', id: 'k1', name: 'ci', projectId, scopes, allowedModels: null };
  const traces = createTraceRepository({
    ...{ documents, tableName: tables.traces, blobs: memoryBlobs(), logger: silentLogger },
  });
  const app = createApp({
    authenticator: { authenticate: async () => key as Principal },
    memberships: { get: async () => null },
    logger: silentLogger,
    routes: createRouteRepository(core),
    providers: createProviderRepository(core),
    overrides: createModelOverrideRepository(core),
    rollups: createRollupRepository({ documents, tableName: tables.rollups }),
    traces,
    clock: () => testTime + 60_000,
  });
  return {
    projectId,
    async call(method: string, path: string, body?: unknown) {
      const response = await app.request(`/api/v2/routes${path}`, {
        method,
        headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    store: (spans: readonly Span[]) =>
      traces.store(
        { projectId, source: 'gateway', receivedAt: testTime, spans },
        { retentionDays: 30, capturesContent: true },
      ),
  };
}

const config = (description = '', model = 'sandbox/lorem') => ({
  description,
  targets: [
    { id: 'main', model },
    { id: 'spare', model: 'sandbox/echo' },
  ],
  rules: [{ name: 'always', use: { kind: 'fallback', targets: ['main', 'spare'] } }],
});

describe('a route', () => {
  test('is made, read, changed, restored and deleted', async () => {
    const { call } = newProject();

    expect(await call('POST', '', { name: 'support', config: config('one') })).toMatchObject({
      ...{ status: 201, body: { name: 'support', version: 1 } },
    });
    expect((await call('PUT', '/support', { expectedVersion: 1, config: config('two') })).body.version).toBe(2);
    expect((await call('PUT', '/support', { expectedVersion: 1, config: config('three') })).status).toBe(409);
    expect((await call('POST', '/support/restore', { version: 1, expectedVersion: 2 })).body).toMatchObject({
      ...{ version: 3, restoredFrom: 1, config: { description: 'one' } },
    });
    expect((await call('GET', '')).body.items).toHaveLength(1);
    expect((await call('GET', '/support')).body.version).toBe(3);
    expect((await call('GET', '/support/versions')).body.items).toHaveLength(3);
    expect((await call('DELETE', '/support')).status).toBe(204);
    for (const [method, path, body] of [
      ['GET', '/support'],
      ['DELETE', '/support'],
      ['GET', '/never/versions'],
      ['PUT', '/support', { expectedVersion: 3, config: config() }],
      ['POST', '/support/restore', { version: 1, expectedVersion: 3 }],
      ['POST', '/support/restore', { version: 9, expectedVersion: 3 }],
    ] as const) {
      expect((await call(method, path, body)).status, `${method} ${path}`).toBe(404);
    }
  });

  test('is refused with the field that is wrong', async () => {
    const { call } = newProject();
    const wrong = { ...config(), rules: [{ name: 'always', use: { kind: 'fallback', targets: ['nowhere'] } }] };

    const { status, body } = await call('POST', '', { name: 'support', config: wrong });

    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({ field: 'body.config.rules.0.use.targets.0' });
    expect((await call('POST', '', { name: 'auto', config: config() })).status).toBe(400);
  });

  test('is seen by readers and by its own project alone', async () => {
    const owner = newProject();
    await owner.call('POST', '', { name: 'mine', config: config() });
    const reader = newProject(['read'], owner.projectId);

    expect((await reader.call('GET', '/mine')).status).toBe(200);
    expect((await reader.call('DELETE', '/mine')).status).toBe(403);
    expect((await newProject().call('GET', '/mine')).status).toBe(404);
    expect((await newProject().call('GET', '/mine/versions')).status).toBe(404);
  });
});

test('validation tells errors from warnings', async () => {
  const { call } = newProject(['read']);
  const validate = async (value: unknown) => (await call('POST', '/validate', { config: value })).body;

  expect(await validate(config())).toEqual({ isValid: true, problems: [] });
  expect(await validate(config('', 'openai/gpt-5-mini'))).toMatchObject({
    ...{ isValid: true, problems: [{ field: 'targets.0.model', severity: 'warning' }] },
  });
  expect(await validate({ ...config(), extra: 1 })).toMatchObject({
    ...{ isValid: false, problems: [{ field: 'extra', severity: 'error' }] },
  });
});

describe('a dry run', () => {
  const call = (name: string, part: Partial<Span> = {}): Span => ({
    ...buildCall({ traceId: hexOf(name, 32), spanId: hexOf(name, 16), tokens: 1_000 }),
    attributes: { 'signalbox.request.id': name },
    ...part,
  });

  test('chooses again for the calls of the gateway, and compares what they cost', async () => {
    const project = newProject();
    await project.store([call('one', { metadata: { tier: 'gold' } })]);
    await project.store([call('two')]);
    await project.store([call('unpriced', { cost: null, usage: null })]);
    await project.store([call('elsewhere', { attributes: {} })]);
    const rules = [
      {
        name: 'gold',
        when: { kind: 'metadata', key: 'tier', operator: 'equals', values: ['gold'] },
        use: { kind: 'fallback', targets: ['main'] },
      },
      { name: 'else', use: { kind: 'fallback', targets: ['spare'] } },
    ];

    const { status, body } = await project.call('POST', '/new/dry-run', { config: { ...config(), rules } });

    // The sandbox's price: 1,000 tokens in at 0.5 and 1,000 out at 2 USD per million.
    const run = body as RouteDryRun;
    expect([status, run.callsRead, run.isComplete, run.refused, run.unpriced]).toEqual([200, 3, true, 0, 1]);
    expect(run.compared).toEqual({ calls: 2, didCostNanoUsd: 4_000, wouldHaveCostNanoUsd: 5_000_000 });
    expect(run.wouldHaveChosen).toEqual([
      { model: 'sandbox/echo', calls: 2, costNanoUsd: 2_500_000 },
      { model: 'sandbox/lorem', calls: 1, costNanoUsd: 2_500_000 },
    ]);
    expect(run.rules).toEqual([
      { rule: 'else', calls: 2 },
      { rule: 'gold', calls: 1 },
    ]);
    expect(run.examples).toHaveLength(3);
    expect(run.examples.find(({ rule }) => rule === 'gold')).toMatchObject({
      ...{ askedFor: 'openai/gpt-5-mini', wouldHaveChosen: 'sandbox/lorem', didCostNanoUsd: 2_000 },
    });
  });

  test('counts what would be refused, and keeps to a limit or a route', async () => {
    const project = newProject();
    await project.store([
      call('a', { model: { ...modelOf(call('a')), parameters: { tools: [{ type: 'function' }] } } }),
    ]);
    const run = async (body: object) => (await project.call('POST', '/r/dry-run', { config: config(), ...body })).body;

    expect(await run({})).toMatchObject({ callsRead: 1, refused: 1, wouldHaveChosen: [], unpriced: 0 });
    expect(await run({ limit: 1 })).toMatchObject({ callsRead: 1, isComplete: true });
    expect(await run({ calls: 'route' })).toMatchObject({ callsRead: 0, from: null, to: null, examples: [] });
  });
});

function modelOf({ model }: Span): NonNullable<Span['model']> {
  if (model === null) throw new Error('not a call');
  return model;
}
