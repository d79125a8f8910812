export interface FieldError {
  /** Path of the field in the request: `body.scopes.0`, `query.limit`. */
  field: string;
  message: string;
}

export interface AppErrorOptions {
  code: string;
  status: number;
  /** Whether the same request may succeed later. */
  isRetryable?: boolean;
  fieldErrors?: readonly FieldError[];
  /** Seconds for `Retry-After`. */
  retryAfterSeconds?: number;
  /** OpenAI's `param`. */
  param?: string;
  /** More headers of the response. */
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/**
 * An error that may be shown to a caller. `message` says what was wrong and what would be right; it never holds a key, a
 * stack or anything of another tenant. Anything else that is thrown becomes a 500 that says nothing.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly isRetryable: boolean;
  readonly fieldErrors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly param: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.status = options.status;
    this.isRetryable = options.isRetryable ?? false;
    this.fieldErrors = options.fieldErrors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.param = options.param;
    this.headers = options.headers ?? {};
  }
}
