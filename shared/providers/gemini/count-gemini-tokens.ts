import type { JsonObject } from '../../json/json-object.ts';
import { isPassingStatus } from '../is-passing-status.ts';
import type { ProviderResponse } from '../provider.ts';
import { ProviderError, type ProviderErrorType } from '../provider-error.ts';
import { readBytes } from '../read-bytes.ts';
import { parseObject } from '../translation/parse-object.ts';
import { readGeminiError, statusOfGeminiError } from './gemini-error.ts';

const maxAnswerBytes = 64 * 1024;

/** The input tokens of a request as Google counts them, instructions and functions included. */
export async function countGeminiTokens(
  post: (body: JsonObject) => Promise<ProviderResponse>,
  body: JsonObject,
  model: string,
): Promise<number> {
  const response = await post({ generateContentRequest: { model: `models/${model}`, ...body } });
  const answer = parseObject(Buffer.from(await readBytes(response.body, maxAnswerBytes)).toString('utf8')) ?? {};
  const count = answer['totalTokens'];
  if (typeof count === 'number') return count;
  const status = statusOfGeminiError(answer, response.status);
  throw new ProviderError(failureOf(status), `Gemini did not count the tokens: ${readGeminiError(answer).message}`, {
    providerStatus: status,
  });
}

function failureOf(status: number): ProviderErrorType {
  if (status === 429) return 'provider_rate_limited';
  if (status === 401 || status === 403) return 'provider_authentication_failed';
  return status >= 400 && status < 500 && !isPassingStatus(status) ? 'provider_rejected_request' : 'provider_failed';
}
