import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Get } from './read-pages.ts';

/** Passes answers on and keeps them. */
export function recordPages(get: Get) {
  const pages = new Map<string, Buffer>();
  return {
    pages,
    async get(path: string): Promise<Response> {
      const response = await get(path);
      const body = Buffer.from(await response.arrayBuffer());
      pages.set(path, gzipSync(body, { level: 1 }));
      return new Response(body, { status: response.status });
    },
  };
}

/** A server that has every page ready: what remains is the way to the client, unpacking and parsing. */
export async function servePages(pages: ReadonlyMap<string, Buffer>) {
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(pages.get(url));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
