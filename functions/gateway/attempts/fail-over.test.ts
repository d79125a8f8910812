import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProviderRecord } from '../../../shared/contract/providers.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { chat, createHarness, type HarnessOptions, mockRecord } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';

const path = '/v1/chat/completions';
/** Only where a provider stalls: a busy machine must not make another one seem to. */
const patience = (fault: string) => (fault.startsWith('stall') ? { firstByteMs: 1_500, idleMs: 1_500 } : {});
let fake: FakeProvider;

beforeAll(async () => {
  fake = await startFakeProvider();
});
afterAll(async () => {
  await fake.close();
});

function harnessFor(route: ReturnType<typeof makeRoute>, more: HarnessOptions = {}) {
  return createHarness({
    baseUrl: fake.baseUrl,
    ...more,
    settings: { routes: [route], ...more.settings },
  });
}

/** Everything that can go wrong before a token has come. */
const hidden = [
  ...['http-401', 'http-404', 'http-429', 'http-500', 'http-503', 'redirect', 'html-200', 'html-500'],
  ...['json-error-200', 'cut-before-headers', 'stall'],
];
const hiddenInStreams = [...hidden, 'error-first-event', 'malformed-first', 'cut-before-first'];
const hiddenInWholes = [...hidden, 'malformed', 'cut-mid', 'stall-mid'];

describe.each([
  { isStreamed: true, faults: hiddenInStreams },
  { isStreamed: false, faults: hiddenInWholes },
])('before the first token another model answers (streamed: $isStreamed)', ({ isStreamed, faults }) => {
  test.each(faults)('%s', async (fault) => {
    const harness = harnessFor(makeRoute([`mock/${fault}`, 'mock/ok']), { timeouts: patience(fault) });
    const response = await harness.post(path, chat('support', { stream: isStreamed }));
    const text = await response.text();
    const span = await harness.nextSpan();

    expect(response.status).toBe(200);
    expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
    expect(text).toContain('word7');
    expect(text).not.toContain('error');
    expect(span).toMatchObject({ name: 'chat support', status: 'ok', model: { requestedModel: 'mock/ok' } });
    expect(span.decision).toMatchObject({
      route: { name: 'support', version: 3, rule: 'always', strategy: 'fallback', arm: null },
      attempts: [
        { model: `mock/${fault}`, outcome: 'failed', errorType: expect.stringContaining('provider_') },
        { model: 'mock/ok', outcome: 'answered', errorType: null },
      ],
    });
    expect(harness.attempts).toMatchObject([
      {
        parentSpanId: span.spanId,
        traceId: span.traceId,
        status: 'error',
        model: { requestedModel: `mock/${fault}`, isSuperseded: true },
        input: null,
        decision: null,
      },
    ]);
  });
});

test('after the first token nobody else answers: the stream ends with an error', async () => {
  const harness = harnessFor(makeRoute(['mock/cut-mid', 'mock/ok']));
  const text = await (await harness.post(path, chat('support', { stream: true }))).text();
  const span = await harness.nextSpan();

  expect(text).toContain('Half');
  expect(text).toContain('provider_stream_cut');
  expect(text).not.toContain('[DONE]');
  expect(span.decision?.attempts).toHaveLength(1);
  expect(span).toMatchObject({ status: 'error', usage: { flags: ['estimated', 'partial'] } });
});

test('the caller’s own mistake is nobody else’s to answer', async () => {
  const harness = harnessFor(makeRoute(['mock/http-400', 'mock/ok']));
  fake.requests.length = 0;
  const response = await harness.post(path, chat('support'));

  // Too many tokens for the one may be few enough for the other; a request that is wrong is wrong everywhere.
  expect(response.status).toBe(200);
  const wrong = harnessFor(makeRoute(['mock/http-404', 'mock/http-500', 'mock/http-404']));
  expect((await wrong.post(path, chat('support'))).status).toBe(404);
});

test('a model that is named is tried once more, and no more', async () => {
  const harness = createHarness({ baseUrl: fake.baseUrl });
  fake.requests.length = 0;
  const response = await harness.post(path, chat('mock/http-500'));
  const span = await harness.nextSpan();

  expect(response.status).toBe(502);
  expect(fake.requests).toHaveLength(2);
  expect(span.decision?.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  expect(harness.attempts).toHaveLength(1);
});

test('a provider that asks for a longer pause is not asked again', async () => {
  const harness = createHarness({ baseUrl: fake.baseUrl });
  fake.requests.length = 0;
  const response = await harness.post(path, chat('mock/http-429'));

  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('7');
  expect(fake.requests).toHaveLength(1);
});

test('retries end where their budget does', async () => {
  const spent = { deposit: () => undefined, withdraw: () => false };
  const harness = createHarness({ baseUrl: fake.baseUrl, ports: { retryBudget: spent } });
  fake.requests.length = 0;
  await harness.post(path, chat('mock/http-500'));

  expect(fake.requests).toHaveLength(1);
});

test('a model that failed too often gets a pause, and the caller is told for how long', async () => {
  const harness = createHarness({ baseUrl: fake.baseUrl });
  const statuses: number[] = [];
  let last: Response | null = null;
  for (let count = 0; count < 30 && last?.status !== 503; count += 1) {
    last = await harness.post(path, chat('mock/http-500'));
    statuses.push(last.status);
  }

  expect(last?.status).toBe(503);
  expect(statuses.filter((status) => status === 502).length).toBeGreaterThan(2);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await last?.json()).toMatchObject({ error: { code: 'provider_circuit_open' } });
});

test('one key that is used up leaves the others', async () => {
  const harness = createHarness({ baseUrl: fake.baseUrl, settings: { providers: [withTwoKeys()] } });
  const response = await harness.post(path, chat('mock/http-429'));
  const span = await harness.nextSpan();

  expect(response.status).toBe(429);
  const used = span.decision?.attempts.map(({ credentialId }) => credentialId);
  expect(new Set(used)).toEqual(new Set(['k1', 'k2']));
});

function withTwoKeys(): ProviderRecord {
  const record = mockRecord(fake.baseUrl);
  return { ...record, credentials: record.credentials.flatMap((key) => ['k1', 'k2'].map((id) => ({ ...key, id }))) };
}

test.each([
  [{ firstTokenMs: 1_000 }, 'to send its first token'],
  [{ totalMs: 1_000 }, 'to finish'],
])('a route’s own patience: %j', async (limits, words) => {
  const harness = harnessFor(makeRoute(['mock/ok:delay=20000', 'mock/ok'], { timeouts: limits }));
  const response = await harness.post(path, chat('support', { stream: true }));
  await response.text();
  const span = await harness.nextSpan();

  expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
  expect(span.decision?.attempts[0]).toMatchObject({
    errorType: 'provider_timeout',
    message: expect.stringContaining(words),
  });
});

test('a route’s patience to connect, TLS included', async () => {
  const mute = createServer((socket) => void socket.on('error', () => undefined));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port } = mute.address() as AddressInfo;
  const route = makeRoute(['mute/ok', 'mock/ok'], { timeouts: { connectMs: 200 } });
  const providers = [{ ...mockRecord(`https://127.0.0.1:${port}/v1`), id: 'mute' }, mockRecord(fake.baseUrl)];
  const harness = harnessFor(route, { settings: { providers } });
  const response = await harness.post(path, chat('support', { stream: true }));
  await response.text();
  const span = await harness.nextSpan();
  mute.close();

  expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
  expect(span.decision?.attempts[0]).toMatchObject({
    errorType: 'provider_timeout',
    message: expect.stringContaining('200 ms to accept a connection'),
  });
});

describe('a route’s patience between chunks', () => {
  const route = makeRoute(['mock/stall-mid', 'mock/ok'], { timeouts: { betweenChunksMs: 300 } });

  test('another model answers where the caller has seen nothing', async () => {
    const harness = harnessFor(route);
    const response = await harness.post(path, chat('support'));
    await response.text();
    const span = await harness.nextSpan();

    expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
    expect(span.decision?.attempts[0]).toMatchObject({
      errorType: 'provider_timeout',
      message: expect.stringContaining('300 ms to send its next chunk'),
    });
  });

  test('a stream that has begun ends with an error event and a partial cost', async () => {
    const harness = harnessFor(route);
    const response = await harness.post(path, chat('support', { stream: true }));
    const text = await response.text();
    const span = await harness.nextSpan();

    expect(text).toContain('Half');
    expect(text).not.toContain('[DONE]');
    expect(JSON.parse(text.trimEnd().split('data: ').at(-1) ?? '')).toMatchObject({
      error: { code: 'provider_timeout' },
    });
    expect(span).toMatchObject({
      errorType: 'provider_timeout',
      usage: { basis: 'estimated', flags: ['estimated', 'partial'] },
    });
    expect(span.decision?.attempts).toHaveLength(1);
  });
});

test('a caller who leaves ends the turn: nobody else is asked', async () => {
  const harness = harnessFor(makeRoute(['mock/ok:delay=5000', 'mock/ok']));
  const leaving = new AbortController();
  fake.requests.length = 0;
  const answering = harness.post(path, chat('support'), { signal: leaving.signal });
  await expect.poll(() => fake.requests.length).toBe(1);
  leaving.abort();
  await answering;
  const span = await harness.nextSpan();

  expect(span.decision?.attempts).toMatchObject([{ outcome: 'abandoned' }]);
  expect(fake.requests).toHaveLength(1);
});
