import type { AppError } from '../../../../../shared/http/app-error.ts';
import type { JsonObject } from '../../../../../shared/json/json-object.ts';

const codes: Readonly<Record<number, string>> = { 400: 'invalid_prompt', 429: 'rate_limit_exceeded' };

/** A failure in the few codes that this API has; `type` has Signalbox's own. */
export function toResponseError({ status, code, message, param }: AppError): JsonObject {
  return { code: codes[status] ?? 'server_error', message, type: code, param: param ?? null };
}
