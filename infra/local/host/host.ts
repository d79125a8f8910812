import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { getRequestListener } from '@hono/node-server';
import { createChatCompletion } from '../../../shared/contract/gateway.ts';
import { toResponse } from '../../../shared/http/answer.ts';
import { domainOfPath } from './domain-of-path.ts';
import type { HttpApps } from './http-apps.ts';
import { type Listener, lightListener } from './light-listener.ts';
import type { StaticSite } from './static-site.ts';

export interface HostPorts {
  apps: HttpApps;
  /** Asked for each request: a rebuilt console is another one. */
  site: () => StaticSite;
  config: unknown;
  headers: Readonly<Record<string, string>>;
}

interface Bindings {
  outgoing: ServerResponse | Http2ServerResponse;
  incoming: unknown;
}

/** Answers a request: API paths by the functions in process, all others by the console. */
function createFetch({ apps, site, config, headers }: HostPorts) {
  const configResponse = () => Response.json(config, { headers: { ...headers, 'cache-control': 'no-store' } });
  return (request: Request, { outgoing }: Bindings): Response | Promise<Response> => {
    const path = pathOf(request.url);
    const domain = domainOfPath(path);
    if (domain !== null) return apps.serve(domain, request, outgoing as ServerResponse).then(toResponse);
    if (path === '/config.json') return configResponse();
    return site().serve(request) ?? new Response('Not found\n', { status: 404, headers });
  };
}

/** Chat, which is most calls and has a latency to keep, goes past the web's standard objects, as it does in Lambda. */
function createListener(ports: HostPorts): Listener {
  const chat = lightListener((request, outgoing) => ports.apps.serve(createChatCompletion.domain, request, outgoing));
  const others = getRequestListener(createFetch(ports));
  return (incoming, outgoing) => (isChat(incoming) ? chat(incoming, outgoing) : void others(incoming, outgoing));
}

function isChat({ method, url = '' }: IncomingMessage): boolean {
  const { path } = createChatCompletion;
  return method === createChatCompletion.method && (url === path || url.startsWith(`${path}?`));
}

/** Quicker than parsing the whole URL, for every call of a model passes here. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const end = url.slice(start).search(/[?#]/);
  return end === -1 ? url.slice(start) : url.slice(start, start + end);
}

/** Of a header that is sent twice both are told, as API Gateway does: the first would count alone. */
const asSent = { joinDuplicateHeaders: true };

/** What answers under way are granted when the host closes, and what their connections are. */
const endAnswersAfterMs = 4_000;
const closeAfterMs = 5_000;

export interface RunningHost {
  /** Takes no more requests. Resolves when the port is free. */
  close(): Promise<void>;
}

/**
 * Listens on both loopback addresses: `localhost` is the one or the other, depending on the program. Nothing outside of
 * this machine can connect.
 */
export async function startHost(port: number, ports: HostPorts): Promise<RunningHost> {
  const listener = createListener(ports);
  const servers = [createServer(asSent, listener), createServer(asSent, listener)] as const;
  await listen(servers[0], port, '127.0.0.1');
  // A machine without IPv6 has one address less.
  await listen(servers[1], port, '::1').catch(() => undefined);
  return {
    async close() {
      // What is nearly done may be finished; the rest is told why it is not, before its connection is closed.
      const ending = setTimeout(ports.apps.endAnswers, endAnswersAfterMs);
      await Promise.all(servers.map(closeServer));
      clearTimeout(ending);
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  // Model calls may think for long before the first byte; Node's default would cut them off.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), closeAfterMs).unref();
  });
}
