import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedAnswer {
  contentType: string;
  body: string;
  status?: number;
}

/** A server of one answer, for a client package to read. Gives its base URL to `use` and closes it afterwards. */
export async function serveAnswer<T>(answer: ServedAnswer, use: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status ?? 200, { 'content-type': answer.contentType });
    response.end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
