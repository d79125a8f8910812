import { AppError } from '../http/app-error.ts';

interface LimitExceededOptions {
  /** `insufficient_quota` is what OpenAI says of money, and what its clients do not retry. */
  code: 'rate_limit_exceeded' | 'insufficient_quota';
  retryAfterSeconds: number | null;
}

/** A limit or a budget has no room for the call. Nothing was taken from any other. */
export class LimitExceededError extends AppError {
  constructor(message: string, { code, retryAfterSeconds }: LimitExceededOptions) {
    super(message, {
      code,
      status: 429,
      isRetryable: code === 'rate_limit_exceeded',
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)) }),
    });
  }
}
