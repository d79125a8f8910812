import { requestIdHeader } from '../contract/common.ts';
import { Answer, isResponse } from './answer.ts';
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

/** The same for an answer that is made already; its own headers count. */
export function withCommonHeaders(answer: Answer | Response, requestId: string): Answer | Response {
  const common = commonHeaders(requestId);
  if (isResponse(answer)) return addHeaders(answer, common);
  return new Answer(answer.body, { ...common, ...answer.headers }, answer.status);
}

function addHeaders(response: Response, common: Record<string, string>): Response {
  const result = canChangeHeaders(response) ? response : new Response(response.body, response);
  const { 'cache-control': uncached = '', ...always } = common;
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
