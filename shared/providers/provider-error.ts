import { AppError } from '../http/app-error.ts';

/** What can go wrong with a provider; stored as the span's `errorType`. */
export const providerErrorTypes = [
  /** 429. */
  'provider_rate_limited',
  /** What was asked for, the provider has no way to do; nothing was sent. */
  'provider_cannot',
  /** Another 4xx: the request is wrong in the provider's eyes. */
  'provider_rejected_request',
  /** 402 or 404: no credit, or no such model. It would refuse any request, so that this one is not to blame. */
  'provider_refused',
  /** 401 or 403: the stored key is not accepted. */
  'provider_authentication_failed',
  /** 5xx, or an error object in the answer. */
  'provider_failed',
  'provider_unreachable',
  'provider_timeout',
  /** Not what OpenAI's wire format allows: HTML, broken JSON, a redirect. */
  'provider_invalid_response',
  /** The stream ended before the answer did. */
  'provider_stream_cut',
  /** It failed too often of late; nothing was sent. */
  'provider_circuit_open',
  /** The base URL leads into a network that this stage does not allow. */
  'provider_host_not_allowed',
] as const;
export type ProviderErrorType = (typeof providerErrorTypes)[number];

const statusByType: Record<ProviderErrorType, number> = {
  provider_rate_limited: 429,
  provider_cannot: 400,
  provider_rejected_request: 400,
  provider_refused: 404,
  provider_authentication_failed: 502,
  provider_failed: 502,
  provider_unreachable: 502,
  provider_timeout: 504,
  provider_invalid_response: 502,
  provider_stream_cut: 502,
  provider_circuit_open: 503,
  provider_host_not_allowed: 502,
};

const retryableTypes: ReadonlySet<ProviderErrorType> = new Set([
  'provider_rate_limited',
  'provider_failed',
  'provider_unreachable',
  'provider_timeout',
  'provider_stream_cut',
  'provider_circuit_open',
]);

export interface ProviderErrorOptions {
  /** Status for the caller, where the type's own is not the right one. */
  status?: number;
  /** Code for the caller, where the provider gave one: `context_length_exceeded`. */
  code?: string;
  param?: string;
  retryAfterSeconds?: number;
  /** The provider's own status, if it answered. */
  providerStatus?: number;
  cause?: unknown;
}

/** A provider's failure in words that the caller may see: no key, no address of a private network. */
export class ProviderError extends AppError {
  readonly type: ProviderErrorType;
  readonly providerStatus: number | null;

  constructor(type: ProviderErrorType, message: string, options: ProviderErrorOptions = {}) {
    super(message, {
      code: options.code ?? type,
      status: options.status ?? statusByType[type],
      isRetryable: retryableTypes.has(type),
      ...(options.param === undefined ? {} : { param: options.param }),
      ...(options.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: options.retryAfterSeconds }),
      ...(options.cause === undefined ? {} : { cause: options.cause }),
    });
    this.type = type;
    this.providerStatus = options.providerStatus ?? null;
  }
}
