import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import type { ErrorParts } from '../translation/openai-error.ts';

/** docs.anthropic.com/en/api/errors: an error inside a stream has no status of its own. */
const statusByType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** `{ "type": "error", "error": { "type", "message" } }`, as an answer or as an event. */
export function readAnthropicError(json: JsonObject): ErrorParts {
  const error = isObject(json['error']) ? json['error'] : json;
  return { message: stringIn(error, 'message') ?? 'no reason given', type: stringIn(error, 'type') ?? 'api_error' };
}

export function statusOfError({ type }: ErrorParts): number {
  return statusByType[type] ?? 500;
}
