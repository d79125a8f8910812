import { request as httpRequest } from 'node:http';
import { text as consumeText } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HttpRequest, toRequest } from '../../../shared/http/http-request.ts';
import { freePort } from '../../../test/support/start-emulator.ts';
import { isPortFree } from '../ports.ts';
import { type RunningHost, startHost } from './host.ts';

let port: number;
let host: RunningHost;
let url: string;
let respond: (domain: string, request: Request, asCame: HttpRequest) => Response | Promise<Response>;
let endAnswers: () => void;

beforeEach(async () => {
  respond = async (domain, request) => new Response(`${domain} ${request.method} ${await request.text()}`);
  endAnswers = () => undefined;
  port = await freePort();
  url = `http://localhost:${port}`;
  host = await startHost(port, {
    apps: {
      serve: async (domain, request) => respond(domain, toRequest(request), request),
      reload: async () => undefined,
      endAnswers: () => endAnswers(),
      stop: async () => undefined,
    },
    site: () => ({ serve: (request) => (request.url.endsWith('/traces') ? new Response('page') : null) }),
    config: { stage: 'local' },
    headers: { 'x-frame-options': 'DENY' },
  });
});
afterEach(() => host.close());

const text = async (path: string, init?: RequestInit) => await (await fetch(`${url}${path}`, init)).text();

it('gives paths of the API to the functions, with or without a query', async () => {
  expect(await text('/v1/chat/completions', { method: 'POST', body: 'question' })).toBe('gateway POST question');
  expect(await text('/api/v2/traces?limit=1')).toBe('tracing GET ');
});

it('tells chat of both headers where one is sent twice, as it does the others', async () => {
  respond = (_domain, _request, { headers }) => new Response(headers.get('authorization'));
  const ask = (path: string) =>
    new Promise<string>((done, fail) => {
      const headers = ['authorization', 'a', 'authorization', 'b', 'host', 'localhost'];
      const sent = httpRequest(`${url}${path}`, { method: 'POST', headers });
      sent.on('response', (answer) => consumeText(answer).then(done, fail)).on('error', fail);
      sent.end();
    });

  expect(await ask('/v1/chat/completions')).toBe('a, b');
  expect(await ask('/v1/embeddings')).toBe('a, b');
});

it('gives all other paths to the console', async () => {
  expect(await text('/traces')).toBe('page');
  expect(await text('/config.json')).toBe('{"stage":"local"}');
  const missing = await fetch(`${url}/missing.js`);
  expect([missing.status, missing.headers.get('x-frame-options')]).toEqual([404, 'DENY']);
});

// Chat is what is posted there.
it.each(['GET', 'POST'])(
  'tells answers to a %s that are under way that it ends, before it closes their connections',
  async (method) => {
    let finish: (() => void) | undefined;
    endAnswers = () => finish?.();
    respond = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(Buffer.from('some, '));
            finish = () => {
              controller.enqueue(Buffer.from('and why no more'));
              controller.close();
            };
          },
        }),
      );
    const response = await fetch(`${url}/v1/chat/completions`, { method });
    const closing = host.close();

    expect(await response.text()).toBe('some, and why no more');
    await closing;
  },
  10_000,
);

it('listens on both loopback addresses and frees the port when it closes', async () => {
  expect(await (await fetch(`http://127.0.0.1:${port}/traces`)).text()).toBe('page');
  expect(await isPortFree(port)).toBe(false);
  await host.close();
  expect(await isPortFree(port)).toBe(true);
});
