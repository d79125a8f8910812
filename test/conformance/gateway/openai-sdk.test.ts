import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import { adapters } from './adapters.ts';
import { type GatewayStage, sceneCostNanoUsd, startStage } from './start-stage.ts';

const schema = {
  ...{ type: 'object', properties: { city: { type: 'string' }, ships: { type: 'array', items: { type: 'integer' } } } },
  ...{ required: ['city', 'ships'], additionalProperties: false },
};
const say = (content: string) => [{ role: 'user' as const, content }];
const usage = {
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
  prompt_tokens_details: { cached_tokens: 64 },
};
let stage: GatewayStage;
let client: OpenAI;

beforeAll(async () => {
  stage = await startStage();
  client = new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: 'test', maxRetries: 0 });
});
afterAll(() => stage.close());

describe.each(adapters)('openai, chat completions → $kind', ({ model }) => {
  const ask = (scene: string, more: object = {}) => ({
    model,
    messages: say(`scene:${scene}`),
    max_tokens: 4_000,
    ...more,
  });

  test('streamed chat, its usage told once and only to who asks', async () => {
    const plain = [];
    for await (const chunk of await client.chat.completions.create({ ...ask('text'), stream: true })) plain.push(chunk);
    const counted = [];
    const options = { stream: true as const, stream_options: { include_usage: true } };
    for await (const chunk of await client.chat.completions.create({ ...ask('text'), ...options })) counted.push(chunk);
    const spans = [await stage.harness.nextSpan(), await stage.harness.nextSpan()];

    expect(plain.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(scenes.text.text);
    expect(plain.filter((chunk) => chunk.usage)).toEqual([]);
    expect(counted.filter((chunk) => chunk.usage)).toHaveLength(1);
    expect(counted.at(-1)?.usage).toMatchObject(usage);
    expect(spans.map(({ cost }) => cost?.totalNanoUsd)).toEqual([sceneCostNanoUsd, sceneCostNanoUsd]);
  });

  test('structured output', async () => {
    const format = { type: 'json_schema' as const, json_schema: { name: 'harbour', strict: true, schema } };
    const answer = await client.chat.completions.parse({ ...ask('json'), response_format: format });
    await stage.harness.nextSpan();

    expect(answer.choices[0]?.message.parsed).toEqual({ city: 'Kiel', ships: [3, 4] });
  });

  test.each([
    ['status-400', OpenAI.BadRequestError, 400],
    ['status-401', OpenAI.InternalServerError, 502],
    ['status-429', OpenAI.RateLimitError, 429],
    ['status-500', OpenAI.InternalServerError, 502],
  ])('%s is the package’s own error', async (fault, type, status) => {
    const error = await client.chat.completions
      .create(ask('text', { messages: say(`fault:${fault}`) }))
      .catch((thrown: unknown) => thrown);
    await stage.harness.nextSpan();

    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ status });
  });

  test('an abort is recorded as one', async () => {
    const stream = await client.chat.completions.create({
      ...ask('text', { messages: say('fault:stall-after-token') }),
      stream: true,
    });
    for await (const _ of stream) stream.controller.abort();
    const span = await stage.harness.nextSpan();

    expect(span).toMatchObject({ status: 'error', errorType: 'client_aborted' });
  });
});

describe.each(adapters)('openai, responses → $kind', ({ kind, model }) => {
  const ask = (scene: string, more: object = {}) => ({ model, input: `scene:${scene}`, store: false, ...more });

  test('structured output and reasoning', async () => {
    const format = { type: 'json_schema' as const, name: 'harbour', strict: true, schema };
    const parsed = await client.responses.parse(ask('json', { text: { format } }));
    const thought = await client.responses.create(
      ask('reasoning', kind === 'azure-openai' ? {} : { reasoning: { effort: 'low' } }),
    );
    await stage.harness.nextSpan();
    await stage.harness.nextSpan();

    expect(parsed.output_parsed).toEqual({ city: 'Kiel', ships: [3, 4] });
    expect(thought.output_text).toBe(scenes.reasoning.text);
    expect(JSON.stringify(thought.output)).toContain(scenes.reasoning.reasoning.text);
  });
});

test.each([
  { model: 'compatible/embed', tokens: 7 },
  { model: 'azured/embed', tokens: 7 },
  { model: 'google/gemini-embedding-001', tokens: 7 },
  { model: 'converse/amazon.titan-embed-text-v2:0', tokens: 7 },
])('embeddings of $model, as numbers and as bytes', async ({ model, tokens }) => {
  const floats = await client.embeddings.create({ model, input: 'one', encoding_format: 'float' });
  const bytes = await client.embeddings.create({ model, input: 'one' });
  const spans = [await stage.harness.nextSpan(), await stage.harness.nextSpan()];

  expect(floats.data[0]?.embedding).toEqual([0.5, -0.25]);
  expect(bytes.data[0]?.embedding).toEqual([0.5, -0.25]);
  expect(spans).toMatchObject([{ usage: { input: tokens } }, { usage: { input: tokens } }]);
});

test('Anthropic has no embeddings, and the refusal says so', async () => {
  const refused = client.embeddings.create({ model: 'messages/claude-opus-4-5', input: 'one' });

  await expect(refused).rejects.toMatchObject({ status: 400, message: expect.stringContaining('no embeddings') });
  await stage.harness.nextSpan();
});

test('models', async () => {
  const models = await client.models.list();
  const { id } = await client.models.retrieve('sandbox/lorem');

  expect(models.data.map((model) => model.id)).toContain('sandbox/lorem');
  expect(id).toBe('sandbox/lorem');
});

test('Bedrock is called with a signature in the form that AWS documents', async () => {
  await client.chat.completions.create({ model: adapters[3].model, messages: say('scene:text'), max_tokens: 10 });
  await stage.harness.nextSpan();
  const headers = stage.world.requests.at(-1)?.headers ?? {};

  expect(headers['authorization']).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-central-1\/bedrock\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/,
  );
  expect(headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
});
