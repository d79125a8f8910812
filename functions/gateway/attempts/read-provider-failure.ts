import { isObject, type JsonObject, parseJson, stringIn } from '../../../shared/json/json-object.ts';
import { isPassingStatus } from '../../../shared/providers/is-passing-status.ts';
import type { Provider, ProviderHeaders, ProviderResponse } from '../../../shared/providers/provider.ts';
import {
  ProviderError,
  type ProviderErrorOptions,
  type ProviderErrorType,
} from '../../../shared/providers/provider-error.ts';
import { readBytes } from '../../../shared/providers/read-bytes.ts';
import { redactCredentials } from '../../../shared/providers/redact-credentials.ts';
import { saysContextIsFull } from '../../../shared/providers/says-context-is-full.ts';
import { parseRetryAfter } from './parse-retry-after.ts';

const maxErrorBytes = 256 * 1024;
const maxMessageCharacters = 600;

/** Throws if the provider did not take the call. */
export async function rejectFailure(provider: Provider, response: ProviderResponse): Promise<void> {
  const { status, headers, body } = response;
  if (status >= 200 && status < 300) return;
  const bytes = await readBytes(body, maxErrorBytes).catch(() => Buffer.alloc(0));
  const parsed = parseJson(Buffer.from(bytes).toString('utf8'))?.value;
  throw failureOf(provider, { status, headers, error: errorObjectOf(parsed) });
}

/** The error that a provider sent with a good status, as the whole answer or as an event of a stream; null if none. */
export function findSentError(provider: Provider, json: unknown): ProviderError | null {
  if (!isObject(json) || json['error'] === undefined || json['error'] === null) return null;
  const error = errorObjectOf(json);
  return failureOf(provider, { status: statusIn(error), headers: {}, error });
}

/** Groq says it beside a code in words. */
function statusIn({ code, status, status_code }: JsonObject): number {
  return [code, status, status_code].map(Number).find((each) => each >= 400 && each < 600) ?? 500;
}

interface Failure {
  status: number;
  headers: ProviderHeaders;
  error: JsonObject;
}

function failureOf(provider: Provider, { status, headers, error }: Failure): ProviderError {
  const retryAfterSeconds = parseRetryAfter(headers);
  const message = messageOf(provider, status, error);
  const options: ProviderErrorOptions = {
    status: statusForCaller(status),
    providerStatus: status,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    ...namedFields(provider, status, error),
  };
  return new ProviderError(typeOf(status, options.code), message, options);
}

/** OpenAI nests it in `error`; others send a bare message, and FastAPI servers a `detail`. */
function errorObjectOf(json: unknown): JsonObject {
  if (Array.isArray(json)) return errorObjectOf(json[0]);
  if (!isObject(json)) return {};
  if (isObject(json['error'])) return json['error'];
  const message = [json['error'], json['message'], json['detail']].find((each) => typeof each === 'string');
  return message === undefined ? {} : { ...json, message };
}

function typeOf(status: number, code: string | undefined): ProviderErrorType {
  if (status === 429) return 'provider_rate_limited';
  if (status === 401 || status === 403) return 'provider_authentication_failed';
  if (status === 402 || status === 404 || code === 'model_not_found') return 'provider_refused';
  if (status === 408) return 'provider_timeout';
  if (status >= 500 || isPassingStatus(status)) return 'provider_failed';
  return status >= 400 ? 'provider_rejected_request' : 'provider_invalid_response';
}

/**
 * The caller's own mistakes keep their status. A key that the provider refuses is not the caller's: 401 would tell them
 * that their Signalbox key is wrong; and that the provider waited for us, or would rather wait, is not theirs either.
 */
function statusForCaller(status: number): number {
  if (status === 401 || status === 403) return 502;
  if (status === 408) return 504;
  if (status === 425) return 503;
  if (status >= 400 && status < 500) return status;
  return status === 503 || status === 504 ? status : 502;
}

function messageOf(provider: Provider, status: number, error: JsonObject): string {
  if (status === 401) return `The provider "${provider.slug}" refused the key that is stored for it.`;
  if (status >= 300 && status < 400)
    return `The provider "${provider.slug}" redirected the call; redirects are not followed.`;
  const said = redactCredentials(provider.redact(stringIn(error, 'message') ?? '').slice(0, maxMessageCharacters));
  return `The provider "${provider.slug}" answered with status ${status}${said === '' ? '.' : `: ${said}`}`;
}

/**
 * A provider's own code and parameter are kept, so that programs that know them go on working. That a prompt is too long most
 * say in words alone, and it decides whether another target is asked.
 */
function namedFields(
  provider: Provider,
  status: number,
  error: JsonObject,
): Pick<ProviderErrorOptions, 'code' | 'param'> {
  if (status < 400 || status >= 500 || status === 401 || status === 403 || isPassingStatus(status)) return {};
  const isTooLong = saysContextIsFull(stringIn(error, 'message') ?? '');
  const code = isTooLong ? 'context_length_exceeded' : stringIn(error, 'code');
  const param = stringIn(error, 'param');
  return {
    ...(code === null ? {} : { code: provider.redact(code) }),
    ...(param === null ? {} : { param: provider.redact(param) }),
  };
}
