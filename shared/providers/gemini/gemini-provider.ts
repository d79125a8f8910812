import type { JsonObject } from '../../json/json-object.ts';
import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import type { HttpTransport } from '../http-transport.ts';
import type { Provider, ProviderCall, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createRedactor } from '../redact-secret.ts';
import { translateAnswer } from '../translation/translate-answer.ts';
import { countGeminiTokens } from './count-gemini-tokens.ts';
import { fromEmbedAnswer, toEmbedRequest } from './embeddings.ts';
import { fromGeminiAnswer } from './from-gemini-answer.ts';
import { readGeminiError, translateGeminiFailure } from './gemini-error.ts';
import { toGeminiRequest } from './to-gemini-request.ts';
import { translateGeminiStream } from './translate-gemini-stream.ts';

export interface GeminiProviderOptions {
  slug: string;
  /** Up to and including the version: `https://generativelanguage.googleapis.com/v1beta`. */
  baseUrl: string;
  apiKey: string | null;
  transport: HttpTransport;
  credentialId?: string;
  clock?: Clock;
}

/** Google's Gemini API behind the gateway's interface. */
export function createGeminiProvider(options: GeminiProviderOptions): Provider {
  const { slug, transport, credentialId, apiKey, clock = systemClock } = options;
  const base = baseOf(options.baseUrl);
  const post = (method: string, call: ProviderCall, body: JsonObject) =>
    transport.send({
      method: 'POST',
      url: new URL(`${base}/${modelPath(call.model)}:${method}`),
      headers: {
        ...(apiKey === null ? {} : { 'x-goog-api-key': apiKey }),
        'content-type': 'application/json',
        'user-agent': 'signalbox',
      },
      body: Buffer.from(JSON.stringify(body)),
      signal: call.signal,
      timeouts: call.timeouts,
    });
  return {
    slug,
    ...(credentialId === undefined ? {} : { credentialId }),
    isSimulated: false,
    async call(call) {
      return call.operation === 'embeddings' ? await embed(call, post) : await chat(call, post, clock);
    },
    async countTokens(call) {
      const { body } = toGeminiRequest(call.request, call.model);
      return await countGeminiTokens((json) => post('countTokens', call, json), body, call.model);
    },
    readUsage: readOpenAiUsage,
    redact: createRedactor(apiKey),
  };
}

type Post = (method: string, call: ProviderCall, body: JsonObject) => Promise<ProviderResponse>;

async function chat(call: ProviderCall, post: Post, clock: Clock): Promise<ProviderResponse> {
  const { body, warnings } = toGeminiRequest(call.request, call.model);
  const method = call.isStreamed ? 'streamGenerateContent?alt=sse' : 'generateContent';
  const response = await post(method, call, body);
  if (isFailed(response)) return await translateGeminiFailure(response);
  const created = Math.floor(clock() / 1_000);
  const head = { id: `gemini-${created}`, model: call.model, created };
  return await translateAnswer(response, {
    isStreamed: call.isStreamed,
    warnings,
    readError: readGeminiError,
    fromAnswer: (json) => fromGeminiAnswer(json, head),
    fromStream: (bytes) => translateGeminiStream(bytes, head),
  });
}

async function embed(call: ProviderCall, post: Post): Promise<ProviderResponse> {
  const { body, warnings } = toEmbedRequest(call.request, call.model);
  const response = await post('batchEmbedContents', call, body);
  if (isFailed(response)) return await translateGeminiFailure(response);
  return await translateAnswer(response, {
    isStreamed: false,
    warnings,
    readError: readGeminiError,
    fromAnswer: (json) => fromEmbedAnswer(json, call.model, call.request['encoding_format']),
    fromStream: (bytes) => bytes,
  });
}

function isFailed({ status }: ProviderResponse): boolean {
  return status < 200 || status > 299;
}

/** Connections from before this adapter name the OpenAI-compatible path; Google's own packages leave out the version. */
function baseOf(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '').replace(/\/openai$/, '');
  if (URL.parse(base) === null) {
    throw new ProviderError('provider_unreachable', 'The provider’s base URL is not a URL.');
  }
  return /\/v\d+\w*$/.test(base) ? base : `${base}/v1beta`;
}

/** `models/` is the customary folder; tuned models name their own. */
function modelPath(model: string): string {
  const path = model.includes('/') ? model : `models/${model}`;
  return path.split('/').map(encodeURIComponent).join('/');
}
