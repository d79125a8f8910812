import type { JsonObject } from '../../json/json-object.ts';
import { isPassingStatus } from '../is-passing-status.ts';
import type { ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { readBytes } from '../read-bytes.ts';
import { parseObject } from '../translation/parse-object.ts';
import { readAnthropicError } from './anthropic-error.ts';
import type { AnthropicRequest } from './to-anthropic-request.ts';

const maxAnswerBytes = 64 * 1024;
/** What `POST /v1/messages/count_tokens` takes of a request. */
const counted = ['model', 'messages', 'system', 'tools', 'tool_choice', 'thinking', 'output_config'] as const;

/** The input tokens of a request, as Anthropic counts them. */
export async function countAnthropicTokens(
  post: (body: JsonObject, betas: string[]) => Promise<ProviderResponse>,
  { body, betas }: AnthropicRequest,
): Promise<number> {
  const said = counted.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]);
  const response = await post(Object.fromEntries(said), betas);
  const answer = parseObject(Buffer.from(await readBytes(response.body, maxAnswerBytes)).toString('utf8')) ?? {};
  const count = answer['input_tokens'];
  if (typeof count === 'number') return count;
  throw failure(response.status, answer);
}

function failure(status: number, answer: JsonObject): ProviderError {
  if (status === 429) return new ProviderError('provider_rate_limited', 'Anthropic counts no more tokens for now.');
  if (status === 401 || status === 403) {
    return new ProviderError('provider_authentication_failed', 'Anthropic refused the key that is stored for it.');
  }
  if (status >= 400 && status < 500 && !isPassingStatus(status)) {
    return new ProviderError(
      'provider_rejected_request',
      `Anthropic cannot count it: ${readAnthropicError(answer).message}`,
    );
  }
  return new ProviderError('provider_failed', 'Anthropic did not count the tokens.', { providerStatus: status });
}
