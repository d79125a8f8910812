import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBytes } from '../read-bytes.ts';
import { type FakeServer, startFakeServer } from '../translation/testing/fake-server.ts';
import { providerCall } from '../translation/testing/provider-call.ts';
import { type BedrockProviderOptions, createBedrockProvider } from './bedrock-provider.ts';
import { bedrockBaseUrl } from './bedrock-urls.ts';
import { encodeEvents } from './testing/event-stream.ts';
import { toolEvents } from './testing/events.ts';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'a-secret-of-the-role',
  sessionToken: 'a-session-token',
};
const provider = (more: Partial<BedrockProviderOptions> = {}) =>
  createBedrockProvider({
    slug: 'aws',
    region: 'eu-west-1',
    baseUrl: `${server.url}/`,
    authentication: { credentials: async () => credentials },
    transport: server.transport,
    clock: () => 1_440_938_160_000,
    ...more,
  });
const call = providerCall({ model: 'us.amazon.nova-lite-v1:0' });
const textOf = async ({ body }: { body: AsyncIterable<Uint8Array> }) =>
  Buffer.from(await readBytes(body, 1e6)).toString('utf8');

/** In the form of the API reference of Converse, with the fields that recordings show besides. */
const answer = {
  metrics: { latencyMs: 3_620 },
  output: {
    message: {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } },
        { reasoningContent: { redactedContent: 'AA==' } },
        { text: 'It says ' },
        { citationsContent: { content: [{ text: 'a shelter' }], citations: [{ title: 'document-1' }] } },
        { toolUse: { toolUseId: 'tooluse_1', name: 'look', input: { a: 1 } } },
        { news: {} },
      ],
    },
  },
  stopReason: 'tool_use',
  additionalModelResponseFields: { stop_sequence: null },
  serviceTier: { type: 'priority' },
  usage: { inputTokens: 5, outputTokens: 7, totalTokens: 42, cacheReadInputTokens: 20, cacheWriteInputTokens: 10 },
};

test('a call in one piece, signed', async () => {
  server.answer({ body: JSON.stringify(answer), headers: { 'x-amzn-requestid': 'req-1' } });

  const response = await provider().call({ ...call, request: { ...call.request, seed: 1 } });

  expect(response.warnings).toMatchObject([{ field: 'seed' }]);
  expect(JSON.parse(await textOf(response))).toMatchObject({
    id: 'req-1',
    model: 'us.amazon.nova-lite-v1:0',
    created: 1_440_938_160,
    service_tier: 'priority',
    choices: [
      {
        finish_reason: 'tool_calls',
        message: {
          content: 'It says a shelter',
          reasoning_content: 'Hm.',
          reasoning_details: [{ signature: 's' }, { data: 'AA==' }],
          annotations: [{ type: 'citation', title: 'document-1', start_index: 8, end_index: 17 }],
          tool_calls: [{ id: 'tooluse_1', function: { name: 'look', arguments: '{"a":1}' } }],
        },
      },
    ],
    usage: {
      prompt_tokens: 35,
      completion_tokens: 7,
      total_tokens: 42,
      prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 10 },
    },
  });
  expect(server.seen.at(-1)).toMatchObject({
    path: '/model/us.amazon.nova-lite-v1%3A0/converse',
    headers: {
      'x-amz-date': '20150830T123600Z',
      'x-amz-security-token': 'a-session-token',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/eu-west-1\/bedrock\/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
      ),
    },
  });
});

test('an answer with nothing in it', async () => {
  server.answer({ body: '{}' });

  expect(JSON.parse(await textOf(await provider().call(call)))).toMatchObject({
    id: 'bedrock-1440938160',
    choices: [{ message: { content: '' }, finish_reason: 'stop' }],
  });
});

test('a streamed call, with a key of Bedrock’s own, to a profile by its ARN', async () => {
  server.answer({ body: encodeEvents(toolEvents), headers: { 'content-type': 'application/vnd.amazon.eventstream' } });
  const model = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc';

  const byKey = provider({ authentication: { apiKey: 'bedrock-api-key-1' }, credentialId: 'k1' });
  const response = await byKey.call({ ...call, model, isStreamed: true });

  expect(response.headers['content-type']).toBe('text/event-stream');
  expect(await textOf(response)).toContain('"content":"I look."');
  expect(byKey).toMatchObject({ slug: 'aws', credentialId: 'k1', isSimulated: false });
  expect(byKey.redact('bedrock-api-key-1!')).toBe('[redacted]!');
  expect(server.seen.at(-1)).toMatchObject({
    path: `/model/${encodeURIComponent(model)}/converse-stream`,
    headers: { authorization: 'Bearer bedrock-api-key-1' },
    body: { messages: [{ role: 'user' }] },
  });
});

describe('a failure', () => {
  test.each([
    [
      { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/' },
      { message: 'Slow down' },
      'ThrottlingException',
    ],
    [{}, { __type: 'com.amazon#ThrottlingException', Message: 'Slow down' }, 'ThrottlingException'],
    [{}, { message: 'Slow down' }, 'BedrockException'],
  ])('comes in OpenAI’s form: %j', async (headers, body, type) => {
    server.answer({ status: 429, headers, body: JSON.stringify(body) });

    const response = await provider().call({ ...call, isStreamed: true });

    expect(response.status).toBe(429);
    expect(JSON.parse(await textOf(response))).toEqual({
      error: { message: 'Slow down', type, code: type, param: null },
    });
  });

  test.each([
    [424, 502],
    [408, 504],
    [404, 404],
  ])('with %d is %d: a model that fails is not the caller’s mistake', async (status, shown) => {
    server.answer({ status, body: '{"message":"m"}' });

    expect((await provider().call(call)).status).toBe(shown);
  });

  test('without credentials nothing is sent', async () => {
    const lost = provider({
      authentication: {
        credentials: async () => {
          throw new Error('expired');
        },
      },
    });
    const before = server.seen.length;

    await expect(lost.call(call)).rejects.toMatchObject({ type: 'provider_authentication_failed' });
    expect(server.seen).toHaveLength(before);
  });

  test('a base URL that is none', async () => {
    await expect(provider({ baseUrl: 'nowhere' }).call(call)).rejects.toMatchObject({ type: 'provider_unreachable' });
  });
});

test('the credentials that were used last are taken out of texts', async () => {
  server.answer({ body: '{}' });
  const byRole = provider();
  expect(byRole.redact('a-session-token')).toBe('a-session-token');

  await textOf(await byRole.call(call));

  expect(byRole.redact('token a-session-token')).toBe('token [redacted]');
  expect(byRole.redact(`${credentials.accessKeyId} ${credentials.secretAccessKey}`)).toBe('[redacted] [redacted]');
});

describe('embeddings', () => {
  const embed = async (model: string, request: Record<string, unknown>) =>
    await provider().call({ ...call, operation: 'embeddings', model, request });

  test('of Titan: one call a text', async () => {
    server.answer({ body: '{"embedding":[0.5,-1],"inputTextTokenCount":3}' });
    const before = server.seen.length;
    const input = Array.from({ length: 10 }, (_, at) => `text ${at}`);

    const response = await embed('amazon.titan-embed-text-v2:0', { input, dimensions: 256 });

    const parsed = JSON.parse(await textOf(response)) as { data: unknown[] };
    expect(parsed).toMatchObject({ object: 'list', usage: { prompt_tokens: 30, total_tokens: 30 } });
    expect(parsed.data).toHaveLength(10);
    expect(parsed.data[9]).toEqual({ object: 'embedding', index: 9, embedding: [0.5, -1] });
    expect(server.seen.length - before).toBe(10);
    expect(
      server.seen
        .slice(before)
        .map(({ body }) => body['inputText'])
        .sort(),
    ).toEqual(input);
    expect(server.seen.at(-1)).toMatchObject({
      path: '/model/amazon.titan-embed-text-v2%3A0/invoke',
      body: { dimensions: 256, normalize: true },
    });
  });

  test('of the first Titan, in base64', async () => {
    server.answer({ body: '{"embedding":[0.5,-1],"inputTextTokenCount":3}' });

    const response = await embed('amazon.titan-embed-text-v1', { input: 'a', encoding_format: 'base64' });

    const [first] = (JSON.parse(await textOf(response)) as { data: { embedding: string }[] }).data;
    expect(Buffer.from(first?.embedding ?? '', 'base64')).toEqual(Buffer.from(new Float32Array([0.5, -1]).buffer));
    expect(server.seen.at(-1)?.body).toEqual({ inputText: 'a' });
  });

  test.each([{ embeddings: [[1], [2]] }, { embeddings: { float: [[1], [2]] } }])('of Cohere: %j', async (body) => {
    server.answer({ body: JSON.stringify(body), headers: { 'x-amzn-bedrock-input-token-count': '8' } });

    const response = await embed('cohere.embed-v4:0', {
      input: ['a', 'b'],
      dimensions: 512,
      input_type: 'search_query',
    });

    expect(JSON.parse(await textOf(response))).toMatchObject({
      data: [{ embedding: [1] }, { embedding: [2] }],
      usage: { prompt_tokens: 8 },
    });
    expect(server.seen.at(-1)?.body).toEqual({
      texts: ['a', 'b'],
      input_type: 'search_query',
      embedding_types: ['float'],
      output_dimension: 512,
    });
  });

  test('that fail, or are none', async () => {
    server.answer({ status: 400, body: '{"message":"Too long"}' });
    const failed = await embed('amazon.titan-embed-text-v1', { input: ['a', 'b'] });
    expect(failed.status).toBe(400);
    expect(await textOf(failed)).toContain('Too long');

    server.answer({ body: '{"embeddings":{}}' });
    await expect(embed('cohere.embed-english-v3', { input: 'a' })).rejects.toMatchObject({
      type: 'provider_invalid_response',
    });
    server.answer({ body: '{}' });
    await expect(embed('amazon.titan-embed-text-v1', { input: 'a' })).rejects.toMatchObject({
      type: 'provider_invalid_response',
    });
  });

  test('that cannot be asked for', async () => {
    await expect(embed('amazon.nova-lite-v1:0', { input: 'a' })).rejects.toMatchObject({ param: 'model' });
    await expect(embed('amazon.titan-embed-text-v1', { input: [1, 2] })).rejects.toMatchObject({ param: 'input' });
  });
});

test('every region has its endpoint', () => {
  expect(bedrockBaseUrl('eu-west-1')).toBe('https://bedrock-runtime.eu-west-1.amazonaws.com');
  expect(bedrockBaseUrl('cn-north-1')).toBe('https://bedrock-runtime.cn-north-1.amazonaws.com.cn');
  expect(
    createBedrockProvider({
      slug: 'aws',
      region: 'eu-west-1',
      authentication: { apiKey: 'k' },
      transport: server.transport,
    }).slug,
  ).toBe('aws');
});
