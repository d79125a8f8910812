import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { createHttpTransport } from '../http-transport.ts';
import type { ProviderCall, ProviderResponse } from '../provider.ts';
import { readBytes } from '../read-bytes.ts';
import { createGeminiProvider } from './gemini-provider.ts';
import { textStream } from './testing/streams.ts';

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

/** A fake of Google that answers everything with the same bytes. */
async function fake(answer: unknown, status = 200, path = '/v1beta') {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as JsonObject;
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider = createGeminiProvider({
    slug: 'google',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    apiKey: 'AIza-test-key-0123456789',
    transport: createHttpTransport({ allowsPrivateHosts: true }),
    credentialId: 'c1',
    clock: () => 5_000,
  });
  return { provider, seen };
}

function callWith(more: Partial<ProviderCall> = {}): ProviderCall {
  return {
    operation: 'chat',
    model: 'gemini-3-flash',
    request: { messages: [{ role: 'user', content: 'Hi' }] },
    rawBody: Buffer.from('{}'),
    isStreamed: false,
    signal: new AbortController().signal,
    ...more,
  };
}

const textOf = async ({ body }: ProviderResponse) => Buffer.from(await readBytes(body, 1_000_000)).toString('utf8');
const jsonOf = async (response: ProviderResponse) => JSON.parse(await textOf(response)) as JsonObject;

describe('chat', () => {
  const answer = { candidates: [{ content: { parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] };

  test('in one piece', async () => {
    const { provider, seen } = await fake(answer);
    const response = await provider.call(
      callWith({ request: { messages: [{ role: 'user', content: 'Hi' }], top_k: 2, verbosity: 'low' } }),
    );

    expect(await jsonOf(response)).toMatchObject({ created: 5, choices: [{ message: { content: 'Hello' } }] });
    expect(response.warnings).toMatchObject([{ field: 'verbosity' }]);
    expect(seen[0]).toMatchObject({
      url: '/v1beta/models/gemini-3-flash:generateContent',
      headers: { 'x-goog-api-key': 'AIza-test-key-0123456789' },
      body: { generationConfig: { topK: 2 } },
    });
    expect(provider).toMatchObject({ slug: 'google', credentialId: 'c1' });
    expect(provider.redact('AIza-test-key-0123456789')).not.toContain('AIza-test-key-0123456789');
  });

  test('as a stream', async () => {
    const { provider, seen } = await fake(textStream);
    const text = await textOf(await provider.call(callWith({ isStreamed: true })));

    expect(text).toMatch(/data: \[DONE\]\n\n$/);
    expect(seen[0]?.url).toBe('/v1beta/models/gemini-3-flash:streamGenerateContent?alt=sse');
  });

  test.each(['', '/v1beta/openai', '/v1beta/'])('the base path "%s" leads to the same place', async (path) => {
    const { provider, seen } = await fake(answer, 200, path);
    await textOf(await provider.call(callWith({ model: 'tunedModels/a b' })));

    expect(seen[0]?.url).toBe('/v1beta/tunedModels/a%20b:generateContent');
  });

  test('a base URL that is none is said', () => {
    const transport = createHttpTransport({ allowsPrivateHosts: true });

    expect(() => createGeminiProvider({ slug: 'g', baseUrl: 'no', apiKey: null, transport })).toThrow('not a URL');
  });
});

describe('failures', () => {
  const error = (code: number, status: string, details: object[] = []) => ({
    error: { code, message: 'No.', status, details },
  });

  test.each([
    ['an object', error(404, 'NOT_FOUND'), 404, 'NOT_FOUND'],
    ['a list', [error(400, 'INVALID_ARGUMENT')], 400, 'INVALID_ARGUMENT'],
    ['a wrong key', error(400, 'INVALID_ARGUMENT', [{ reason: 'API_KEY_INVALID' }]), 401, 'INVALID_ARGUMENT'],
  ])('%s', async (_, json, status, type) => {
    const { provider } = await fake(json, status === 401 ? 400 : status);
    const response = await provider.call(callWith());

    expect(response.status).toBe(status);
    expect(await jsonOf(response)).toMatchObject({ error: { message: 'No.', type } });
  });

  test('say when to come again', async () => {
    const { provider } = await fake(error(429, 'RESOURCE_EXHAUSTED', [{ retryDelay: '17.2s' }]), 429);

    expect((await provider.call(callWith())).headers['retry-after']).toBe('18');
  });

  test('that are no JSON say nothing', async () => {
    const { provider } = await fake('<html>', 502);
    const response = await provider.call(callWith({ operation: 'embeddings', request: { input: 'a' } }));

    expect([response.status, await textOf(response)]).toEqual([502, '{}']);
  });
});

describe('embeddings', () => {
  const answer = { embeddings: [{ values: [1, -0.5] }, { values: [0, 2] }] };
  const call = (request: JsonObject) => callWith({ operation: 'embeddings', model: 'gemini-embedding-001', request });

  test('come in order, as numbers or bytes', async () => {
    const { provider, seen } = await fake({ ...answer, usageMetadata: { promptTokenCount: 4 } });

    expect(await jsonOf(await provider.call(call({ input: ['a', 'b'], dimensions: 2 })))).toEqual({
      object: 'list',
      model: 'gemini-embedding-001',
      data: [
        { object: 'embedding', index: 0, embedding: [1, -0.5] },
        { object: 'embedding', index: 1, embedding: [0, 2] },
      ],
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
    expect(seen[0]).toMatchObject({
      url: '/v1beta/models/gemini-embedding-001:batchEmbedContents',
      body: {
        requests: [
          { model: 'models/gemini-embedding-001', content: { parts: [{ text: 'a' }] }, outputDimensionality: 2 },
          { content: { parts: [{ text: 'b' }] } },
        ],
      },
    });
    expect(await jsonOf(await provider.call(call({ input: 'a', encoding_format: 'base64' })))).toMatchObject({
      data: [{ embedding: 'AACAPwAAAL8=' }, { embedding: 'AAAAAAAAAEA=' }],
    });
  });

  test('of tokens are refused', async () => {
    const { provider } = await fake(answer);

    await expect(provider.call(call({ input: [[1, 2]] }))).rejects.toMatchObject({ type: 'provider_cannot' });
  });
});

describe('countTokens', () => {
  test('counts the whole request', async () => {
    const { provider, seen } = await fake({ totalTokens: 31 });

    expect(await provider.countTokens?.(callWith())).toBe(31);
    expect(seen[0]).toMatchObject({
      url: '/v1beta/models/gemini-3-flash:countTokens',
      body: { generateContentRequest: { model: 'models/gemini-3-flash', contents: [{ role: 'user' }] } },
    });
  });

  test.each([
    [429, 'provider_rate_limited'],
    [403, 'provider_authentication_failed'],
    [400, 'provider_rejected_request'],
    [408, 'provider_failed'],
    [500, 'provider_failed'],
  ])('a failure with %i is %s', async (status, type) => {
    const { provider } = await fake({ error: { code: status, message: 'No.' } }, status);

    await expect(provider.countTokens?.(callWith())).rejects.toMatchObject({ type });
  });
});
