import { AppError, type FieldError } from './app-error.ts';

export class ValidationError extends AppError {
  constructor(fieldErrors: readonly FieldError[]) {
    super(fieldErrors.map(({ field, message }) => `${field}: ${message}`).join('; '), {
      code: 'validation_failed',
      status: 400,
      fieldErrors,
      ...(fieldErrors[0] ? { param: fieldErrors[0].field.replace(/^body\./, '') } : {}),
    });
  }
}

export class UnauthorizedError extends AppError {
  constructor(message = 'Send a key or a sign-in token: `Authorization: Bearer …`.', code = 'unauthorized') {
    super(message, { code, status: 401 });
  }
}

export class ForbiddenError extends AppError {
  constructor(message: string, code = 'forbidden') {
    super(message, { code, status: 403 });
  }
}

/** Also what a caller sees of another tenant's resource: it does not say whether it exists. */
export class NotFoundError extends AppError {
  constructor(what: string, code = 'not_found') {
    super(`${what} was not found in this project.`, { code, status: 404 });
  }
}

/** Also what a caller sees of a project that they do not belong to. */
export class ProjectNotFoundError extends AppError {
  constructor() {
    super('There is no such project, or you do not belong to it. GET /api/v2/projects lists yours; a key has one.', {
      code: 'not_found',
      status: 404,
    });
  }
}

export class RouteNotFoundError extends AppError {
  constructor(path: string) {
    super(`There is no path ${path.slice(0, 100)}.${hintFor(path)} The reference is at /api/v2/openapi.json.`, {
      code: 'route_not_found',
      status: 404,
    });
  }
}

/** What was meant by a path that is asked for often. */
function hintFor(path: string): string {
  if (path.startsWith('/v1/v1/')) return ' The base URL ends in /v1 already: leave it out of the path.';
  if (/\/v1\/(metrics|logs)$/.test(path))
    return ' Of OpenTelemetry only traces are taken, at /otel/v1/traces: turn the other exporters off (OTEL_METRICS_EXPORTER=none, OTEL_LOGS_EXPORTER=none).';
  if (/\/v1\/traces$/.test(path) || /^\/otel(\/|$)/.test(path)) return ' OTLP traces are taken at /otel/v1/traces.';
  return '';
}

export class MethodNotAllowedError extends AppError {
  constructor(method: string, allowed: readonly string[]) {
    super(`This path takes ${allowed.join(' or ')}, not ${method}.`, {
      code: 'method_not_allowed',
      status: 405,
      headers: { allow: allowed.join(', ') },
    });
  }
}

export class ConflictError extends AppError {
  constructor(message: string, code = 'conflict', cause?: unknown) {
    super(message, { code, status: 409, cause });
  }
}

export class PayloadTooLargeError extends AppError {
  /** `sentBytes` is null where it was not read to its end, and its sender did not announce how long it is. */
  constructor(maxBytes: number, sentBytes: number | null = null) {
    const sent = sentBytes === null ? '' : `: it has ${sizeOf(sentBytes)}`;
    super(`The body is larger than ${sizeOf(maxBytes)}${sent}; send less, or large inputs by their URL.`, {
      code: 'payload_too_large',
      status: 413,
    });
  }
}

/** As people say it, and exactly. */
function sizeOf(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes < 1 ? `${bytes} bytes` : `${Number(mebibytes.toFixed(1))} MiB (${bytes} bytes)`;
}

/** The connection ended before the whole body had come. */
export class IncompleteBodyError extends AppError {
  constructor(cause: unknown) {
    super('The body ended before it was complete.', { code: 'incomplete_body', status: 400, isRetryable: true, cause });
  }
}

export class UnsupportedMediaTypeError extends AppError {
  constructor(accepted: readonly string[]) {
    super(`Send the body as ${accepted.join(' or ')}.`, { code: 'unsupported_media_type', status: 415 });
  }
}

export class UnavailableError extends AppError {
  constructor(message: string, cause?: unknown, retryAfterSeconds = 1) {
    super(message, { code: 'unavailable', status: 503, isRetryable: true, retryAfterSeconds, cause });
  }
}
