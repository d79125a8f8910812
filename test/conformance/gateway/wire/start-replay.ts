import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { createHttpTransport, type HttpTransport } from '../../../../shared/providers/http-transport.ts';
import type { WireFixture } from '../../../fixtures/wire/read-fixtures.ts';

export interface Replay {
  url: string;
  /** Sends to the server whatever address is asked for. */
  transport: HttpTransport;
  /** What is answered from now on, and after how many bytes each piece is cut. */
  play(fixture: Pick<WireFixture, 'status' | 'headers' | 'bytes'>, pieceBytes: number): void;
  /** What was asked last. */
  heard(): Promise<unknown>;
  close(): void;
}

/** A server that answers whatever it is asked with a recording, in pieces. */
export async function startReplay(): Promise<Replay> {
  let playing: Parameters<Replay['play']> | null = null;
  let asked: Promise<unknown> = Promise.resolve(null);
  const server = createServer((request, response) => {
    asked = json(request);
    if (playing === null) response.writeHead(500).end('nothing is played');
    else void send(response, ...playing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const http = createHttpTransport({ allowsPrivateHosts: true });
  return {
    url: url.origin,
    transport: { ...http, send: (request) => http.send({ ...request, url }) },
    heard: () => asked,
    play: (...next) => {
      playing = next;
    },
    close: () => {
      http.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function send(
  response: ServerResponse,
  { status, headers, bytes }: Pick<WireFixture, 'status' | 'headers' | 'bytes'>,
  pieceBytes: number,
): Promise<void> {
  response.writeHead(status, headers);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    response.write(bytes.subarray(start, start + pieceBytes));
    await setImmediate();
  }
  response.end();
}
