import { AppError } from '../../../shared/http/app-error.ts';
import type { TranslatedRequest } from '../surfaces/surface.ts';

/** An error that names a field of the chat request names the caller's instead. */
export function inCallersWords(thrown: unknown, { toCallerField }: Pick<TranslatedRequest, 'toCallerField'>): unknown {
  if (!(thrown instanceof AppError) || thrown.param === undefined) return thrown;
  const field = toCallerField(thrown.param);
  return field === thrown.param ? thrown : thrown.naming(field);
}
