import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { createHttpTransport } from '../http-transport.ts';
import type { ProviderCall, ProviderResponse } from '../provider.ts';
import { readBytes } from '../read-bytes.ts';
import { joinPromptFilter } from './azure-answers.ts';
import { type AzureOpenAiProviderOptions, createAzureOpenAiProvider } from './azure-openai-provider.ts';

/** In the form of learn.microsoft.com/azure/ai-foundry/openai/concepts/content-streaming, written by hand; not recorded. */
const filter = { prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }] };
const event = (json: object) => `data: ${JSON.stringify(json)}\n\n`;
const content = {
  id: 'c',
  choices: [{ index: 0, delta: { content: 'é' }, content_filter_results: {}, finish_reason: null }],
};
const usage = { id: 'c', choices: [], usage: { prompt_tokens: 1 } };
const stream = `${event({ id: '', choices: [], ...filter })}${event(content)}${event(usage)}data: [DONE]\n\n`;
const joined = `${event({ ...content, ...filter })}${event(usage)}data: [DONE]\n\n`;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Seen {
  url: string;
  headers: IncomingMessage['headers'];
  body: JsonObject;
}

async function fake(answer: string, options: Partial<AzureOpenAiProviderOptions> = {}, status = 200, path = '') {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as JsonObject;
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(status).end(answer);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const transport = createHttpTransport({ allowsPrivateHosts: true });
  return {
    provider: createAzureOpenAiProvider({ slug: 'azure', baseUrl, apiKey: 'secret', transport, ...options }),
    seen,
  };
}

function callWith(request: JsonObject = {}, more: Partial<ProviderCall> = {}): ProviderCall {
  const whole = { model: 'azure/x', messages: [{ role: 'user', content: 'Hi' }], ...request };
  const rawBody = Buffer.from(JSON.stringify(whole));
  const signal = new AbortController().signal;
  return { operation: 'chat', model: 'gpt-5', request: whole, rawBody, isStreamed: false, signal, ...more };
}

const textOf = async ({ body }: ProviderResponse) => Buffer.from(await readBytes(body, 100_000)).toString('utf8');

describe('a call', () => {
  test.each(['', '/', '/openai/v1', '/openai/v1/', '/openai/deployments/x/chat/completions?api-version=1'])(
    'goes to the v1 API from the base path "%s"',
    async (path) => {
      const { provider, seen } = await fake('{"choices":[]}', { credentialId: 'c1' }, 200, path);
      const response = await provider.call(callWith({ max_tokens: 4, temperature: 0 }));

      expect(await textOf(response)).toBe('{"choices":[]}');
      expect(response.warnings).toMatchObject([{ field: 'temperature' }]);
      expect(seen[0]).toMatchObject({ url: '/openai/v1/chat/completions', headers: { 'api-key': 'secret' } });
      expect(seen[0]?.body).toEqual({
        model: 'gpt-5',
        messages: [{ role: 'user', content: 'Hi' }],
        max_completion_tokens: 4,
      });
      expect(seen[0]?.headers.authorization).toBeUndefined();
      expect(provider.credentialId).toBe('c1');
    },
  );

  test('names its deployment in the dated API', async () => {
    const { provider, seen } = await fake('{}', { apiVersion: '2024-10-21', deployments: { 'gpt-5': 'my five' } });
    await textOf(await provider.call(callWith({}, { operation: 'embeddings' })));

    expect(seen[0]).toMatchObject({
      url: '/openai/deployments/my%20five/embeddings?api-version=2024-10-21',
      body: { model: 'my five' },
    });
  });

  test('needs an address', () => {
    const transport = createHttpTransport({ allowsPrivateHosts: true });

    expect(() => createAzureOpenAiProvider({ slug: 'a', baseUrl: 'no', apiKey: null, transport })).toThrow('not a URL');
  });
});

describe('a stream', () => {
  test('begins with what the model says, and the filter’s findings in it', async () => {
    const { provider, seen } = await fake(stream);

    expect(await textOf(await provider.call(callWith({}, { isStreamed: true })))).toBe(joined);
    expect(seen[0]?.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  test('is the same in any chunking', async () => {
    const bytes = Buffer.from(stream);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 40 }), async (sizes) => {
        async function* chunks() {
          let at = 0;
          for (const size of sizes) {
            yield bytes.subarray(at, at + size);
            at += size;
          }
          yield bytes.subarray(at);
        }
        expect(Buffer.from(await readBytes(joinPromptFilter(chunks()), 100_000)).toString('utf8')).toBe(joined);
      }),
      { numRuns: 40 },
    );
  });

  test('that fails behind the filter says the failure alone', async () => {
    const failure = event({ error: { message: 'No.' } });
    const { provider } = await fake(event({ choices: [], ...filter }) + failure);

    expect(await textOf(await provider.call(callWith({}, { isStreamed: true })))).toBe(failure);
  });
});

describe('a failure', () => {
  test.each([
    ['of OpenAI’s form', '{"error":{"code":"content_filter","message":"F","innererror":{}}}', null],
    ['of the gateway', '{"statusCode":401,"message":"Bad key."}', { error: { message: 'Bad key.', type: '401' } }],
    ['with a code', '{"code":"Gone","message":"No."}', { error: { type: 'Gone' } }],
    ['that is no JSON', '<html>', null],
  ])('%s', async (_, answer, expected) => {
    const { provider } = await fake(answer, {}, 400);
    const response = await provider.call(callWith());
    const text = await textOf(response);

    expect(response.status).toBe(400);
    if (expected === null) expect(text).toBe(answer);
    else expect(JSON.parse(text)).toMatchObject(expected);
  });
});
