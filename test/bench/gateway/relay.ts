import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { lightListener } from '../../../infra/local/host/light-listener.ts';
import { Answer } from '../../../shared/http/answer.ts';
import type { LightRequest } from '../../../shared/http/http-request.ts';
import { readBounded } from '../../../shared/http/read-bounded.ts';

/**
 * Passes everything on and does nothing else: `node relay.ts <provider> pipe|host`. `pipe`, over bare node:http, is the
 * least that any gateway on Node adds; `host`, behind the local stage's HTTP server, is the least that one there adds.
 */
const [, , providerUrl = '', kind = 'pipe'] = process.argv;
const provider = new URL(providerUrl);
const agent = new Agent({ keepAlive: true });

function ask(path: string, headers: Record<string, string>, onAnswer: (incoming: IncomingMessage) => void) {
  const { hostname, port } = provider;
  return request({ hostname, port, path, method: 'POST', headers, agent }, onAnswer);
}

const headersFor = (length: number | string) => ({
  ...{ authorization: 'Bearer sk-bench', 'content-type': 'application/json' },
  'content-length': String(length),
});

function pipe(incoming: IncomingMessage, response: ServerResponse): void {
  const headers = headersFor(incoming.headers['content-length'] ?? 0);
  const outgoing = ask(incoming.url ?? '/', headers, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(outgoing);
}

async function relay(incoming: LightRequest): Promise<Answer> {
  const body = await readBounded(incoming, 1024 * 1024);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = ask(new URL(incoming.url).pathname, headersFor(body.byteLength), resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const headers = { 'content-type': String(answer.headers['content-type']) };
  const stream = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
  return new Answer(stream, headers, answer.statusCode ?? 502);
}

const server = createServer(kind === 'host' ? lightListener(relay) : pipe);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ baseUrl: `http://127.0.0.1:${port}/v1` }));
});
