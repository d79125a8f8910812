import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HttpAgent, httpRequest } from '../runtime/node-http.ts';
import { assertAllowedUrl, createGuardedLookup } from './address-guard.ts';
import { startCallClock, timedOut } from './call-clock.ts';
import { connectOptions, headerList } from './connect-options.ts';
import { type Body, iterateBody } from './iterate-body.ts';
import type { ProviderResponse } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { defaultTimeouts, type ProviderTimeouts } from './timeouts.ts';

export interface HttpTransportOptions {
  /** True only where a stage may reach private networks: the local one. */
  allowsPrivateHosts: boolean;
  timeouts?: Partial<ProviderTimeouts>;
  /** How names are resolved; for tests. */
  lookup?: LookupFunction;
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array;
  signal: AbortSignal;
  /** Instead of the transport's own. */
  timeouts?: Partial<ProviderTimeouts> | undefined;
}

export interface HttpTransport {
  send(request: HttpRequest): Promise<ProviderResponse>;
  /** Closes idle connections. */
  close(): void;
}

/** Free connections kept per host; a Lambda has one call at a time, the local host has many. */
const maxFreeSockets = 128;

/**
 * Requests over node:http(s) with connections kept alive: global `fetch` takes three to five times the CPU per call.
 * Redirects are never followed: they could lead past the address guard.
 */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const lookup = options.lookup ?? (options.allowsPrivateHosts ? undefined : createGuardedLookup());
  const agentOptions = { keepAlive: true, maxFreeSockets, ...(lookup ? { lookup } : {}) };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);
  const open = (request: HttpRequest): ClientRequest => {
    const isTls = request.url.protocol === 'https:';
    return (isTls ? httpsRequest : httpRequest)({
      ...connectOptions(request.url),
      method: request.method,
      headers: headerList(request),
      agent: isTls ? httpsAgent : httpAgent,
    });
  };
  return {
    async send(request) {
      assertAllowedUrl(request.url, options.allowsPrivateHosts);
      if (request.signal.aborted) throw abortReason(request.signal);
      const limits = request.timeouts ? { ...timeouts, ...request.timeouts } : timeouts;
      try {
        return await exchange(open(request), request, limits);
      } catch (error) {
        // The provider closed an idle connection at the moment it was taken again: the request was never read.
        if (!(error instanceof StaleConnectionError) || request.signal.aborted) throw error;
        return await exchange(open(request), request, limits);
      }
    },
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

class StaleConnectionError extends ProviderError {
  constructor(cause: Error) {
    super('provider_unreachable', 'The provider closed the connection.', { cause });
  }
}

/** One request and the head of its answer. All timers and listeners are gone when the body has ended. */
async function exchange(
  outgoing: ClientRequest,
  { body, signal }: HttpRequest,
  timeouts: ProviderTimeouts,
): Promise<ProviderResponse> {
  return await new Promise((resolve, reject) => {
    let answer: Body | null = null;
    const fail = (error: Error) => {
      cleanUp();
      answer?.fail(error);
      reject(error);
      outgoing.destroy();
    };
    const abort = () => fail(abortReason(signal));
    const clock = startCallClock(timeouts, fail);
    const cleanUp = () => {
      clock.stop();
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort);
    limitConnecting(outgoing, timeouts.connectMs, fail);
    outgoing.on('error', (error) => fail(toProviderError(error, outgoing.reusedSocket)));
    outgoing.once('response', (incoming) => {
      answer = iterateBody(incoming, {
        clock,
        onError: (cause) =>
          signal.aborted
            ? abortReason(signal)
            : new ProviderError(
                'provider_stream_cut',
                'The provider closed the connection before the answer was complete.',
                { cause },
              ),
        onEnd: cleanUp,
      });
      resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: answer });
    });
    outgoing.end(body);
  });
}

function limitConnecting(outgoing: ClientRequest, connectMs: number, fail: (error: Error) => void): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => fail(timedOut('to accept a connection', connectMs)), connectMs);
    const connected = 'encrypted' in socket ? 'secureConnect' : 'connect';
    const done = () => clearTimeout(timer);
    socket.once(connected, done);
    socket.once('close', done);
  });
}

function headersOf(incoming: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}

function toProviderError(error: Error, isReused: boolean): Error {
  if (error instanceof ProviderError) return error;
  const code = 'code' in error ? error.code : undefined;
  if (isReused && (code === 'ECONNRESET' || code === 'EPIPE')) return new StaleConnectionError(error);
  return new ProviderError('provider_unreachable', 'The provider could not be reached.', { cause: error });
}
