import { expect, test } from 'vitest';
import { createAnthropicProvider } from './anthropic/anthropic-provider.ts';
import { createAzureOpenAiProvider } from './azure-openai/azure-openai-provider.ts';
import { createBedrockProvider } from './bedrock/bedrock-provider.ts';
import { createGeminiProvider } from './gemini/gemini-provider.ts';
import type { HttpRequest, HttpTransport } from './http-transport.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';
import { providerCall } from './translation/testing/provider-call.ts';

const sent: HttpRequest[] = [];
const transport: HttpTransport = {
  async send(request) {
    sent.push(request);
    return { status: 500, headers: {}, body: (async function* () {})() };
  },
  close: () => undefined,
};
const options = { slug: 's', baseUrl: 'https://example.com/v1', apiKey: 'key', transport };
const clock = () => 0;

test.each([
  ['openai-compatible', createOpenAiCompatibleProvider(options)],
  ['anthropic', createAnthropicProvider(options)],
  ['gemini', createGeminiProvider(options)],
  ['azure-openai', createAzureOpenAiProvider(options)],
  ['bedrock', createBedrockProvider({ ...options, region: 'eu-central-1', authentication: { apiKey: 'key' }, clock })],
])('%s hands a call’s time limits to the transport, and nothing where there are none', async (_, provider) => {
  sent.length = 0;
  const timeouts = { connectMs: 1, idleMs: 2 };
  const rawBody = Buffer.from('{"model":"m","messages":[]}');
  await provider.call(providerCall({ timeouts, rawBody }));
  await provider.call(providerCall({ isStreamed: true, rawBody }));

  expect(sent.map((request) => request.timeouts)).toEqual([timeouts, undefined]);
});
