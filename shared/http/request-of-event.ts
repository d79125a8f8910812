import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The request that API Gateway's REST API handed over as an event. Throws a `TypeError` where it is none. */
export function requestOfEvent(event: APIGatewayProxyEvent): Request {
  const headers = headersOf(event);
  const host = event.requestContext.domainName ?? headers.get('host');
  const query = queryOf(event);
  const url = `https://${host}${event.path}${query && `?${query}`}`;
  if (!event.body) return new Request(url, { method: event.httpMethod, headers });
  const body = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  headers.set('content-length', String(body.byteLength));
  return new Request(url, { method: event.httpMethod, headers, body });
}

/** What is sent once may stand in `headers` only, what is sent several times in `multiValueHeaders` only. */
function headersOf({ headers: single, multiValueHeaders }: APIGatewayProxyEvent): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(multiValueHeaders ?? {})) {
    for (const value of values) headers.append(name, toAscii(value));
  }
  for (const [name, value] of Object.entries(single ?? {})) {
    if (value && !headers.has(name)) headers.set(name, toAscii(value));
  }
  return headers;
}

/** `Headers` refuse what API Gateway lets through. */
function toAscii(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are ASCII, too.
  return /[^\x00-\x7F]/.test(value) ? encodeURIComponent(value) : value;
}

/** API Gateway has decoded it. */
function queryOf({ multiValueQueryStringParameters, queryStringParameters }: APIGatewayProxyEvent): string {
  const pairs = Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {}).flatMap(
    ([name, values]) => [values ?? []].flat().map((value) => [name, value] as const),
  );
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
