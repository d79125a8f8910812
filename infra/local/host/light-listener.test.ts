import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { Answer } from '../../../shared/http/answer.ts';
import type { LightRequest } from '../../../shared/http/http-request.ts';
import { readBounded } from '../../../shared/http/read-bounded.ts';
import { lightListener } from './light-listener.ts';

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
  vi.restoreAllMocks();
});

async function listen(fetch: (request: LightRequest) => Promise<Answer | Response>): Promise<string> {
  server = createServer(lightListener(fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const words = async (request: LightRequest) => new TextDecoder().decode(await readBounded(request, 100));
type Source = ConstructorParameters<typeof ReadableStream<Uint8Array>>[0];
const streamOf = (source: Source) => new ReadableStream<Uint8Array>(source, { highWaterMark: 0 });
const bytes = (text: string) => new TextEncoder().encode(text);

test('a request is read as it came: method, address, headers, body', async () => {
  const url = await listen(async (request) => {
    const { method, url: address, headers } = request;
    const seen = { method, path: new URL(address).pathname, one: headers.get('X-One'), two: headers.get('x-two') };
    return new Answer(JSON.stringify({ ...seen, body: await words(request) }), { 'x-kind': 'light' }, 201);
  });

  const answer = await fetch(`${url}/a/b?c=d`, { method: 'POST', headers: { 'x-one': '1' }, body: 'grüße' });

  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-kind')).toBe('light');
  expect(answer.headers.get('content-length')).not.toBeNull();
  expect(await answer.json()).toEqual({ method: 'POST', path: '/a/b', one: '1', two: null, body: 'grüße' });
});

test('a body without a length is read to its end, too', async () => {
  const url = await listen(async (request) => new Answer(await words(request), {}));
  const body = streamOf({
    start(controller) {
      controller.enqueue(bytes('piece '));
      controller.enqueue(bytes('by piece'));
      controller.close();
    },
  });

  expect(await (await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)).text()).toBe(
    'piece by piece',
  );
});

/** Sends bytes that no client would, and hangs up after what is answered. */
async function answersTo(url: string, ...pieces: string[]): Promise<string> {
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
  for (const piece of pieces) socket.write(piece);
  return await text(socket);
}

test('bodies that come with their heads, and those that come later, are read one after the other on one connection', async () => {
  const url = await listen(async (request) => new Answer(`<${await words(request)}>`, {}));
  const head = (length: number, more = '') => `POST / HTTP/1.1\r\nhost: a\r\n${more}content-length: ${length}\r\n\r\n`;
  const port = Number(new URL(url).port);
  const socket = connect(port, '127.0.0.1');
  const later = (bytes: string) => new Promise<void>((done) => setTimeout(() => socket.write(bytes, () => done()), 20));

  socket.write(`${head(5)}whole${head(5)}again${head(6)}hal`);
  await later('ves');
  await later(head(4));
  await later('late');
  await later(`${head(0)}${head(4, 'connection: close\r\n')}last`);

  expect((await text(socket)).match(/<\w*>/g)).toEqual(['<whole>', '<again>', '<halves>', '<late>', '<>', '<last>']);
});

test.each(['[', 'a b', 'a/b?', 'a:99999', '256.1.1.1', ''])(
  'is where it is, whatever its sender calls the host: %j',
  async (host) => {
    const url = await listen(async (request) => new Answer(new URL(request.url).pathname, {}));

    const answer = await answersTo(url, `GET /a/b HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1.1 200 OK.*\/a\/b$/s);
  },
);

test('a body without a length that is too large is not read on, and the next request of its connection is', async () => {
  const url = await listen(async (request) => new Answer(await words(request).catch(() => 'too large'), {}));
  const piece = `3e8\r\n${'x'.repeat(1000)}\r\n`;

  const answers = await answersTo(
    url,
    `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`,
    ...Array.from({ length: 500 }, () => piece),
    '0\r\n\r\nPOST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnext',
  );

  expect(answers).toMatch(/too large.*next$/s);
});

test('becomes a whole request for who wants one', async () => {
  const url = await listen(async (light) => {
    const request = light.toRequest();
    return Response.json({ method: request.method, accept: request.headers.get('accept'), body: await request.text() });
  });

  const posted = await fetch(url, { method: 'POST', headers: { accept: 'a/b' }, body: 'text' });
  expect(await posted.json()).toEqual({ method: 'POST', accept: 'a/b', body: 'text' });
  expect(await (await fetch(url, { headers: { accept: 'c/d' } })).json()).toEqual({
    ...{ method: 'GET', accept: 'c/d', body: '' },
  });
});

test('an answer without a body has none, and each of its cookies arrives', async () => {
  const headers = new Headers([
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]);
  const url = await listen(async () => new Response(null, { status: 204, headers }));

  const answer = await fetch(url);

  expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, ['a=1', 'b=2']]);
});

test('an answer of what was bundled, which has an `Answer` of its own, is written like any other', async () => {
  vi.resetModules();
  const bundled = await import('../../../shared/http/answer.ts');
  expect(bundled.Answer).not.toBe(Answer);
  const url = await listen(async () => new bundled.Answer('words', { 'x-one': '1' }, 418));

  const answer = await fetch(url);

  expect([answer.status, answer.headers.get('x-one'), await answer.text()]).toEqual([418, '1', 'words']);
});

test('the head of a stream arrives before its first piece, and each piece before the next', async () => {
  let send: (text: string) => void = () => undefined;
  const body = streamOf({
    start(controller) {
      send = (text) => controller.enqueue(bytes(text));
    },
  });
  const url = await listen(async () => new Answer(body, { 'content-type': 'text/event-stream' }));

  const reader = (await fetch(url)).body?.getReader();
  const next = async () => new TextDecoder().decode((await reader?.read())?.value);
  send('one');
  expect(await next()).toBe('one');
  send('two');
  expect(await next()).toBe('two');
});

test('a stream waits for a reader that is slow', async () => {
  let pulls = 0;
  const piece = new Uint8Array(256 * 1024);
  const body = streamOf({
    pull(controller) {
      pulls += 1;
      if (pulls > 400) controller.close();
      else controller.enqueue(piece);
    },
  });
  const url = await listen(async () => new Answer(body, {}));
  const outgoing = httpRequest(url).end();
  const incoming = await new Promise<IncomingMessage>((done) => outgoing.once('response', done));
  incoming.pause();
  await new Promise((done) => setTimeout(done, 300));
  // Of 100 MB what fits into the buffers of both sides.
  expect(pulls).toBeLessThan(200);

  let length = 0;
  for await (const part of incoming) length += (part as Buffer).length;
  expect(length).toBe(400 * piece.length);
});

test('who leaves is noticed by the request and by the stream', async () => {
  const left = vi.fn();
  const cancelled = new Promise<void>((resolve) => {
    void listen(async (request) => {
      request.signal.addEventListener('abort', left);
      return new Answer(streamOf({ start: (c) => c.enqueue(bytes('first')), cancel: () => resolve() }), {});
    }).then(async (url) => {
      const leaving = new AbortController();
      const answer = await fetch(url, { signal: leaving.signal });
      await answer.body?.getReader().read();
      leaving.abort();
    });
  });

  await cancelled;
  expect(left).toHaveBeenCalledOnce();
});

test('a stream whose reader left before there was one is cancelled, too', async () => {
  const leaving = new AbortController();
  const cancelled = new Promise<void>((resolve) => {
    void listen(async () => {
      leaving.abort();
      await new Promise((done) => setTimeout(done, 100));
      return new Answer(
        streamOf({ pull: (pieces) => pieces.enqueue(new Uint8Array(100_000)), cancel: () => resolve() }),
        {},
      );
    }).then((url) => fetch(url, { signal: leaving.signal }).catch(() => undefined));
  });

  await cancelled;
});

test('who stays to the end has not left', async () => {
  let signal: AbortSignal | undefined;
  const url = await listen(async (request) => {
    signal = request.signal;
    return new Answer('all', {});
  });

  expect(await (await fetch(url)).text()).toBe('all');
  expect(signal?.aborted).toBe(false);
});

test('a signal that is asked for after its caller has left is aborted', async () => {
  const leaving = new AbortController();
  const aborted = new Promise<boolean>((resolve) => {
    void listen(async (request) => {
      leaving.abort();
      await new Promise((done) => setTimeout(done, 100));
      resolve(request.signal.aborted);
      return new Answer('too late', {});
    }).then((url) => fetch(url, { signal: leaving.signal }).catch(() => undefined));
  });

  expect(await aborted).toBe(true);
});

test('a stream that breaks does not look whole', async () => {
  const pull = vi.fn(() => Promise.reject(new Error('broken')));
  const body = streamOf({ start: (controller) => controller.enqueue(bytes('half')), pull });
  const url = await listen(async () => new Answer(body, {}));

  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow();
  expect(pull).toHaveBeenCalled();
});

test('an app that fails closes the connection and says so', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const url = await listen(() => Promise.reject(new Error('no app')));

  await expect(fetch(url)).rejects.toThrow();
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ message: 'no app' }));
});

test('a body that never ends is not thrown away for ever once it is refused', async () => {
  const url = await listen(async (request) => new Answer(await words(request).catch(() => 'too much'), {}));
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined).resume();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const megabyte = Buffer.alloc(2 ** 20);
  const send = () => {
    while (!socket.destroyed && socket.write(megabyte));
  };
  socket.on('drain', send);
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${2 ** 50}\r\n\r\n`);
  send();

  await closed;
});
