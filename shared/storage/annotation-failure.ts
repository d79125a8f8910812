import { AppError } from '../http/app-error.ts';
import { UnavailableError } from '../http/errors.ts';
import { isOutage } from '../http/is-outage.ts';

/**
 * Why some of what a request says failed, where the rest did not: who hears that all did would say the rest twice. Throws what is
 * nobody's answer.
 */
export function annotationFailureOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isOutage(error)) return new UnavailableError('This could not be stored for now. Send it again.', error, 5);
  throw error;
}
