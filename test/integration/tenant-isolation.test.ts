import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, ApiError } from '../../shared/contract/client.ts';
import { createKey, listKeys, revokeKey, rotateKey, updateKey } from '../../shared/contract/keys.ts';
import { getModel, putModelOverride } from '../../shared/contract/models.ts';
import {
  createProvider,
  deleteProvider,
  listProviders,
  testProvider,
  updateProvider,
} from '../../shared/contract/providers.ts';
import { clearCache, getCache } from '../../shared/contract/response-cache.ts';
import { getTrace, listTraces } from '../../shared/contract/tracing.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';

const stage = localStage();
/** Administrators of two projects, each with everything that can be had. */
let owner: ApiClient;
let stranger: ApiClient;
let traceId: string;
let keyId: string;
let ownerSecret: string;
let strangerSecret: string;

beforeAll(async () => {
  const token = await signIn(stage, stage.email, stage.password);
  const [ownerProject, strangerProject] = [await newProject(stage, token), await newProject(stage, token)];
  owner = clientFor(stage, token, ownerProject);
  const strangerKey = await clientFor(stage, token, strangerProject).call(createKey, {
    body: { name: 'Stranger', scopes: ['gateway', 'ingest', 'read', 'write'] },
  });
  strangerSecret = strangerKey.secret;
  stranger = clientFor(stage, strangerSecret, null);
  const key = await owner.call(createKey, { body: { name: 'Owner', scopes: ['gateway', 'read'] } });
  keyId = key.key.id;
  ownerSecret = key.secret;
  await owner.call(createProvider, { body: { id: 'private', baseUrl: 'http://127.0.0.1:9/v1', models: ['*'] } });
  await owner.call(putModelOverride, { params: { modelId: 'anthropic/claude-fable-5' }, body: { name: 'Renamed' } });
  traceId = (await callModel(ownerSecret)).headers.get('x-signalbox-trace-id') ?? '';
});

async function callModel(secret: string, more: Record<string, unknown> = {}): Promise<Response> {
  const response = await fetch(`${stage.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/echo', messages: [{ role: 'user', content: 'Mine' }], ...more }),
  });
  await response.text();
  return response;
}

async function statusOf(call: Promise<unknown>): Promise<number> {
  try {
    await call;
    return 200;
  } catch (error) {
    if (error instanceof ApiError) return error.status;
    throw error;
  }
}

describe("another project's things, by their right ids", () => {
  test('a trace is there for its project and for no other', async () => {
    await expect.poll(() => statusOf(owner.call(getTrace, { params: { traceId } })), { timeout: 10_000 }).toBe(200);

    expect(await statusOf(stranger.call(getTrace, { params: { traceId } }))).toBe(404);
    expect((await stranger.call(listTraces, {})).items).toEqual([]);
  });

  test('a key can be neither changed, rotated, revoked nor listed', async () => {
    const params = { keyId };

    expect(await statusOf(stranger.call(updateKey, { params, body: { name: 'Taken' } }))).toBe(404);
    expect(await statusOf(stranger.call(rotateKey, { params, body: {} }))).toBe(404);
    expect(await statusOf(stranger.call(revokeKey, { params }))).toBe(404);
    expect((await stranger.call(listKeys, {})).items.map(({ id }) => id)).not.toContain(keyId);
    expect((await owner.call(listKeys, {})).items.find(({ id }) => id === keyId)).toMatchObject({
      name: 'Owner',
      status: 'active',
    });
  });

  test('a provider and an override exist only where they were made', async () => {
    const params = { providerId: 'private' };
    const admin = clientFor(stage, await signIn(stage, stage.email, stage.password), stage.projectId);

    expect(await statusOf(stranger.call(testProvider, { params }))).toBe(404);
    expect(await statusOf(admin.call(updateProvider, { params, body: { name: 'Taken' } }))).toBe(404);
    expect(await statusOf(admin.call(deleteProvider, { params }))).toBe(404);
    expect((await stranger.call(listProviders, {})).items.map(({ id }) => id)).not.toContain('private');
    expect((await stranger.call(getModel, { params: { modelId: 'anthropic/claude-fable-5' } })).name).not.toBe(
      'Renamed',
    );
  });

  test('a kept answer is given within its project, and no other clears it', async () => {
    const cached = async (secret: string) =>
      (await callModel(secret, { cache: { namespace: 'faq' } })).headers.get('x-signalbox-cache');
    expect(await cached(ownerSecret)).toBe('miss');

    expect(await cached(strangerSecret)).toBe('miss');
    await stranger.call(clearCache, { query: { namespace: 'faq' } });
    expect(await cached(ownerSecret)).toBe('hit');
    await expect.poll(async () => (await owner.call(getCache, {})).hitCount, { timeout: 10_000 }).toBe(1);
    expect((await stranger.call(getCache, {})).hitCount).toBe(0);
  });
});
