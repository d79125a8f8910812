import { readOpenAiUsage } from '../pricing/openai-usage.ts';
import { editJsonMembers } from './edit-json-members.ts';
import type { HttpTransport } from './http-transport.ts';
import { findKnownEndpoint, type StreamUsage } from './known-endpoints.ts';
import type { Operation, Provider, ProviderCall } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { createRedactor } from './redact-secret.ts';

export interface OpenAiCompatibleOptions {
  slug: string;
  /** Up to and including the version, as the `openai` package takes it: `https://api.groq.com/openai/v1`. */
  baseUrl: string;
  apiKey: string | null;
  transport: HttpTransport;
}

const paths: Record<Operation, string> = { chat: 'chat/completions', embeddings: 'embeddings' };

/** Any endpoint that speaks OpenAI's wire format: requests and answers pass as bytes, but for the model's name. */
export function createOpenAiCompatibleProvider(options: OpenAiCompatibleOptions): Provider {
  const { slug, apiKey, transport } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const streamUsage = findKnownEndpoint(base)?.streamUsage ?? 'on-request';
  const urls = { chat: parseUrl(`${base}/${paths.chat}`), embeddings: parseUrl(`${base}/${paths.embeddings}`) };
  const authorization = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  return {
    slug,
    isSimulated: false,
    async call(call) {
      return await transport.send({
        method: 'POST',
        url: urls[call.operation],
        headers: {
          ...authorization,
          'content-type': 'application/json',
          accept: call.isStreamed ? 'text/event-stream' : 'application/json',
          'user-agent': 'signalbox',
        },
        body: editJsonMembers(call.rawBody, changedMembers(call, streamUsage)),
        signal: call.signal,
      });
    },
    readUsage: readOpenAiUsage,
    redact: createRedactor(apiKey),
  };
}

function changedMembers(
  { model, request, isStreamed }: ProviderCall,
  streamUsage: StreamUsage,
): Record<string, unknown> {
  if (!isStreamed || streamUsage === 'always') return { model };
  const asked = request['stream_options'];
  if (isObject(asked) && asked['include_usage'] === true) return { model };
  return { model, stream_options: { ...(isObject(asked) ? asked : {}), include_usage: true } };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url) return url;
  throw new ProviderError('provider_unreachable', 'The provider’s base URL is not a URL.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
