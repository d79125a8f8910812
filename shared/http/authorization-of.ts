/**
 * What a request says of who it is from. Anthropic's packages send a key as `x-api-key`, which counts like the same key as
 * a bearer token; where both are sent, `authorization` is the one.
 */
export function authorizationOf(headers: Headers): string | undefined {
  const authorization = headers.get('authorization');
  if (authorization !== null) return authorization;
  const key = headers.get('x-api-key');
  return key === null ? undefined : `Bearer ${key}`;
}
