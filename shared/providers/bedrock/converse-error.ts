import { type JsonObject, stringIn } from '../../json/json-object.ts';
import type { ProviderHeaders } from '../provider.ts';
import type { ErrorParts } from '../translation/openai-error.ts';

/** Exceptions of ConverseStream, and of InvokeModel's, and their status (API reference, ConverseStreamOutput). */
const statusByException: Readonly<Record<string, number>> = {
  validationException: 400,
  accessDeniedException: 403,
  throttlingException: 429,
  internalServerException: 500,
  // The documented 424 would tell the caller that it is their mistake.
  modelStreamErrorException: 502,
  modelTimeoutException: 504,
  serviceUnavailableException: 503,
  modelErrorException: 502,
  modelNotReadyException: 429,
  resourceNotFoundException: 404,
  serviceQuotaExceededException: 429,
};

/** Of a failed answer: a model that failed, or took too long, is not the caller's mistake. */
export function statusOfFailure(status: number): number {
  if (status === 424) return 502;
  return status === 408 ? 504 : status;
}

/** A failed answer: the kind of error stands in a header, as `ThrottlingException:http://…`. */
export function readBedrockError(json: JsonObject, headers: ProviderHeaders): ErrorParts {
  const type = headers['x-amzn-errortype'] ?? stringIn(json, '__type') ?? 'BedrockException';
  return {
    message: stringIn(json, 'message') ?? stringIn(json, 'Message') ?? 'no reason given',
    type: type.split(':')[0]?.split('#').at(-1) ?? type,
  };
}

export function statusOfException(type: string): number {
  // Exceptions of the stream begin with a small letter, errors of the service with a large one.
  return statusByException[`${type.charAt(0).toLowerCase()}${type.slice(1)}`] ?? 500;
}
