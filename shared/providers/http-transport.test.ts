import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpTransport, type HttpRequest } from './http-transport.ts';
import { readBytes } from './read-bytes.ts';
import type { ProviderTimeouts } from './timeouts.ts';

const servers: (Server | TcpServer)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server | TcpServer): Promise<URL> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
}

const serve = (listener: RequestListener) => listen(createServer(listener));
const transportWith = (timeouts: Partial<ProviderTimeouts> = {}) =>
  createHttpTransport({ allowsPrivateHosts: true, timeouts });

function get(url: URL, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, signal: new AbortController().signal, ...more };
}

const textOf = async (body: AsyncIterable<Uint8Array>) =>
  Buffer.from(await readBytes(body, 10_000_000)).toString('utf8');

test('status, headers and bytes come as they were sent', async () => {
  const url = await serve((request, response) => {
    response.writeHead(418, { 'X-One': 'a', 'set-cookie': ['b=1', 'c=2'] });
    request.pipe(response);
  });
  const body = Buffer.from('täst');
  const response = await transportWith().send(get(url, { method: 'POST', body, headers: { 'x-a': '1' } }));

  expect(response).toMatchObject({ status: 418, headers: { 'x-one': 'a', 'set-cookie': 'b=1, c=2' } });
  expect(await textOf(response.body)).toBe('täst');
});

test('a large body is handed over with back-pressure and whole', async () => {
  const size = 5_000_000;
  const url = await serve((_, response) => response.end(Buffer.alloc(size, 'x')));
  const response = await transportWith().send(get(url));
  let received = 0;
  for await (const chunk of response.body) {
    received += chunk.byteLength;
    if (received < 1_000_000) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  expect(received).toBe(size);
});

test('what is larger than the limit is refused', async () => {
  const url = await serve((_, response) => response.end(Buffer.alloc(1_000)));
  const response = await transportWith().send(get(url));

  await expect(readBytes(response.body, 999)).rejects.toMatchObject({ type: 'provider_invalid_response' });
});

test('what arrived together is handed over together, and the rest when it comes', async () => {
  const url = await serve((_, response) => {
    for (const word of ['one ', 'two ', 'three']) response.write(word);
    setTimeout(() => response.end('four'), 30);
  });
  const pieces: string[] = [];
  for await (const piece of (await transportWith().send(get(url))).body) pieces.push(Buffer.from(piece).toString());

  expect(pieces).toEqual(['one two three', 'four']);
});

test('a body that is left early keeps its connection if it ends soon', async () => {
  let connections = 0;
  let end = () => Promise.resolve();
  const server = createServer((_, response) => {
    response.write('first');
    end = () => new Promise((resolve) => response.end('second', resolve));
  });
  server.on('connection', () => {
    connections += 1;
  });
  const url = await listen(server);
  const transport = transportWith();
  for await (const chunk of (await transport.send(get(url))).body) {
    expect(chunk.byteLength).toBe(5);
    break;
  }
  await end();
  // Nothing tells when the client has read the rest; it waits four times as long for it.
  await new Promise((resolve) => setTimeout(resolve, 250));
  const second = await transport.send(get(url));
  await end();
  await textOf(second.body);

  expect(connections).toBe(1);
});

test('a connection that the server closed while idle is replaced without an error', async () => {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    const isFirst = connections === 1;
    let requests = 0;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      if (isFirst && requests === 2) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
  });
  const url = await listen(server);
  const transport = transportWith();

  expect(await textOf((await transport.send(get(url))).body)).toBe('ok');
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await textOf((await transport.send(get(url))).body)).toBe('ok');
  expect(connections).toBe(2);
});

describe('time limits', () => {
  test('until the head', async () => {
    const url = await serve(() => undefined);

    await expect(transportWith({ firstByteMs: 40 }).send(get(url))).rejects.toMatchObject({
      type: 'provider_timeout',
      message: expect.stringContaining('40 ms to send its first byte'),
    });
  });

  test('until the first byte and between chunks', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200).flushHeaders();
      if (request.url === '/begun') response.write('x');
    });
    const transport = transportWith({ firstByteMs: 40, idleMs: 30 });
    const silent = await transport.send(get(url));
    const begun = await transport.send(get(new URL('/begun', url)));

    await expect(textOf(silent.body)).rejects.toMatchObject({ message: expect.stringContaining('first byte') });
    await expect(textOf(begun.body)).rejects.toMatchObject({ message: expect.stringContaining('next chunk') });
  });

  test('until the first byte is one clock: a head does not start it again', async () => {
    const url = await serve((_, response) => void setTimeout(() => response.writeHead(200).flushHeaders(), 300));
    const start = performance.now();
    const response = await transportWith({ firstByteMs: 500 }).send(get(url));

    await expect(textOf(response.body)).rejects.toMatchObject({ message: expect.stringContaining('500 ms') });
    expect(performance.now() - start).toBeLessThan(790);
  });

  test('do not run while the reader is the one who is slow', async () => {
    const url = await serve((_, response) => {
      response.write('x');
      setTimeout(() => response.end('y'), 20);
    });
    const pieces: string[] = [];
    for await (const piece of (await transportWith({ idleMs: 100, firstByteMs: 100 }).send(get(url))).body) {
      pieces.push(Buffer.from(piece).toString());
      await new Promise((resolve) => setTimeout(resolve, 250));
    }

    expect(pieces.join('')).toBe('xy');
  });

  test('for everything', async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 5);
      response.once('close', () => clearInterval(timer));
    });
    const response = await transportWith({ totalMs: 60 }).send(get(url));

    await expect(textOf(response.body)).rejects.toMatchObject({ message: expect.stringContaining('to finish') });
  });

  test('to connect', async () => {
    const url = new URL('http://never.example/v1');
    const lookup: LookupFunction = () => undefined;
    const transport = createHttpTransport({ allowsPrivateHosts: true, timeouts: { connectMs: 30 }, lookup });

    await expect(transport.send(get(url))).rejects.toMatchObject({ message: expect.stringContaining('connection') });
  });

  test('to connect, TLS included', async () => {
    const url = await listen(createTcpServer(() => undefined));
    url.protocol = 'https:';
    const transport = transportWith({ connectMs: 40 });

    await expect(transport.send(get(url))).rejects.toMatchObject({
      type: 'provider_timeout',
      message: expect.stringContaining('40 ms to accept a connection'),
    });
  });

  test('of a request go before the transport’s', async () => {
    const url = await serve((_, response) => response.write('x'));
    const timeouts = { idleMs: 30 };
    const response = await transportWith({ idleMs: 600_000 }).send(get(url, { timeouts }));

    await expect(textOf(response.body)).rejects.toMatchObject({ message: expect.stringContaining('30 ms') });
  });
});

describe('an abort', () => {
  const reason = new Error('enough');

  test('before the call', async () => {
    const url = await serve((_, response) => response.end());

    await expect(transportWith().send(get(url, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    await expect(transportWith().send(get(url, { signal: AbortSignal.abort('text') }))).rejects.toThrow('aborted');
  });

  test('before the head, and in the body', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/begun') response.write('x');
    });
    const first = new AbortController();
    const waiting = transportWith().send(get(url, { signal: first.signal }));
    setTimeout(() => first.abort(reason), 20);
    await expect(waiting).rejects.toBe(reason);

    const second = new AbortController();
    const response = await transportWith().send(get(new URL('/begun', url), { signal: second.signal }));
    setTimeout(() => second.abort(reason), 20);
    await expect(textOf(response.body)).rejects.toBe(reason);
  });
});

describe('failures', () => {
  test('nobody listens', async () => {
    await expect(transportWith().send(get(new URL('http://127.0.0.1:1/')))).rejects.toMatchObject({
      type: 'provider_unreachable',
    });
  });

  test('the connection breaks in the body', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const response = await transportWith().send(get(url));

    await expect(textOf(response.body)).rejects.toMatchObject({ type: 'provider_stream_cut' });
  });

  test('a private network, named or literal, unless the stage allows it', async () => {
    const guarded = createHttpTransport({ allowsPrivateHosts: false });

    await expect(guarded.send(get(new URL('https://127.0.0.1/')))).rejects.toMatchObject({
      type: 'provider_host_not_allowed',
    });
    await expect(guarded.send(get(new URL('https://localhost/')))).rejects.toMatchObject({
      type: 'provider_host_not_allowed',
    });
    guarded.close();
  });
});
