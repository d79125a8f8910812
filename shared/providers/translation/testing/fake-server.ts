import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpTransport, type HttpTransport } from '../../http-transport.ts';

export interface SeenRequest {
  /** Path and query, as sent. */
  path: string;
  headers: NodeJS.Dict<string | string[]>;
  body: Record<string, unknown>;
  rawBody: string;
}

export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}

export interface FakeServer {
  url: string;
  /** All requests so far. */
  seen: SeenRequest[];
  transport: HttpTransport;
  answer(next: FakeAnswer): void;
  close(): void;
}

/** A provider on this machine that answers every request with what it was told last. */
export async function startFakeServer(): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  let next: FakeAnswer = { body: '{}' };
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const rawBody = Buffer.concat(parts).toString('utf8');
    seen.push({ path: request.url ?? '', headers: request.headers, rawBody, body: JSON.parse(rawBody) });
    response.writeHead(next.status ?? 200, { 'content-type': 'application/json', ...next.headers });
    response.end(next.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = createHttpTransport({ allowsPrivateHosts: true });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    transport,
    answer: (answer) => {
      next = answer;
    },
    close: () => {
      transport.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
