import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBytes } from '../read-bytes.ts';
import { type FakeServer, startFakeServer } from '../translation/testing/fake-server.ts';
import { providerCall } from '../translation/testing/provider-call.ts';
import { type AnthropicProviderOptions, createAnthropicProvider } from './anthropic-provider.ts';
import { supportsNativeStructuredOutput } from './supports-native-structured-output.ts';
import { textStream } from './testing/streams.ts';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

const apiKey = 'sk-ant-a-secret-key';
const provider = (more: Partial<AnthropicProviderOptions> = {}) =>
  createAnthropicProvider({
    slug: 'anthropic',
    baseUrl: `${server.url}/v1/`,
    apiKey,
    transport: server.transport,
    clock: () => 7_000,
    ...more,
  });
const call = providerCall({ model: 'claude-opus-5' });
const textOf = async ({ body }: { body: AsyncIterable<Uint8Array> }) =>
  Buffer.from(await readBytes(body, 1e6)).toString('utf8');
const message = {
  id: 'msg_1',
  content: [{ type: 'text', text: 'Hello!' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 1, output_tokens: 2 },
};

test('a call in one piece', async () => {
  server.answer({ body: JSON.stringify(message) });

  const response = await provider({ betas: ['a-beta'] }).call({ ...call, request: { ...call.request, seed: 1 } });

  expect(JSON.parse(await textOf(response))).toMatchObject({
    created: 7,
    choices: [{ message: { content: 'Hello!' } }],
  });
  expect(response.warnings).toMatchObject([{ field: 'seed' }]);
  expect(server.seen.at(-1)).toMatchObject({
    path: '/v1/messages',
    headers: { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01', 'anthropic-beta': 'a-beta' },
    body: { model: 'claude-opus-5', max_tokens: 100 },
  });
});

test('a streamed call; the base URL may lack the version', async () => {
  server.answer({ body: textStream, headers: { 'content-type': 'text/event-stream' } });

  const response = await provider({ baseUrl: server.url, apiKey: null }).call({
    ...call,
    request: { messages: call.request['messages'] },
    isStreamed: true,
    maxOutputTokens: 9,
  });

  expect(await textOf(response)).toContain('"content":"Hello"');
  expect(response.warnings).toBeUndefined();
  expect(server.seen.at(-1)).toMatchObject({ path: '/v1/messages', body: { stream: true, max_tokens: 9 } });
  expect(server.seen.at(-1)?.headers).not.toHaveProperty('x-api-key');
});

describe('a failure', () => {
  test('keeps its status and headers, and comes in OpenAI’s form', async () => {
    server.answer({
      status: 529,
      headers: { 'retry-after': '3' },
      body: JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    });

    const response = await provider().call(call);

    expect(response).toMatchObject({ status: 529, headers: { 'retry-after': '3' } });
    expect(JSON.parse(await textOf(response))).toEqual({
      error: { message: 'Overloaded', type: 'overloaded_error', code: 'overloaded_error', param: null },
    });
  });

  test('of a proxy tells nothing', async () => {
    server.answer({ status: 502, body: '<html>10.0.0.1</html>' });

    expect(await textOf(await provider().call(call))).toBe('{}');
  });

  test('with a good status is no answer', async () => {
    server.answer({ body: '<html>' });

    await expect(textOf(await provider().call(call))).rejects.toMatchObject({ type: 'provider_invalid_response' });
  });
});

test('there are no embeddings', async () => {
  await expect(provider().call({ ...call, operation: 'embeddings' })).rejects.toMatchObject({
    type: 'provider_cannot',
  });
});

describe('tokens', () => {
  test('are counted for what counts', async () => {
    server.answer({ body: '{"input_tokens":14}' });

    expect(await provider().countTokens?.({ ...call, request: { ...call.request, reasoning_effort: 'low' } })).toBe(14);
    expect(server.seen.at(-1)?.path).toBe('/v1/messages/count_tokens');
    expect(Object.keys(server.seen.at(-1)?.body ?? {})).toEqual(['model', 'messages', 'thinking', 'output_config']);
  });

  test.each([
    [400, 'provider_rejected_request'],
    [425, 'provider_failed'],
    [401, 'provider_authentication_failed'],
    [429, 'provider_rate_limited'],
    [500, 'provider_failed'],
    [200, 'provider_failed'],
  ])('that cannot be counted: %i', async (status, type) => {
    server.answer({ status, body: 'no' });

    await expect(provider().countTokens?.(call)).rejects.toMatchObject({ type });
  });
});

test('says who it is, and hides its key', () => {
  expect(provider({ credentialId: 'k1' })).toMatchObject({ slug: 'anthropic', credentialId: 'k1', isSimulated: false });
  expect(provider().redact(`the key ${apiKey}`)).toBe('the key [redacted]');
  expect(() => provider({ baseUrl: 'nowhere' })).toThrow('not a URL');
});

test.each([
  ['claude-haiku-4-5', true],
  ['claude-opus-4-1-20250805', false],
  ['claude-sonnet-4-20250514', false],
  ['global.anthropic.claude-sonnet-5-v1:0', true],
  ['claude-mythos-preview', true],
  ['claude-2.1', false],
  ['claude-of-the-future', true],
  ['gpt-5', false],
])('%s holds to a schema by itself: %s', (model, expected) => {
  expect(supportsNativeStructuredOutput(model)).toBe(expected);
});
