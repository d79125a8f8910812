import { AppError } from '../http/app-error.ts';

interface LimitExceededOptions {
  /** `insufficient_quota` is what OpenAI says of money. */
  code: 'rate_limit_exceeded' | 'insufficient_quota';
  retryAfterSeconds: number | null;
  /** `x-ratelimit-*`. */
  headers?: Readonly<Record<string, string>>;
}

/** OpenAI's clients send a call again for any 429 that does not say this. */
const noRetry = { 'x-should-retry': 'false' };

/** A limit or a budget has no room for the call. Nothing was taken from any other. */
export class LimitExceededError extends AppError {
  constructor(message: string, { code, retryAfterSeconds, headers = {} }: LimitExceededOptions) {
    const isRetryable = code === 'rate_limit_exceeded' && retryAfterSeconds !== null;
    super(message, {
      code,
      status: 429,
      isRetryable,
      headers: isRetryable ? headers : { ...headers, ...noRetry },
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)) }),
    });
  }

  /** The same, which tells besides how the limits stand. */
  withHeaders(headers: Readonly<Record<string, string>>): LimitExceededError {
    const code = this.code === 'insufficient_quota' ? this.code : 'rate_limit_exceeded';
    return new LimitExceededError(this.message, { code, retryAfterSeconds: this.retryAfterSeconds ?? null, headers });
  }
}
