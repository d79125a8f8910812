import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { createResponseCache, defaultCacheTimes } from '../../../shared/caching/create-response-cache.ts';
import { createBackground } from '../../../shared/runtime/background.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readCacheCounts } from '../../../shared/storage/read-cache-counts.ts';
import { createCacheSettingsRepository } from '../../../shared/storage/response-cache-settings.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { createHarness, projectId } from '../testing/gateway-harness.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
let tables: { core: string; rollups: string };
let fake: FakeProvider;

beforeAll(async () => {
  fake = await startFakeProvider();
});
afterAll(() => fake.close());
beforeEach(async () => {
  tables = await createTables(environment, ['core', 'rollups']);
  fake.requests.length = 0;
});

/** A gateway as one process has it; all share the tables. */
function startGateway() {
  const background = createBackground();
  const harness = createHarness({
    baseUrl: fake.baseUrl,
    ports: {
      inBackground: background.add,
      responses: createResponseCache({
        ...{ documents, coreTable: tables.core, rollupsTable: tables.rollups, blobs: memoryBlobs() },
        ...{ clock: systemClock, monotonic: () => performance.now(), ids: randomUUID, random: Math.random },
        times: defaultCacheTimes,
      }),
    },
  });
  return {
    async ask(path: string, body: Record<string, unknown>, headers: Record<string, string> = {}) {
      const response = await harness.post(path, body, { headers });
      const text = await response.text();
      const span = response.status === 200 ? await harness.nextSpan() : null;
      await background.settled();
      return { status: response.status, cache: response.headers.get('x-signalbox-cache'), text, span };
    },
  };
}

const messages = [{ role: 'user', content: 'Say hello to the harbour.' }];
const surfaces = [
  ['/v1/chat/completions', { model: 'mock/ok', messages, stream_options: { include_usage: true } }],
  ['/v1/messages', { model: 'mock/ok', messages, max_tokens: 50 }],
  ['/v1/responses', { model: 'mock/ok', input: 'Say hello to the harbour.' }],
] as const;
const asked = { cache: { ttl_seconds: 60, namespace: 'faq' } };

describe.each(surfaces)('%s', (path, body) => {
  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('streamed %s, then streamed %s: the provider is asked once and the second call is free', async (one, other) => {
    const gateway = startGateway();
    const first = await gateway.ask(path, { ...body, ...asked, stream: one });
    const second = await startGateway().ask(path, { ...body, ...asked, stream: other });

    expect([first.cache, second.cache]).toEqual(['miss', 'hit']);
    expect(fake.requests).toHaveLength(1);
    expect(second.text).toContain('word7');
    expect(second.span).toMatchObject({
      decision: { cache: 'hit', attempts: [] },
      usage: null,
      cost: { totalNanoUsd: 0, flags: ['cached'] },
    });
    expect(second.span?.output?.preview).toBe(first.span?.output?.preview);
  });
});

const chat = (more: Record<string, unknown> = {}) => ({ model: 'mock/ok', messages, ...asked, ...more });
const chatPath = '/v1/chat/completions';

test('of calls at the same time one is made, in one process and across several', async () => {
  const gateways = [startGateway(), startGateway(), startGateway()];
  const body = chat({ model: 'mock/ok:delay=300' });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => gateways[at % 3]?.ask(chatPath, body)));

  expect(fake.requests).toHaveLength(1);
  expect(answers.map((answer) => answer?.cache).sort()).toEqual(['miss', ...Array(19).fill('shared')]);
});

test('errors and answers that were cut are not kept', async () => {
  const gateway = startGateway();
  await gateway.ask(chatPath, chat({ model: 'mock/http-400' }));
  const again = await gateway.ask(chatPath, chat({ model: 'mock/http-400' }));

  expect(again.status).toBe(400);
  expect(fake.requests).toHaveLength(2);
});

test('without being asked for, or when refused, nothing is kept', async () => {
  const gateway = startGateway();
  await gateway.ask(chatPath, chat({ cache: undefined }));
  await gateway.ask(chatPath, chat({ cache: undefined }), { 'x-signalbox-cache': 'no-store' });
  await gateway.ask(chatPath, chat({ cache: false }), { 'x-signalbox-cache': 'ttl=60' });

  expect(fake.requests).toHaveLength(3);
});

test('the header asks, too; what is written wrongly is a 400 that says how', async () => {
  const gateway = startGateway();
  const header = { 'x-signalbox-cache': 'ttl=60, namespace=faq' };
  await gateway.ask(chatPath, chat({ cache: undefined }), header);
  const wrong = await gateway.ask(chatPath, chat({ cache: 'yes' }));

  expect((await gateway.ask(chatPath, chat())).cache).toBe('hit');
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('ttl_seconds');
});

test('what is cleared is gone at once, and what was saved stays counted', async () => {
  const gateway = startGateway();
  const repository = createCacheSettingsRepository({ documents, tableName: tables.core });
  const context = { actor: { kind: 'key', id: 'k', name: 'k' }, requestId: 'r' } as const;
  await gateway.ask(chatPath, chat());
  await gateway.ask(chatPath, chat());
  await repository.clear(projectId, 'other', context);
  expect((await gateway.ask(chatPath, chat())).cache).toBe('hit');
  await repository.clear(projectId, 'faq', context);
  expect((await gateway.ask(chatPath, chat())).cache).toBe('miss');
  await repository.clear(projectId, null, context);
  expect((await gateway.ask(chatPath, chat())).cache).toBe('miss');

  const counted = await readCacheCounts({ documents, tableName: tables.rollups, clock: systemClock }, projectId);
  expect(counted.rows).toMatchObject([{ namespace: 'faq', hitCount: 2, storedCount: 3, sharedCount: 0 }]);
  expect(counted.rows[0]).toMatchObject({ simulatedSavedNanoUsd: 0 });
});

test('a project may switch it off, and bound how long', async () => {
  const gateway = startGateway();
  const repository = createCacheSettingsRepository({ documents, tableName: tables.core });
  const context = { actor: { kind: 'key', id: 'k', name: 'k' }, requestId: 'r' } as const;
  await repository.put(projectId, { isEnabled: true, maxTtlSeconds: 10 }, context);
  expect((await gateway.ask(chatPath, chat())).status).toBe(400);
  await repository.put(projectId, { isEnabled: false, maxTtlSeconds: 10 }, context);
  expect(await gateway.ask(chatPath, chat())).toMatchObject({ status: 200, cache: null });
});
