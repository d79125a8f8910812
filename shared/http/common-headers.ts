import { requestIdHeader } from '../contract/common.ts';
import { corsHeaders } from './cors.ts';

/** What every answer carries. Nothing is cached on the way unless the answer itself allows it. */
export function withCommonHeaders(response: Response, requestId: string): Response {
  const result = canChangeHeaders(response) ? response : new Response(response.body, response);
  result.headers.set(requestIdHeader, requestId);
  // Anthropic's packages look for it under this name.
  result.headers.set('request-id', requestId);
  result.headers.set('x-content-type-options', 'nosniff');
  if (!result.headers.has('cache-control')) result.headers.set('cache-control', 'no-store');
  for (const [name, value] of corsHeaders) result.headers.set(name, value);
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
