import { AppError } from '../../../shared/http/app-error.ts';
import type { TranslatedRequest } from '../surfaces/surface.ts';

/** An error that names a field of the chat request names the caller's instead. */
export function inCallersWords(thrown: unknown, { toCallerField }: Pick<TranslatedRequest, 'toCallerField'>): unknown {
  if (!(thrown instanceof AppError) || thrown.param === undefined) return thrown;
  const param = toCallerField(thrown.param);
  if (param === thrown.param) return thrown;
  const { message, code, status, isRetryable, fieldErrors, retryAfterSeconds, headers } = thrown;
  return new AppError(message, {
    ...{ code, status, isRetryable, fieldErrors, param, headers, cause: thrown },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
