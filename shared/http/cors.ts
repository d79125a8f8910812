/** What a page's script may read of an answer; the packages of OpenAI and Anthropic look for the first four. */
const exposedHeaders = [
  ...['x-request-id', 'request-id', 'retry-after', 'x-should-retry'],
  ...['trace-id', 'model', 'warnings', 'token-count', 'cache'].map((name) => `x-signalbox-${name}`),
  ...['requests', 'tokens'].flatMap((what) =>
    ['limit', 'remaining', 'reset'].map((kind) => `x-ratelimit-${kind}-${what}`),
  ),
];

/**
 * Any origin may call: credentials travel in a header that a foreign page cannot make a browser add, never in a cookie.
 */
export const corsHeaders: readonly (readonly [string, string])[] = [
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', exposedHeaders.join(', ')],
];

export function preflightResponse(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-max-age': '7200',
    },
  });
}
