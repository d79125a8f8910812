import type { ErrorFormat } from '../contract/route.ts';
import type { Logger } from '../observability/logger.ts';
import { withCommonHeaders } from './common-headers.ts';
import { errorResponse } from './error-response.ts';
import { requestIdOf } from './request-id.ts';
import { logFailure } from './serve-route.ts';

/** An error that no contract says the format of. */
export function outsideRoutes(request: Request, thrown: unknown): Response {
  const requestId = requestIdOf(request);
  return withCommonHeaders(errorResponse(thrown, formatAt(new URL(request.url).pathname), requestId), requestId);
}

function formatAt(path: string): ErrorFormat {
  if (/^\/v1\/messages(\/|$)/.test(path)) return 'anthropic';
  return path.startsWith('/v1/') ? 'openai' : 'problem';
}

/** What was thrown where nobody expected it. */
export function failedOutsideRoutes(logger: Logger, request: Request, thrown: unknown): Response {
  logFailure(logger, null, thrown, requestIdOf(request));
  return outsideRoutes(request, thrown);
}
