import type { Answer } from '../../../shared/http/answer.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import { errorAnswer } from '../../../shared/http/error-answer.ts';
import { answerHeaders } from '../answer-headers.ts';
import type { Chat } from './chat.ts';
import { inCallersWords } from './in-callers-words.ts';

/** The answer to a call that failed before anything of it was sent. */
export function failedAnswer({ run, surface }: Chat, error: AppError): Answer {
  return errorAnswer(inCallersWords(error, run), surface.errors, run.requestId).with(answerHeaders(run));
}
