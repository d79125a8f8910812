import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from '../../shared/contract/client.ts';
import { createKey } from '../../shared/contract/keys.ts';
import { createProvider } from '../../shared/contract/providers.ts';
import { getTrace } from '../../shared/contract/tracing.ts';
import { type FakeProvider, startFakeProvider } from '../fixtures/fake-provider/fake-provider.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';
import { openAiFor } from './openai-client.ts';

/** What the package makes of a provider that fails or stalls, and what reaches that provider. */
const stage = localStage();
const messages = [{ role: 'user' as const, content: 'Is anybody there?' }];
let fake: FakeProvider;
let project: ApiClient;

beforeAll(async () => {
  fake = await startFakeProvider();
  const token = await signIn(stage, stage.email, stage.password);
  project = clientFor(stage, token, await newProject(stage, token));
  await project.call(createProvider, { body: { id: 'harbour', baseUrl: fake.baseUrl, models: ['*'] } });
});
afterAll(async () => {
  await fake.close();
});

async function keyFor(allowedModels: string[] | null = null): Promise<string> {
  const { secret } = await project.call(createKey, { body: { name: 'Faults', scopes: ['gateway'], allowedModels } });
  return secret;
}

async function caught(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => null,
    (error: unknown) => error,
  );
}

function received(model: string) {
  return fake.requests.filter(({ body }) => body['model'] === model);
}

test('403 for a model that the key may not call, which its list does not show either', async () => {
  const openai = openAiFor(stage, { apiKey: await keyFor(['sandbox/echo', 'harbour/ok*']) });
  const ids: string[] = [];
  for await (const { id } of openai.models.list()) ids.push(id);

  const error = await caught(openai.chat.completions.create({ model: 'sandbox/lorem', messages }));

  expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError);
  expect(error).toMatchObject({ code: 'model_not_allowed', param: 'model', type: 'permission_error' });
  expect(ids).toContain('sandbox/echo');
  expect(ids).not.toContain('sandbox/lorem');
  expect(await openai.chat.completions.create({ model: 'harbour/ok', messages })).toBeTruthy();
});

test('a rate limit says when to try again, as the provider said it', async () => {
  const openai = openAiFor(stage, { apiKey: await keyFor() });

  const error = await caught(openai.chat.completions.create({ model: 'harbour/http-429', messages }));

  if (!(error instanceof OpenAI.RateLimitError)) throw error;
  expect(error.headers.get('retry-after')).toBe('7');
  expect(error.code).toBe('rate_limit_exceeded');
});

test('the package tries again after a 500; every try reaches the provider, at most twice', async () => {
  const openai = new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: await keyFor(), maxRetries: 2 });

  const error = await caught(openai.chat.completions.create({ model: 'harbour/http-500', messages }));

  expect(error).toBeInstanceOf(OpenAI.InternalServerError);
  // The gateway tries once more itself, as far as its retry budget goes.
  expect(received('http-500').length).toBeGreaterThanOrEqual(3);
  expect(received('http-500').length).toBeLessThanOrEqual(6);
});

test('a caller who stops waiting for a stalled provider takes the call there along', async () => {
  const openai = openAiFor(stage, { apiKey: await keyFor(), timeout: 300 });

  const error = await caught(openai.chat.completions.create({ model: 'harbour/stall', messages }));

  expect(error).toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
  await expect.poll(() => received('stall').at(0)?.wasAborted, { timeout: 5_000 }).toBe(true);
});

test('an abort in the middle of a stream ends it at the provider, and is recorded with what had come', async () => {
  const openai = openAiFor(stage, { apiKey: await keyFor() });
  const model = 'ok:chunks=2000,pace=10';
  const { data, response } = await openai.chat.completions
    .create({ model: `harbour/${model}`, messages, stream: true })
    .withResponse();
  const traceId = response.headers.get('x-signalbox-trace-id') ?? '';
  let chunks = 0;
  for await (const _ of data) {
    chunks += 1;
    if (chunks === 5) data.controller.abort();
  }

  await expect.poll(() => received(model).at(0)?.wasAborted, { timeout: 5_000 }).toBe(true);
  await expect
    .poll(() => project.call(getTrace, { params: { traceId } }).catch(() => null), { timeout: 5_000, interval: 50 })
    .toMatchObject({
      spans: [{ status: 'error', errorType: 'client_aborted', usage: { basis: 'estimated' } }],
    });
});
