import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RouteTimeouts } from '../../../shared/contract/route-config.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { chat, createHarness, mockRecord } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import type { CallTimeouts } from './call-timeouts.ts';

/** Servers that take a connection and then fall silent; what they are asked for, they never finish. */
const silences = {
  /** Before TLS stands. */
  connecting: () => createTcpServer((socket) => void socket.on('error', () => undefined)),
  /** The request is read, and nothing ever comes. */
  answering: () => createHttpServer(() => undefined),
  /** A head, and no body. */
  heading: () => createHttpServer((_, response) => void head(response).flushHeaders()),
  /** Some of the body, and no more. */
  writing: () => createHttpServer((_, response) => void head(response).write(' ')),
  /** Never silent for long, and never done. */
  trickling: () =>
    createHttpServer((_, response) => {
      const timer = setInterval(() => response.write(' '), 50);
      head(response).once('close', () => clearInterval(timer));
    }),
};
type Silence = keyof typeof silences;

function head(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'application/json' });
}

const limitMs = 300;
/** Each limit for itself; the others are as good as none. */
const cases: { silence: Silence; limit: keyof CallTimeouts; ofRoute: keyof RouteTimeouts | null; words: string }[] = [
  { silence: 'connecting', limit: 'connectMs', ofRoute: 'connectMs', words: 'to accept a connection' },
  { silence: 'answering', limit: 'firstByteMs', ofRoute: null, words: 'to send its first byte' },
  { silence: 'heading', limit: 'firstByteMs', ofRoute: null, words: 'to send its first byte' },
  { silence: 'writing', limit: 'idleMs', ofRoute: 'betweenChunksMs', words: 'to send its next chunk' },
  { silence: 'trickling', limit: 'totalMs', ofRoute: 'totalMs', words: 'to finish' },
];

let fake: FakeProvider;
const servers = new Map<Silence, Server>();

beforeAll(async () => {
  fake = await startFakeProvider();
  for (const [name, create] of Object.entries(silences) as [Silence, () => Server][]) {
    const server = create();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.set(name, server);
  }
});
afterAll(async () => {
  await fake.close();
  for (const server of servers.values()) {
    if ('closeAllConnections' in server) (server as ReturnType<typeof createHttpServer>).closeAllConnections();
    server.close();
  }
});

function providers(silence: Silence) {
  const { port } = (servers.get(silence) as Server).address() as AddressInfo;
  const scheme = silence === 'connecting' ? 'https' : 'http';
  return [{ ...mockRecord(`${scheme}://127.0.0.1:${port}/v1`), id: 'silent' }, mockRecord(fake.baseUrl)];
}

interface Asked {
  silence: Silence;
  isStreamed: boolean;
  timeouts?: Partial<CallTimeouts>;
  ofRoute?: RouteTimeouts;
  models?: string[];
}

async function ask({ silence, isStreamed, timeouts, ofRoute = {}, models = ['silent/one'] }: Asked) {
  const retries = { maxAttempts: models.length, baseDelayMs: 0, maxDelayMs: 1 };
  const routes = [makeRoute(models, { timeouts: ofRoute, retries })];
  const harness = createHarness({
    settings: { providers: providers(silence), routes },
    ...(timeouts ? { timeouts } : {}),
  });
  const start = performance.now();
  const response = await harness.post('/v1/chat/completions', chat('support', { stream: isStreamed }));
  const text = await response.text();
  return { response, text, tookMs: performance.now() - start, span: await harness.nextSpan() };
}

describe.each([false, true])('streamed: %s', (isStreamed) => {
  test.each(cases)('$silence: $limit ends with a clean 504', async ({ silence, limit, words }) => {
    const { response, text, tookMs, span } = await ask({ silence, isStreamed, timeouts: { [limit]: limitMs } });

    expect(response.status).toBe(504);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'provider_timeout' } });
    expect(span.decision?.attempts).toMatchObject([{ message: expect.stringContaining(words) }]);
    expect(tookMs).toBeGreaterThan(limitMs - 5);
  });

  // The gateway's limit for everything is the call's, too: nothing is left of it for another. What waits, waits together.
  test.concurrent.each(cases.filter(({ limit }) => limit !== 'totalMs'))(
    '$silence: a route falls over by the gateway’s $limit',
    async ({ silence, limit, words }) => {
      const models = ['silent/one', 'mock/ok'];
      const { response, span } = await ask({ silence, isStreamed, models, timeouts: { [limit]: 2_000 } });

      expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
      expect(span.decision?.attempts[0]).toMatchObject({ message: expect.stringContaining(`2000 ms ${words}`) });
    },
  );

  test.each(cases.filter(({ ofRoute }) => ofRoute !== null))(
    '$silence: a route falls over by its own $ofRoute',
    async ({ silence, ofRoute }) => {
      const models = ['silent/one', 'mock/ok'];
      const { response } = await ask({ silence, isStreamed, models, ofRoute: { [String(ofRoute)]: limitMs } });

      expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
    },
  );
});

test('a route’s limit for the first token holds for streams', async () => {
  const asked = { models: ['silent/one', 'mock/ok'], ofRoute: { firstTokenMs: limitMs, totalMs: 1_500 } } as const;
  const streamed = await ask({ ...asked, models: [...asked.models], silence: 'answering', isStreamed: true });
  const whole = await ask({ ...asked, models: [...asked.models], silence: 'answering', isStreamed: false });

  expect(streamed.span.decision?.attempts[0]?.durationMs).toBeLessThan(1_200);
  expect(whole.span.decision?.attempts[0]?.durationMs).toBeGreaterThan(1_490);
  expect(whole.response.headers.get('x-signalbox-model')).toBe('mock/ok');
});

describe('a call that is not streamed begins to be answered in time, whoever is asked', () => {
  test('what one target has used up, the next one does not have', async () => {
    // What is left for the second is half of what each may have, so that a slow machine does not look like a wrong limit.
    const timeouts = { firstByteMs: 2_600, silentMs: 3_900 };
    const models = ['silent/one', 'silent/two', 'silent/three'];
    const { response, span, tookMs } = await ask({ silence: 'answering', isStreamed: false, timeouts, models });

    expect(response.status).toBe(504);
    expect(span.decision?.attempts).toHaveLength(2);
    expect(span.decision?.attempts[1]?.durationMs).toBeLessThan(2_500);
    expect(tookMs).toBeGreaterThan(3_800);
  });

  test('a stream’s caller is kept by comments, and everybody is asked', async () => {
    const timeouts = { firstByteMs: 700, silentMs: 1_200 };
    const models = ['silent/one', 'silent/two', 'mock/ok'];
    const { response } = await ask({ silence: 'answering', isStreamed: true, timeouts, models });

    expect(response.headers.get('x-signalbox-model')).toBe('mock/ok');
  });

  test.each([false, true])(
    'nobody is asked again after all of the time has gone (streamed: %s)',
    async (isStreamed) => {
      const timeouts = { firstByteMs: 400, silentMs: 400 };
      const harness = createHarness({ settings: { providers: providers('answering') }, timeouts });
      const response = await harness.post('/v1/chat/completions', chat('silent/one', { stream: isStreamed }));

      expect(response.status).toBe(504);
      expect((await harness.nextSpan()).decision?.attempts).toHaveLength(1);
    },
  );
});
