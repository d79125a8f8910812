import type { OpenAiError, Problem } from '../contract/common.ts';
import { requestIdHeader } from '../contract/common.ts';
import type { ErrorFormat } from '../contract/route.ts';
import { Answer } from './answer.ts';
import { AppError } from './app-error.ts';
import { UnavailableError } from './errors.ts';
import { isOutage } from './is-outage.ts';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  402: 'Budget reached',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Timed out',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Provider failed',
  503: 'Unavailable',
  504: 'Provider timed out',
};

const openAiTypes: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** Anything that is not an `AppError` says nothing about itself; the log has it under the request id. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isOutage(error)) return new UnavailableError('A service that this needs does not answer. Try again.', error, 5);
  return new AppError('Something failed on our side. It is in the log under the request id.', {
    code: 'internal_error',
    status: 500,
    isRetryable: true,
    cause: error,
  });
}

/** RFC 9457. */
export function toProblem(error: AppError, requestId: string): Problem {
  return {
    type: `https://signalbox.dev/problems/${error.code}`,
    title: titles[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    retryable: error.isRetryable,
    ...(error.fieldErrors.length > 0 ? { errors: [...error.fieldErrors] } : {}),
  };
}

/** The error object of https://platform.openai.com/docs/guides/error-codes. */
export function toOpenAiError(error: AppError): OpenAiError {
  const type = openAiTypes[error.status] ?? (error.status < 500 ? 'invalid_request_error' : 'server_error');
  return { error: { message: error.message, type, param: error.param ?? null, code: error.code } };
}

const anthropicTypes: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

/** The error object of https://docs.claude.com/en/api/errors. */
export function toAnthropicError(error: AppError, requestId: string) {
  const type = anthropicTypes[error.status] ?? (error.status < 500 ? 'invalid_request_error' : 'api_error');
  return { type: 'error', error: { type, message: error.message, code: error.code }, request_id: requestId };
}

function toBody(error: AppError, format: ErrorFormat, requestId: string): unknown {
  switch (format) {
    case 'openai':
      return toOpenAiError(error);
    case 'anthropic':
      return toAnthropicError(error, requestId);
    case 'problem':
      return toProblem(error, requestId);
  }
}

/** The one place where an error becomes an answer. */
export function errorAnswer(thrown: unknown, format: ErrorFormat, requestId: string): Answer {
  const error = toAppError(thrown);
  const headers: Record<string, string> = {
    ...error.headers,
    'content-type': format === 'problem' ? 'application/problem+json' : 'application/json',
    [requestIdHeader]: requestId,
  };
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(error.retryAfterSeconds);
  if (error.status === 401) headers['www-authenticate'] = 'Bearer';
  return new Answer(JSON.stringify(toBody(error, format, requestId)), headers, error.status);
}
