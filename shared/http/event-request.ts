import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { LightRequest } from './http-request.ts';

/** The request that API Gateway's REST API handed over as an event. Throws a `TypeError` where it is none. */
export class EventRequest implements LightRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  /** A function is not told that its caller has gone. */
  readonly signal: AbortSignal = new AbortController().signal;
  /** Its length is known, so it is read whole. */
  readonly body = null;
  private readonly bytes: Buffer<ArrayBuffer> | null;
  private readonly values: ReadonlyMap<string, readonly string[]>;

  constructor(event: APIGatewayProxyEvent) {
    const { body, isBase64Encoded } = event;
    this.bytes = body ? Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') : null;
    const values = valuesOf(event);
    if (this.bytes !== null) values.set('content-length', [String(this.bytes.byteLength)]);
    this.values = values;
    this.headers = { get: (name) => values.get(name.toLowerCase())?.join(', ').trim() ?? null };
    this.method = event.httpMethod;
    const query = queryOf(event);
    const host = event.requestContext.domainName ?? this.headers.get('host');
    this.url = new URL(`https://${host}${event.path}${query && `?${query}`}`).href;
  }

  async arrayBuffer(): Promise<Uint8Array<ArrayBuffer>> {
    return this.bytes ?? new Uint8Array();
  }

  toRequest(): Request {
    const headers = new Headers();
    for (const [name, values] of this.values) for (const value of values) headers.append(name, value);
    return new Request(this.url, { method: this.method, headers, body: this.bytes });
  }
}

/** By names in lower case. What is sent once may stand in `headers` only, what is sent several times in `multiValueHeaders` only. */
function valuesOf({ headers: single, multiValueHeaders }: APIGatewayProxyEvent): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, values = []] of Object.entries(multiValueHeaders ?? {})) {
    const key = name.toLowerCase();
    if (values.length > 0) found.set(key, [...(found.get(key) ?? []), ...values.map(toHeader)]);
  }
  for (const [name, value] of Object.entries(single ?? {})) {
    const key = name.toLowerCase();
    if (value && !found.has(key)) found.set(key, [toHeader(value)]);
  }
  return found;
}

/** `Headers` refuse what API Gateway lets through, and drop the blanks around a value. */
function toHeader(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are ASCII, too.
  return /[^\x00-\x7F]/.test(value) ? encodeURIComponent(value) : value.trim();
}

/** API Gateway has decoded it. */
function queryOf({ multiValueQueryStringParameters, queryStringParameters }: APIGatewayProxyEvent): string {
  const pairs = Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {}).flatMap(
    ([name, values]) => [values ?? []].flat().map((value) => [name, value] as const),
  );
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
