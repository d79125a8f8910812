import type { JsonObject } from '../../json/json-object.ts';
import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import type { HttpTransport } from '../http-transport.ts';
import type { Provider, ProviderCall, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createRedactor } from '../redact-secret.ts';
import { cannot } from '../translation/cannot.ts';
import { translateAnswer } from '../translation/translate-answer.ts';
import { readAnthropicError } from './anthropic-error.ts';
import { anthropicHeaders } from './anthropic-headers.ts';
import { countAnthropicTokens } from './count-anthropic-tokens.ts';
import { fromAnthropicMessage } from './from-anthropic-message.ts';
import { type AnthropicRequest, toAnthropicRequest } from './to-anthropic-request.ts';
import { translateStream } from './translate-stream.ts';

export interface AnthropicProviderOptions {
  slug: string;
  /** Up to and including the version: `https://api.anthropic.com/v1`. */
  baseUrl: string;
  apiKey: string | null;
  transport: HttpTransport;
  credentialId?: string;
  /** Sent with every call in `anthropic-beta`. */
  betas?: readonly string[];
  clock?: Clock;
}

/** Anthropic's Messages API behind the gateway's interface. */
export function createAnthropicProvider(options: AnthropicProviderOptions): Provider {
  const { slug, transport, credentialId, clock = systemClock } = options;
  const urls = { messages: urlOf(options, 'messages'), count: urlOf(options, 'messages/count_tokens') };
  const translate = ({ request, model, isStreamed, maxOutputTokens = null }: ProviderCall) =>
    toAnthropicRequest(request, { model, isStreamed, maxOutputTokens });
  const post = (
    url: URL,
    { body, betas }: Pick<AnthropicRequest, 'betas'> & { body: JsonObject },
    call: ProviderCall,
  ) =>
    transport.send({
      method: 'POST',
      url,
      headers: anthropicHeaders(options, betas, call.isStreamed),
      body: Buffer.from(JSON.stringify(body)),
      signal: call.signal,
      timeouts: call.timeouts,
    });
  return {
    slug,
    ...(credentialId === undefined ? {} : { credentialId }),
    isSimulated: false,
    async call(call): Promise<ProviderResponse> {
      if (call.operation !== 'chat') throw cannot('model', 'Anthropic has no embeddings.');
      const request = translate(call);
      const response = await post(urls.messages, request, call);
      const created = Math.floor(clock() / 1_000);
      return await translateAnswer(response, {
        isStreamed: call.isStreamed,
        warnings: request.warnings,
        readError: readAnthropicError,
        fromAnswer: (json) => fromAnthropicMessage(json, created),
        fromStream: (body) => translateStream(body, { id: '', model: call.model, created }),
      });
    },
    async countTokens(call) {
      return await countAnthropicTokens((body, betas) => post(urls.count, { body, betas }, call), translate(call));
    },
    readUsage: readOpenAiUsage,
    redact: createRedactor(options.apiKey),
  };
}

function urlOf({ baseUrl }: AnthropicProviderOptions, path: string): URL {
  const base = baseUrl.replace(/\/+$/, '');
  // Anthropic's own packages take the base URL without the version, others with it.
  const url = URL.parse(`${/\/v\d+$/.test(base) ? base : `${base}/v1`}/${path}`);
  if (url) return url;
  throw new ProviderError('provider_unreachable', 'The provider’s base URL is not a URL.');
}
