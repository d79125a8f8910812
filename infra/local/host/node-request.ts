import type { IncomingMessage } from 'node:http';
import type { LightRequest } from '../../../shared/http/http-request.ts';

/** A request as Node's server has it. */
export class NodeRequest implements LightRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  private readonly incoming: IncomingMessage;
  private abort: AbortController | null = null;
  private hasLeft = false;

  constructor(incoming: IncomingMessage) {
    const { method = 'GET', url = '/', headers } = incoming;
    this.incoming = incoming;
    this.method = method;
    // Not as its sender calls this host: nothing asks, and `a b` or `[` would make no address.
    this.url = `http://localhost${url}`;
    this.headers = { get: (name) => textOf(headers[name.toLowerCase()]) };
  }

  get signal(): AbortSignal {
    this.abort ??= new AbortController();
    if (this.hasLeft) this.abort.abort();
    return this.abort.signal;
  }

  /** The caller has gone. */
  leave(): void {
    this.hasLeft = true;
    this.abort?.abort();
  }

  /** Who cancels it is done with the body, but not with the connection: the rest is taken and thrown away. */
  get body(): ReadableStream<Uint8Array> {
    const { incoming } = this;
    const pieces = incoming.iterator({ destroyOnReturn: false });
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        async cancel() {
          await pieces.return?.();
          incoming.resume();
        },
      },
      { highWaterMark: 0 },
    );
  }

  async arrayBuffer(): Promise<Uint8Array<ArrayBuffer>> {
    const { incoming } = this;
    // A short one has come with its head: nothing is waited for, and what waits takes ten times as long.
    if (incoming.readableLength > 0 && incoming.readableLength === Number(incoming.headers['content-length'])) {
      const whole = incoming.read();
      incoming.resume();
      return whole;
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of incoming) pieces.push(piece as Uint8Array);
    return Buffer.concat(pieces);
  }

  toRequest(): Request {
    const { method, url, signal } = this;
    const headers = Object.entries(this.incoming.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
    return new Request(url, { method, headers, signal, body: this.body, duplex: 'half' });
  }
}

function textOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
}
