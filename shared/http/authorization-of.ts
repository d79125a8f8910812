/**
 * What a request says of who it is from. Anthropic's packages send a key as `x-api-key`, and Langfuse's as the password of
 * Basic authentication; both count like the same key as a bearer token. Where several are sent, `authorization` is the one.
 */
export function authorizationOf(headers: Pick<Headers, 'get'>): string | undefined {
  const authorization = headers.get('authorization');
  if (authorization !== null) return fromBasic(authorization) ?? authorization;
  const key = headers.get('x-api-key');
  return key === null ? undefined : `Bearer ${key}`;
}

/** `Basic base64(user:password)` (RFC 7617): the key is the password, or the user where there is no password. */
function fromBasic(authorization: string): string | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/=]{1,8192})$/i.exec(authorization.trim()) ?? [];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const password = colon === -1 ? '' : pair.slice(colon + 1);
  const user = colon === -1 ? pair : pair.slice(0, colon);
  return `Bearer ${password === '' ? user : password}`;
}
