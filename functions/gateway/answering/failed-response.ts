import type { AppError } from '../../../shared/http/app-error.ts';
import { errorResponse } from '../../../shared/http/error-response.ts';
import { answerHeaders } from '../answer-headers.ts';
import type { Chat } from './chat.ts';
import { inCallersWords } from './in-callers-words.ts';

/** The answer to a call that failed before anything of it was sent. */
export function failedResponse({ run, surface }: Chat, error: AppError): Response {
  const response = errorResponse(inCallersWords(error, run), surface.errors, run.requestId);
  for (const [name, value] of Object.entries(answerHeaders(run))) response.headers.set(name, value);
  return response;
}
