import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createConversationBlobs } from '../../../shared/storage/conversation-blobs.ts';
import { createCacheSettingsRepository } from '../../../shared/storage/response-cache-settings.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTelemetry } from '../../../test/support/create-telemetry.ts';
import { failingClient } from '../../../test/support/failing-client.ts';
import { chat, projectId } from '../testing/gateway-harness.ts';
import { type GovernedOptions, startGovernedGateway } from '../testing/governed-gateway.ts';
import { makeRoute } from '../testing/make-route.ts';

const path = '/v1/chat/completions';
const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const now = Date.UTC(2026, 10, 26, 12);
let fake: FakeProvider;
let tables: Record<'core' | 'rollups' | 'traces', string>;

beforeAll(async () => {
  [fake, tables] = await Promise.all([startFakeProvider(), createTables(environment, ['core', 'rollups', 'traces'])]);
});
afterAll(() => fake.close());

function start(more: Partial<GovernedOptions> = {}) {
  const emulatorUrl = environment.AWS_ENDPOINT_URL;
  const gateway = startGovernedGateway({
    ...{ emulatorUrl, tables, baseUrl: fake.baseUrl, now, models: [], settings: {} },
    ...more,
  });
  return {
    ...gateway,
    async ask(body: Record<string, unknown>) {
      const { response, text, span } = await gateway.ask(path, body);
      const { headers, status } = response;
      const warnings = headers.get('x-signalbox-warnings');
      return { status, text, span, cache: headers.get('x-signalbox-cache'), warnings };
    },
  };
}

const cached = () => ({ cache: { ttl_seconds: 600, namespace: randomUUID() } });

describe('not kept is', () => {
  test('what another model answered in place of the chosen one', async () => {
    const { ask } = start({ settings: { routes: [makeRoute(['mock/http-500', 'mock/ok'])] } });
    const body = chat('support', cached());

    expect([await ask(body), await ask(body)]).toMatchObject([
      { status: 200, cache: 'miss' },
      { status: 200, cache: 'miss' },
    ]);
  });

  test.each([false, true])('an answer that was cut by length, streamed: %s', async (stream) => {
    const { ask } = start();
    const short = { ...chat('sandbox/lorem', cached()), stream, max_tokens: 3, metadata: { pace_ms: '0' } };
    const [first, second] = [await ask(short), await ask(short)];

    expect(first.span.model?.finishReasons).toEqual(['length']);
    expect([first.cache, second.cache]).toEqual(['miss', 'miss']);
  });

  test('a stream that broke off', async () => {
    const { ask } = start();
    const body = chat('mock/cut-mid', { ...cached(), stream: true });

    expect([(await ask(body)).cache, (await ask(body)).cache]).toEqual(['miss', 'miss']);
  });

  test('an answer within a conversation, and the call says so', async () => {
    const telemetry = await createTelemetry(environment);
    const conversations = {
      ...{ documents, tableName: tables.traces, blobs: createConversationBlobs(telemetry) },
      ...{ clock: () => now, ids: systemIds, retentionDaysOf: async () => 30 },
    };
    const { ask, harness } = start({ ports: { conversations } });
    const { id } = (await (await harness.post('/v1/conversations', {})).json()) as { id: string };
    const answer = await ask(chat('mock/ok', { ...cached(), conversation: id }));

    expect(answer).toMatchObject({
      status: 200,
      cache: null,
      warnings: expect.stringContaining('cache_skipped cache'),
    });
  });
});

describe('an answer in JSON of a model that was only told to write some', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
  const fenced = '```json\n{"name":"Kiel"}\n```';
  const body = () => ({
    ...{ model: 'sandbox/echo', messages: [{ role: 'user', content: fenced }] },
    ...{ response_format: { type: 'json_schema', json_schema: { name: 'harbour', schema } }, ...cached() },
  });

  test('is kept without the fence around it, also if it came as a stream', async () => {
    const { ask } = start();
    const asked = body();
    const first = await ask({ ...asked, stream: true });
    const second = await ask(asked);

    expect(first.span.decision?.structuredOutput).toMatchObject({ mode: 'instructed', isValid: true });
    expect(second.cache).toBe('hit');
    expect(JSON.parse(second.text)).toMatchObject({ choices: [{ message: { content: '{"name":"Kiel"}' } }] });
  });

  test('is replayed with its partial objects, where they were asked for', async () => {
    const { ask } = start();
    const asked = { ...body(), stream: true, stream_options: { include_partial_object: true } };
    await ask(asked);
    const second = await ask(asked);

    expect(second.cache).toBe('hit');
    expect(second.text).toContain('"partial_object":{"name":"Kiel"}');
  });
});

describe('how long', () => {
  test('a route keeps answers is cut to what the project allows, with a warning', async () => {
    const repository = createCacheSettingsRepository({ documents, tableName: tables.core });
    const context = { actor: { kind: 'key', id: 'k', name: 'k' }, requestId: 'r' } as const;
    const bound = (maxTtlSeconds: number) => repository.put(projectId, { isEnabled: true, maxTtlSeconds }, context);
    const cache = { enabled: true, ttlSeconds: 86_400, namespace: randomUUID() };
    const { ask } = start({ settings: { routes: [makeRoute(['mock/ok'], { cache })] } });
    await bound(60);
    const answers = [await ask(chat('support')), await ask(chat('support'))];
    await bound(2_592_000);

    expect(answers.map(({ cache: outcome }) => outcome)).toEqual(['miss', 'hit']);
    expect(answers[0]?.warnings).toContain(
      'parameter_adjusted cache.ttl_seconds: the project keeps answers for at most 60',
    );
  });
});

describe('a call does not depend on the cache:', () => {
  test.each(['BatchGetCommand', 'UpdateCommand', 'PutCommand'])('if %s fails, it is answered', async (name) => {
    const broken = new Error('The table is away.');
    const cacheClient = failingClient(documents, (command) =>
      command.constructor.name === name ? { before: broken } : undefined,
    );
    const { ask, harness } = start({ cacheClient });
    const answer = await ask(chat('mock/ok', cached()));

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('word7');
    expect(harness.log.some((line) => line.includes('gateway.cache.failed'))).toBe(true);
  });

  test('a hit that cannot be counted is a hit', async () => {
    const body = chat('mock/ok', cached());
    await start().ask(body);
    const cacheClient = failingClient(documents, (command) =>
      command.constructor.name === 'UpdateCommand' ? { before: new Error('Throttled.') } : undefined,
    );
    const { ask, harness } = start({ cacheClient });

    expect((await ask(body)).cache).toBe('hit');
    expect(harness.log.join()).toContain('gateway.cache.failed');
  });
});

test('who leaves while an identical call is under way ends for itself only', async () => {
  const { harness } = start();
  const body = chat('mock/stall', cached());
  const [one, other] = [new AbortController(), new AbortController()];
  const first = harness.post(path, body, { signal: one.signal });
  const asked = () => fake.requests.filter((request) => request.body['model'] === 'stall');
  await expect.poll(() => asked().length, { timeout: 30_000 }).toBe(1);
  const second = harness.post(path, body, { signal: other.signal });
  other.abort();

  expect((await second).status).toBe(499);
  expect(asked()).toMatchObject([{ wasAborted: false }]);
  one.abort();
  expect((await first).status).toBe(499);
});
