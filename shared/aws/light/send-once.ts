import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { HttpAgent, httpRequest } from '../../runtime/node-http.ts';

export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

export interface WireAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** No answer of the services that are called here takes longer to go on. */
const silenceMs = 10_000;
/** Clients of one service share their connections: a handshake costs more than the request. */
const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

/** One request and its whole answer. */
export async function sendOnce({ url, body, ...rest }: WireRequest): Promise<WireAnswer> {
  return await new Promise((resolve, reject) => {
    const isTls = url.protocol === 'https:';
    const options = { ...rest, agent: agents[isTls ? 'https:' : 'http:'] };
    const outgoing: ClientRequest = (isTls ? httpsRequest : httpRequest)(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`${url.host} was silent for ${silenceMs} ms.`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
