import { createHash, createHmac } from 'node:crypto';

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface RequestToSign {
  method: string;
  url: URL;
  /** All of them are signed; names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

export interface SigningScope {
  credentials: AwsCredentials;
  region: string;
  /** As AWS writes it in signatures: `bedrock`. */
  service: string;
  /** Epoch milliseconds; AWS takes it if it is at most five minutes off. */
  now: number;
}

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * The headers that make a request one of its sender's: Signature Version 4 in the header (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export function signRequest(request: RequestToSign, scope: SigningScope): Record<string, string> {
  const { credentials, region, service } = scope;
  const time = new Date(scope.now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const added = {
    'x-amz-date': time,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const signed = canonicalHeaders({ ...request.headers, ...added, host: request.url.host });
  const names = signed.map(([name]) => name).join(';');
  const credentialScope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const toSign = [algorithm, time, credentialScope, hash(canonicalRequest(request, service, signed, names))].join('\n');
  const signature = hmac(signingKey(scope, time), toSign).toString('hex');
  return {
    ...added,
    authorization: `${algorithm} Credential=${credentials.accessKeyId}/${credentialScope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

type Header = readonly [name: string, value: string];

function canonicalHeaders(headers: Readonly<Record<string, string>>): Header[] {
  return Object.entries(headers)
    .map(([name, value]): Header => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')])
    .sort(([a], [b]) => compare(a, b));
}

function canonicalRequest(
  { method, url, body }: RequestToSign,
  service: string,
  headers: readonly Header[],
  names: string,
): string {
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  return [method, canonicalPath(url, service), canonicalQuery(url), lines, names, hash(body)].join('\n');
}

/** The path is encoded already; every service but S3 signs it encoded once more. */
function canonicalPath(url: URL, service: string): string {
  return service === 's3' ? url.pathname : url.pathname.split('/').map(encode).join('/');
}

function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
}

/** RFC 3986: all but letters, digits, `-`, `_`, `.` and `~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A key is good for a day, and making one is most of the work of a signature. A process signs for a handful of services. */
const signingKeys = new Map<string, Buffer>();
const maxSigningKeys = 32;

function signingKey({ credentials, region, service }: SigningScope, time: string): Buffer {
  const day = time.slice(0, 8);
  const name = [day, region, service, credentials.secretAccessKey].join('/');
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const ofDay = hmac(`AWS4${credentials.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(ofDay, region), service), 'aws4_request');
  if (signingKeys.size >= maxSigningKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** By code point, whatever the locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
