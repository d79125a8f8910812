import { randomUUID } from 'node:crypto';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeProvider, startFakeProvider } from '../fixtures/fake-provider/fake-provider.ts';
import { localStage } from '../support/local-stage.ts';
import { connectProvider, openAiFor } from './openai-client.ts';

const stage = localStage();
const client = openAiFor(stage);
const slug = `fake-${randomUUID().slice(0, 8)}`;
const messages = [{ role: 'user' as const, content: 'Tell me about the harbour.' }];
const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer' } },
      required: ['city', 'days'],
    },
  },
};
let fake: FakeProvider;

beforeAll(async () => {
  fake = await startFakeProvider();
  await connectProvider(stage, { id: slug, baseUrl: fake.baseUrl, apiKey: 'sk-conformance-secret' });
});
afterAll(async () => {
  await fake.close();
});

/** The same through the sandbox and through a provider on the wire. */
const providers = [
  { name: 'sandbox', model: (_: string) => 'sandbox/lorem', tools: 'sandbox/tools' },
  { name: 'a connected provider', model: (scenario: string) => `${slug}/${scenario}`, tools: `${slug}/tools` },
];

async function caught(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe.each(providers)('$name', ({ model, tools }) => {
  test('chat', async () => {
    const { data, response } = await client.chat.completions.create({ model: model('ok'), messages }).withResponse();

    expect(data.choices[0]?.message.content).toBeTruthy();
    expect(data.choices[0]?.finish_reason).toBe('stop');
    expect(data.usage?.total_tokens).toBe((data.usage?.prompt_tokens ?? 0) + (data.usage?.completion_tokens ?? 0));
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(response.headers.get('x-signalbox-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('streaming, with and without usage', async () => {
    const whole = await client.chat.completions.create({ model: model('ok'), messages });
    const plain = [];
    for await (const chunk of await client.chat.completions.create({ model: model('ok'), messages, stream: true })) {
      plain.push(chunk);
    }
    const options = { stream: true as const, stream_options: { include_usage: true } };
    const counted = [];
    for await (const chunk of await client.chat.completions.create({ model: model('ok'), messages, ...options })) {
      counted.push(chunk);
    }

    expect(plain.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(plain.every(({ usage, choices }) => !usage && choices.length > 0)).toBe(true);
    expect(counted.at(-1)?.usage).toEqual(whole.usage);
    expect(plain.at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('the stream helper', async () => {
    const runner = client.chat.completions.stream({ model: model('ok'), messages });
    const final = await runner.finalChatCompletion();

    expect(final.choices[0]?.message.content).toBeTruthy();
  });

  test('tools, in one piece and streamed', async () => {
    const request = { model: tools, messages, tools: [weather] };
    const whole = await client.chat.completions.create(request);
    const streamed = await client.chat.completions.stream(request).finalChatCompletion();
    const [call] = whole.choices[0]?.message.tool_calls ?? [];

    expect(whole.choices[0]?.finish_reason).toBe('tool_calls');
    expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toBeTypeOf('object');
    expect(streamed.choices[0]?.message.tool_calls).toMatchObject(whole.choices[0]?.message.tool_calls ?? []);
  });

  test('an abort ends the stream, without an error in the next call', async () => {
    const stream = await client.chat.completions.create({
      model: model('ok:chunks=400,pace=20'),
      messages,
      stream: true,
    });
    let count = 0;
    for await (const _ of stream) {
      count += 1;
      if (count === 3) stream.controller.abort();
    }

    expect(count).toBeLessThan(20);
    expect(await client.chat.completions.create({ model: model('ok'), messages })).toBeTruthy();
  });

  test('32 streams at once, each whole', async () => {
    const one = async () => {
      let text = '';
      const stream = await client.chat.completions.create({
        model: model('ok:chunks=40,pace=5'),
        messages,
        stream: true,
      });
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      return text;
    };
    const texts = await Promise.all(Array.from({ length: 32 }, one));

    expect(new Set(texts).size).toBe(1);
    expect(texts[0]?.length).toBeGreaterThan(100);
  });
});

describe('structured output', () => {
  test('is parsed by the package', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' }, ships: { type: 'array', items: { type: 'integer' } } },
      required: ['city', 'ships'],
      additionalProperties: false,
    };
    const completion = await client.chat.completions.parse({
      model: 'sandbox/json',
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'harbour', strict: true, schema } },
    });

    expect(completion.choices[0]?.message.parsed).toEqual({ city: expect.any(String), ships: expect.any(Array) });
  });
});

describe('embeddings', () => {
  test('as floats and as base64 are the same', async () => {
    const request = { model: 'sandbox/embedding', input: ['one', 'two'], dimensions: 32 };
    // Left to itself the package asks for base64 and decodes it.
    const decoded = await client.embeddings.create(request);
    const floats = await client.embeddings.create({ ...request, encoding_format: 'float' });

    expect(decoded.data).toHaveLength(2);
    expect(decoded.data[0]?.embedding).toHaveLength(32);
    for (const [at, value] of floats.data[1]?.embedding.entries() ?? []) {
      expect(decoded.data[1]?.embedding[at]).toBeCloseTo(value, 6);
    }
    expect(decoded.usage.total_tokens).toBe(floats.usage.total_tokens);
  });

  test('from a connected provider', async () => {
    const { data } = await client.embeddings.create({ model: `${slug}/embed`, input: 'one' });

    expect(data[0]?.embedding).toEqual([0.5, -0.25, 0.125, 1]);
  });
});

describe('models', () => {
  test('are listed, and can be read one by one', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);

    expect(ids).toContain('sandbox/lorem');
    expect(await client.models.retrieve('sandbox/lorem')).toMatchObject({ id: 'sandbox/lorem', owned_by: 'sandbox' });
  });
});

describe('errors are the package’s own', () => {
  test('401', async () => {
    const stranger = openAiFor(stage, { apiKey: 'sbx_local_nobody' });

    expect(await caught(stranger.models.list())).toBeInstanceOf(OpenAI.AuthenticationError);
  });

  test('404 for a model that does not exist', async () => {
    const error = await caught(client.chat.completions.create({ model: 'sandbox/none', messages }));

    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model', type: 'not_found_error' });
    expect(await caught(client.models.retrieve('nowhere/none'))).toBeInstanceOf(OpenAI.NotFoundError);
  });

  test('400 for a request that is wrong, with its field', async () => {
    const wrong = { model: 'sandbox/lorem', messages, temperature: 9 };

    const error = await caught(client.chat.completions.create(wrong));

    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ param: 'temperature', code: 'validation_failed' });
  });

  test.each([
    ['http-400', OpenAI.BadRequestError, 400],
    ['http-404', OpenAI.NotFoundError, 404],
    ['http-429', OpenAI.RateLimitError, 429],
    ['http-500', OpenAI.InternalServerError, 502],
    ['http-401', OpenAI.InternalServerError, 502],
    ['html-200', OpenAI.InternalServerError, 502],
    ['cut-before-headers', OpenAI.InternalServerError, 502],
  ])('a provider’s %s', async (scenario, type, status) => {
    const error = await caught(client.chat.completions.create({ model: `${slug}/${scenario}`, messages }));

    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ status });
    expect(String(error)).not.toContain('sk-conformance-secret');
  });

  test.each(['error-mid', 'malformed', 'cut-mid', 'end-mid'])(
    'a stream with %s ends with an APIError',
    async (scenario) => {
      const read = async () => {
        const stream = await client.chat.completions.create({ model: `${slug}/${scenario}`, messages, stream: true });
        for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk');
      };

      expect(await caught(read())).toBeInstanceOf(OpenAI.APIError);
    },
  );

  test('a timeout of the package', async () => {
    const hasty = openAiFor(stage, { timeout: 100 });
    const call = hasty.chat.completions.create({ model: `${slug}/ok:delay=3000`, messages });

    expect(await caught(call)).toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
  });
});
