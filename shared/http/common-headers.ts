import { requestIdHeader } from '../contract/common.ts';
import { corsHeaders } from './cors.ts';

const sameForAll: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  ...Object.fromEntries(corsHeaders),
};

/** What every answer carries. Nothing is cached on the way unless the answer itself allows it. */
export function commonHeaders(requestId: string): Record<string, string> {
  return {
    'cache-control': 'no-store',
    [requestIdHeader]: requestId,
    // Anthropic's packages look for it under this name.
    'request-id': requestId,
    ...sameForAll,
  };
}

/** The same for a response that is made already. */
export function withCommonHeaders(response: Response, requestId: string): Response {
  const result = canChangeHeaders(response) ? response : new Response(response.body, response);
  const { 'cache-control': uncached = '', ...always } = commonHeaders(requestId);
  for (const [name, value] of Object.entries(always)) result.headers.set(name, value);
  if (!result.headers.has('cache-control')) result.headers.set('cache-control', uncached);
  return result;
}

/** A response that `fetch` answered refuses changes. */
function canChangeHeaders({ headers }: Response): boolean {
  try {
    headers.delete('x-powered-by');
    return true;
  } catch {
    return false;
  }
}
