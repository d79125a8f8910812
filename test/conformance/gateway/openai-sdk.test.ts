import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import { adapters } from './adapters.ts';
import { type GatewayStage, sceneCostNanoUsd, startStage } from './start-stage.ts';

const tools = [
  {
    type: 'function' as const,
    function: { name: 'find_harbour', parameters: { type: 'object', properties: { name: { type: 'string' } } } },
  },
];
const schema = {
  ...{ type: 'object', properties: { city: { type: 'string' }, ships: { type: 'array', items: { type: 'integer' } } } },
  ...{ required: ['city', 'ships'], additionalProperties: false },
};
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
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

const lastBody = () => JSON.stringify(stage.world.requests.at(-1)?.body);

describe.each(adapters)('openai, chat completions → $kind', ({ kind, model }) => {
  const ask = (scene: string, more: object = {}) => ({
    model,
    messages: say(`scene:${scene}`),
    max_tokens: 4_000,
    ...more,
  });

  test('chat, its usage and its cost', async () => {
    const answer = await client.chat.completions.create(ask('text'));
    const span = await stage.harness.nextSpan();

    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: scenes.text.text } });
    expect(answer.usage).toMatchObject(usage);
    expect(span.usage).toMatchObject({ input: 100, cacheRead: 64, output: 20, basis: 'reported' });
    expect(span.cost?.totalNanoUsd).toBe(sceneCostNanoUsd);
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

  test.each([true, false])('parallel tools and their results (streamed: %s)', async (isStreamed) => {
    const request = ask('tools', { tools });
    const answer = isStreamed
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    await stage.harness.nextSpan();
    const message = answer.choices[0]?.message;
    const calls = message?.tool_calls ?? [];
    const called = calls.map((call) => call.type === 'function' && JSON.parse(call.function.arguments));
    const results = calls.map(({ id }, at) => ({
      role: 'tool' as const,
      tool_call_id: id,
      content: `scene:text result ${at}`,
    }));
    if (!message) throw new Error('no message');
    const last = await client.chat.completions.create({
      ...request,
      messages: [...request.messages, message, ...results],
    });
    await stage.harness.nextSpan();

    expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
    expect(called).toEqual(scenes.tools.calls.map(({ input }) => input));
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(last.choices[0]?.message.content).toBe(scenes.text.text);
    expect(lastBody()).toContain('result 1');
  });

  test('an image', async () => {
    const content = [
      { type: 'text' as const, text: 'scene:text' },
      { type: 'image_url' as const, image_url: { url: pixel } },
    ];
    await client.chat.completions.create({ model, messages: [{ role: 'user', content }], max_tokens: 100 });
    await stage.harness.nextSpan();

    expect(lastBody()).toContain(pixel.slice(-40));
  });

  test('structured output', async () => {
    const format = { type: 'json_schema' as const, json_schema: { name: 'harbour', strict: true, schema } };
    const answer = await client.chat.completions.parse({ ...ask('json'), response_format: format });
    await stage.harness.nextSpan();

    expect(answer.choices[0]?.message.parsed).toEqual({ city: 'Kiel', ships: [3, 4] });
  });

  test.each([true, false])('reasoning (streamed: %s)', async (isStreamed) => {
    const request = ask('reasoning', kind === 'azure-openai' ? {} : { reasoning_effort: 'low' });
    const answer = isStreamed
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    const span = await stage.harness.nextSpan();

    expect(answer.choices[0]?.message.content).toBe(scenes.reasoning.text);
    expect(JSON.stringify(span.output)).toContain(scenes.reasoning.reasoning.text);
    // Bedrock does not say how many tokens were thought.
    expect(span.usage?.reasoning).toBe(kind === 'bedrock' ? 0 : 5);
  });

  test('a stop sequence', async () => {
    const answer = await client.chat.completions.create(ask('stop', { stop: ['Two'] }));
    await stage.harness.nextSpan();

    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'One, ' } });
    expect(lastBody()).toContain('["Two"]');
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
  const responseTools = [
    { type: 'function' as const, name: 'find_harbour', strict: false, parameters: { type: 'object', properties: {} } },
  ];

  test('text, its usage and its cost, whole and streamed', async () => {
    const whole = await client.responses.create(ask('text'));
    const streamed = await client.responses.stream(ask('text')).finalResponse();
    const spans = [await stage.harness.nextSpan(), await stage.harness.nextSpan()];

    expect([whole.output_text, streamed.output_text]).toEqual([scenes.text.text, scenes.text.text]);
    for (const answer of [whole, streamed]) {
      expect(answer.status).toBe('completed');
      expect(answer.usage).toMatchObject({
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 64 },
        output_tokens: 20,
      });
    }
    expect(spans.map(({ cost }) => cost?.totalNanoUsd)).toEqual([sceneCostNanoUsd, sceneCostNanoUsd]);
  });

  test.each([true, false])('parallel tools and their results (streamed: %s)', async (isStreamed) => {
    const request = ask('tools', { tools: responseTools });
    const answer = isStreamed
      ? await client.responses.stream(request).finalResponse()
      : await client.responses.create(request);
    const output: OpenAI.Responses.ResponseOutputItem[] = answer.output;
    const calls = output.filter((item) => item.type === 'function_call');
    const outputs = calls.map(({ call_id }) => ({
      type: 'function_call_output' as const,
      call_id,
      output: 'scene:text',
    }));
    const input = [
      { role: 'user' as const, content: request.input },
      ...answer.output,
      ...outputs,
    ] as OpenAI.Responses.ResponseInput;
    const last = await client.responses.create({ ...request, input });
    await stage.harness.nextSpan();
    await stage.harness.nextSpan();

    expect(calls.map((call) => JSON.parse(call.arguments))).toEqual(scenes.tools.calls.map(({ input: each }) => each));
    expect(last.output_text).toBe(scenes.text.text);
  });

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

  test.each([
    ['status-400', 400],
    ['status-401', 502],
    ['status-429', 429],
    ['status-500', 502],
  ])('%s', async (fault, status) => {
    const error = await client.responses
      .create(ask('text', { input: `fault:${fault}` }))
      .catch((thrown: unknown) => thrown);
    await stage.harness.nextSpan();

    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status });
  });
});

test('embeddings and models', async () => {
  const { data } = await client.embeddings.create({
    model: 'compatible/embed',
    input: 'one',
    encoding_format: 'float',
  });
  const models = await client.models.list();
  await stage.harness.nextSpan();

  expect(data[0]?.embedding).toEqual([0.5, -0.25]);
  expect(models.data.map(({ id }) => id)).toContain('sandbox/lorem');
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
