import { AppError } from '../http/app-error.ts';
import { UnavailableError } from '../http/errors.ts';
import { isOutage } from '../http/is-outage.ts';

/**
 * Why some scores of a request failed, where others did not: who hears that all did would give those twice. Throws what is nobody's
 * answer.
 */
export function scoreFailureOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isOutage(error)) return new UnavailableError('The score could not be stored for now. Send it again.', error, 5);
  throw error;
}
