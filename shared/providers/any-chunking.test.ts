import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnthropicProvider } from './anthropic/anthropic-provider.ts';
import * as anthropic from './anthropic/testing/streams.ts';
import { createAzureOpenAiProvider } from './azure-openai/azure-openai-provider.ts';
import { createBedrockProvider } from './bedrock/bedrock-provider.ts';
import { encodeEvents, encodeMessage } from './bedrock/testing/event-stream.ts';
import * as bedrock from './bedrock/testing/events.ts';
import { createGeminiProvider } from './gemini/gemini-provider.ts';
import * as gemini from './gemini/testing/streams.ts';
import type { HttpTransport } from './http-transport.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';
import type { Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { providerCall } from './translation/testing/provider-call.ts';

let pieces: readonly Uint8Array[] = [];
const transport: HttpTransport = {
  send: async () => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: (async function* () {
      yield* pieces;
    })(),
  }),
  close: () => undefined,
};
const options = { slug: 's', baseUrl: 'https://example.com/v1', apiKey: 'key', transport, clock: () => 0 };

const event = (json: object) => `data: ${JSON.stringify(json)}\n\n`;
/** As docs.perplexity.ai and learn.microsoft.com/azure/ai-foundry show streams, written by hand. */
const cited = [
  event({
    search_results: [{ title: 'Grüße', url: 'https://a' }],
    choices: [{ delta: { content: '🚢' }, finish_reason: null }],
  }),
  event({ search_results: [{ title: 'Grüße', url: 'https://a' }], choices: [{ delta: {}, finish_reason: 'stop' }] }),
  'data: [DONE]\n\n',
].join('');
const filtered = [
  event({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }),
  event({ choices: [{ index: 0, delta: { content: 'Grüße 漢字' }, finish_reason: null }] }),
  event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  'data: [DONE]\n\n',
].join('');

const throttled = encodeMessage(
  { ':message-type': 'exception', ':exception-type': 'throttlingException' },
  '{"message":"Zu schnell 🚢"}',
);
const { reasoningEvents, toolEvents, citationEvents } = bedrock;
const eventStreams: Record<string, Uint8Array> = {
  reasoning: encodeEvents(reasoningEvents),
  tools: encodeEvents(toolEvents),
  citations: encodeEvents(citationEvents),
  'an exception after text': Buffer.concat([encodeEvents(reasoningEvents.slice(0, 3)), throttled]),
  'a cut': encodeEvents(reasoningEvents.slice(0, 4)),
  'a cut within a frame': encodeEvents(reasoningEvents).subarray(0, 700),
};

/** Letters of many bytes, and lines that end in other ways, for streams of server-sent events. */
function variants(streams: Record<string, string>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(streams).flatMap(([name, stream]) => [
      [name, Buffer.from(stream)],
      [`${name}, in many bytes a letter`, Buffer.from(stream.replaceAll(/Hel|Hello|Grüß/g, '🚢漢ü'))],
      [`${name}, with carriage returns`, Buffer.from(stream.replaceAll('\n', '\r\n'))],
    ]),
  );
}

const adapters: readonly [name: string, provider: Provider, streams: Record<string, Uint8Array>][] = [
  ['openai-compatible', createOpenAiCompatibleProvider({ ...options, quirks: 'perplexity' }), variants({ cited })],
  ['azure-openai', createAzureOpenAiProvider(options), variants({ filtered })],
  [
    'anthropic',
    createAnthropicProvider(options),
    variants({ ...anthropic.allStreams, overloaded: anthropic.overloadedStream, cut: anthropic.cutStream }),
  ],
  [
    'gemini',
    createGeminiProvider(options),
    variants({ ...gemini.allStreams, malformed: gemini.malformedStream, error: gemini.errorStream }),
  ],
  [
    'bedrock',
    createBedrockProvider({ ...options, region: 'eu-west-1', authentication: { apiKey: 'key' } }),
    eventStreams,
  ],
];

/** Everything that comes of a stream: its bytes, and how it ended. */
async function outcome(provider: Provider, next: readonly Uint8Array[]) {
  pieces = next;
  let text = '';
  const { body } = await provider.call(providerCall({ isStreamed: true, rawBody: Buffer.from('{"model":"m"}') }));
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
    return { text, end: 'whole' };
  } catch (error) {
    return { text, end: error instanceof ProviderError ? error.type : error };
  }
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

describe.each(adapters)('%s: any chunking gives the same', (_, provider, streams) => {
  test.each(Object.entries(streams))('%s', async (__, bytes) => {
    const whole = await outcome(provider, [bytes]);

    expect(whole.text.length).toBeGreaterThan(0);
    expect(
      await outcome(
        provider,
        Array.from(bytes, (___, at) => bytes.subarray(at, at + 1)),
      ),
    ).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), async (cuts) => {
        expect(await outcome(provider, cutAt(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});
