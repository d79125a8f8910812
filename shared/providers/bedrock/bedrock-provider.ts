import { type AwsCredentials, signRequest } from '../../aws/sign-request.ts';
import type { JsonObject } from '../../json/json-object.ts';
import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import type { HttpTransport } from '../http-transport.ts';
import type { Provider, ProviderCall, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createRedactor } from '../redact-secret.ts';
import { isOtherContent } from '../translation/is-other-content.ts';
import { translateAnswer } from '../translation/translate-answer.ts';
import { type BedrockAction, bedrockBaseUrl, bedrockUrl } from './bedrock-urls.ts';
import { readBedrockError, statusOfFailure } from './converse-error.ts';
import { embedTexts } from './embed-texts.ts';
import { fromConverseAnswer } from './from-converse-answer.ts';
import { toConverseRequest } from './to-converse-request.ts';
import { translateConverseStream } from './translate-converse-stream.ts';

/** By role: credentials that are asked for before each call, and change. By key: a bearer token of Bedrock's own. */
export type BedrockAuthentication = { credentials: () => Promise<AwsCredentials> } | { apiKey: string };

export interface BedrockProviderOptions {
  slug: string;
  region: string;
  /** The region's own endpoint unless given. */
  baseUrl?: string;
  authentication: BedrockAuthentication;
  transport: HttpTransport;
  credentialId?: string;
  clock?: Clock;
}

/** Amazon Bedrock behind the gateway's interface: Converse for chat, InvokeModel for embeddings. */
export function createBedrockProvider(options: BedrockProviderOptions): Provider {
  const { slug, credentialId, authentication } = options;
  const clock = options.clock ?? systemClock;
  const sender = createSender({ ...options, clock });
  return {
    slug,
    ...(credentialId === undefined ? {} : { credentialId }),
    isSimulated: false,
    async call(call) {
      if (call.operation === 'embeddings') return await embed(sender, call);
      return await converse(sender, call, clock);
    },
    readUsage: readOpenAiUsage,
    redact: 'apiKey' in authentication ? createRedactor(authentication.apiKey) : sender.redact,
  };
}

interface Sender {
  send(call: ProviderCall, action: BedrockAction, body: JsonObject): Promise<ProviderResponse>;
  /** Takes the credentials that were used last out of a text. */
  redact(text: string): string;
}

function createSender(options: BedrockProviderOptions & { clock: Clock }): Sender {
  const { region, transport, authentication } = options;
  const baseUrl = options.baseUrl ?? bedrockBaseUrl(region);
  let redactLast = (text: string) => text;
  const authenticate = async (url: URL, headers: Record<string, string>, body: Uint8Array) => {
    if ('apiKey' in authentication) return { authorization: `Bearer ${authentication.apiKey}` };
    const credentials = await readCredentials(authentication.credentials);
    redactLast = redactorOf(credentials);
    const scope = { credentials, region, service: 'bedrock', now: options.clock() };
    return signRequest({ method: 'POST', url, headers, body }, scope);
  };
  return {
    async send(call, action, json) {
      const url = bedrockUrl(baseUrl, call.model, action);
      const body = Buffer.from(JSON.stringify(json));
      const accept = action === 'converse-stream' ? 'application/vnd.amazon.eventstream' : 'application/json';
      const headers = { 'content-type': 'application/json', accept };
      const authorization = await authenticate(url, headers, body);
      return await transport.send({
        method: 'POST',
        url,
        headers: { ...headers, ...authorization, 'user-agent': 'signalbox' },
        body,
        signal: call.signal,
        timeouts: call.timeouts,
      });
    },
    redact: (text) => redactLast(text),
  };
}

function redactorOf({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): (text: string) => string {
  const redactors = [sessionToken ?? null, secretAccessKey, accessKeyId].map(createRedactor);
  return (text) => redactors.reduce((clean, redact) => redact(clean), text);
}

async function readCredentials(credentials: () => Promise<AwsCredentials>): Promise<AwsCredentials> {
  try {
    return await credentials();
  } catch (cause) {
    const message = 'There are no AWS credentials for Bedrock: the role cannot be assumed.';
    throw new ProviderError('provider_authentication_failed', message, { cause });
  }
}

async function converse(sender: Sender, call: ProviderCall, clock: Clock): Promise<ProviderResponse> {
  const { model, isStreamed, request } = call;
  const { body, warnings } = toConverseRequest(request, { model, isStreamed });
  const answer = await sender.send(call, isStreamed ? 'converse-stream' : 'converse', body);
  const response = { ...answer, status: statusOfFailure(answer.status) };
  const created = Math.floor(clock() / 1_000);
  const head = { id: response.headers['x-amzn-requestid'] ?? `bedrock-${created}`, model, created };
  const translated = await translateAnswer(response, {
    isStreamed,
    warnings,
    readError: readBedrockError,
    fromAnswer: (json) => fromConverseAnswer(json, head),
    fromStream: (stream) => translateConverseStream(stream, head),
  });
  if (!isStreamed || response.status > 299 || isOtherContent(response.headers)) return translated;
  return { ...translated, headers: { ...translated.headers, 'content-type': 'text/event-stream' } };
}

async function embed(sender: Sender, call: ProviderCall): Promise<ProviderResponse> {
  const invoke = (body: JsonObject) => sender.send(call, 'invoke', body);
  const response = await embedTexts(invoke, call.request, call.model);
  if (response.status >= 200 && response.status <= 299) return response;
  return await translateAnswer(response, {
    isStreamed: false,
    warnings: [],
    readError: readBedrockError,
    fromAnswer: (json) => json,
    fromStream: (stream) => stream,
  });
}
