import { readOpenAiUsage } from '../pricing/openai-usage.ts';
import { editJsonMembers } from './edit-json-members.ts';
import type { HttpTransport } from './http-transport.ts';
import { findKnownEndpoint } from './known-endpoints.ts';
import { createQuirks } from './openai-compatible/apply-quirks.ts';
import { quirksOf } from './openai-compatible/endpoint-quirks.ts';
import { rewriteAnswer } from './openai-compatible/rewrite-answer.ts';
import type { Operation, Provider, ProviderResponse } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { createRedactor } from './redact-secret.ts';
import { isOtherContent } from './translation/is-other-content.ts';

export interface OpenAiCompatibleOptions {
  slug: string;
  /** Up to and including the version, as the `openai` package takes it: `https://api.groq.com/openai/v1`. */
  baseUrl: string;
  apiKey: string | null;
  transport: HttpTransport;
  credentialId?: string;
  /** Whose ways it has (`openai-compatible/endpoint-quirks.ts`), where its host does not say so. */
  quirks?: string;
}

const paths: Record<Operation, string> = { chat: 'chat/completions', embeddings: 'embeddings' };

/**
 * Any endpoint that speaks OpenAI's wire format: requests and answers pass as bytes, but for the model's name and what
 * the table of quirks says of the endpoint.
 */
export function createOpenAiCompatibleProvider(options: OpenAiCompatibleOptions): Provider {
  const { slug, apiKey, transport, credentialId } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const quirks = quirksOf(options.quirks ?? findKnownEndpoint(base)?.slug ?? softwareOf(slug));
  const changeRequest = createQuirks(quirks);
  const urls = { chat: parseUrl(`${base}/${paths.chat}`), embeddings: parseUrl(`${base}/${paths.embeddings}`) };
  const authorization = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  return {
    slug,
    ...(credentialId === undefined ? {} : { credentialId }),
    isSimulated: false,
    async call(call): Promise<ProviderResponse> {
      const { members, warnings } = changeRequest(call);
      const response = await transport.send({
        method: 'POST',
        url: urls[call.operation],
        headers: {
          ...authorization,
          'content-type': 'application/json',
          accept: call.isStreamed ? 'text/event-stream' : 'application/json',
          'user-agent': 'signalbox',
        },
        body: editJsonMembers(call.rawBody, members),
        signal: call.signal,
        timeouts: call.timeouts,
      });
      const { rewriteAnswer: rewrite } = quirks;
      const isRewritten = rewrite !== undefined && call.operation === 'chat' && response.status === 200;
      const isEvents = call.isStreamed && !isOtherContent(response.headers);
      const body = isRewritten ? rewriteAnswer(response.body, isEvents, rewrite) : response.body;
      return { ...response, body, ...(warnings.length === 0 ? {} : { warnings }) };
    },
    readUsage: readOpenAiUsage,
    redact: createRedactor(apiKey),
  };
}

/** Software that runs anywhere is known by the name of its connection. */
function softwareOf(slug: string): string | undefined {
  return slug === 'ollama' || slug === 'vllm' ? slug : undefined;
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url) return url;
  throw new ProviderError('provider_unreachable', 'The provider’s base URL is not a URL.');
}
