import type { ErrorFormat } from '../contract/route.ts';
import type { Logger } from '../observability/logger.ts';
import type { Answer } from './answer.ts';
import { withCommonHeaders } from './common-headers.ts';
import { errorAnswer } from './error-answer.ts';
import type { HttpRequest } from './http-request.ts';
import { requestIdOf } from './request-id.ts';
import { logFailure } from './serve-route.ts';

/** An error that no contract says the format of. */
export function outsideRoutes(request: HttpRequest, thrown: unknown): Answer | Response {
  const requestId = requestIdOf(request);
  return withCommonHeaders(errorAnswer(thrown, formatAt(new URL(request.url).pathname), requestId), requestId);
}

function formatAt(path: string): ErrorFormat {
  if (/^\/v1\/messages(\/|$)/.test(path)) return 'anthropic';
  return path.startsWith('/v1/') ? 'openai' : 'problem';
}

/** What was thrown where nobody expected it. */
export function failedOutsideRoutes(logger: Logger, request: HttpRequest, thrown: unknown): Answer | Response {
  logFailure(logger, null, thrown, requestIdOf(request));
  return outsideRoutes(request, thrown);
}
