import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeProvider, startFakeProvider } from '../../test/fixtures/fake-provider/fake-provider.ts';
import { chat, createHarness, type HarnessOptions } from './testing/gateway-harness.ts';

const path = '/v1/chat/completions';
let fake: FakeProvider;

beforeAll(async () => {
  fake = await startFakeProvider();
});
afterAll(async () => {
  await fake.close();
});

function harnessWith(options: HarnessOptions = {}) {
  return createHarness({ baseUrl: fake.baseUrl, ...options });
}

function dataOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]');
  return lines.map((line) => JSON.parse(line.slice(6)));
}

describe('what reaches the provider', () => {
  test('the caller’s own bytes with the model renamed, and the stored key', async () => {
    const body = `{ "temperature" : 0.50, "model":"mock/ok", "messages":[{"role":"user","content":"\\u00fc"}], "new": {} }`;
    await harnessWith().post(path, body, { headers: { 'x-secret': 'caller' } });

    const request = fake.requests.at(-1);
    expect(request?.text).toBe(body.replace('mock/ok', 'ok'));
    expect(request?.path).toBe('/v1/chat/completions');
    expect(request?.headers).toMatchObject({ authorization: expect.stringMatching(/^Bearer sk-canary/) });
    expect(request?.headers['x-secret']).toBeUndefined();
  });

  test('a stream is asked to report its usage', async () => {
    await harnessWith().post(path, chat('mock/ok', { stream: true }));

    expect(fake.requests.at(-1)?.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  test('calls share connections', async () => {
    const harness = harnessWith();
    const before = fake.connectionCount();
    for (let count = 0; count < 5; count += 1) {
      await (await harness.post(path, chat('mock/ok', { stream: true }))).text();
    }

    expect(fake.connectionCount() - before).toBe(1);
  });
});

describe('an answer in one piece', () => {
  test('is the provider’s own, priced and traced', async () => {
    const harness = harnessWith();
    const response = await harness.post(path, chat('mock/cached-usage', { temperature: 0.2 }));
    const span = await harness.nextSpan();

    expect(response.status).toBe(200);
    expect(response.headers.get('x-signalbox-trace-id')).toBe(span.traceId);
    expect(await response.json()).toMatchObject({ object: 'chat.completion', model: 'fake-1' });
    expect(span).toMatchObject({
      name: 'chat mock/cached-usage',
      type: 'llm',
      status: 'ok',
      keyId: 'key-1',
      environment: 'test',
      model: {
        provider: 'mock',
        requestedModel: 'mock/cached-usage',
        answeringModel: 'fake-1',
        parameters: { temperature: 0.2 },
        finishReasons: ['stop'],
        isStreamed: false,
        timeToFirstTokenMs: null,
      },
      usage: { inputUncached: 36, cacheRead: 64, outputText: 8, total: 108, basis: 'reported', flags: [] },
      cost: { totalNanoUsd: null, flags: ['unknown_price'] },
      input: { preview: 'Say hello to the harbour.' },
      output: { preview: expect.stringMatching(/^word0 word1/) },
    });
  });

  test('an override’s price gives an exact cost', async () => {
    const override = { price: { base: { inputUncached: '2', cacheRead: '0.5', outputText: '8' }, tiers: [] } };
    const record = { projectId: 'p', modelId: 'mock/cached-usage', override, updatedAt: '2026-11-21T00:00:00.000Z' };
    const harness = harnessWith({ settings: { overrides: [record] } });
    await harness.post(path, chat('mock/cached-usage'));

    const { cost } = await harness.nextSpan();
    expect(cost).toMatchObject({ totalNanoUsd: 36 * 2000 + 64 * 500 + 8 * 8000, source: 'computed' });
  });

  test('without reported usage an estimate is marked as such', async () => {
    const harness = harnessWith();
    await harness.post(path, chat('mock/no-usage'));

    expect((await harness.nextSpan()).usage).toMatchObject({
      basis: 'estimated',
      flags: ['estimated'],
      output: expect.any(Number),
    });
  });

  test('tool calls are recorded', async () => {
    const harness = harnessWith();
    await harness.post(path, chat('mock/tools', { tools: [{ type: 'function', function: { name: 'find_harbour' } }] }));

    const { output } = await harness.nextSpan();
    expect(output?.value).toMatchObject({ tool_calls: [{ function: { name: 'find_harbour' } }] });
  });
});

describe('a stream', () => {
  test.each(['ok', 'comments', 'crlf', 'reasoning', 'tools', 'no-usage', 'double-done'])(
    '%s reaches the client as the provider sent it, with usage where asked',
    async (name) => {
      const body = chat(name, { stream: true, stream_options: { include_usage: true } });
      const direct = await fetch(`${fake.baseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
      const harness = harnessWith();
      const response = await harness.post(path, { ...body, model: `mock/${name}` });

      const expected = (await direct.text()).replace('data: [DONE]\n\ndata: [DONE]\n\n', 'data: [DONE]\n\n');
      expect(await response.text()).toBe(expected);
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      expect((await harness.nextSpan()).status).toBe('ok');
    },
  );

  test('without being asked, the usage is recorded but not shown', async () => {
    const harness = harnessWith();
    const text = await (await harness.post(path, chat('mock/ok', { stream: true }))).text();
    const span = await harness.nextSpan();

    expect(text).not.toContain('usage');
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
    expect(span.usage).toMatchObject({ input: 100, output: 8, basis: 'reported' });
    expect(span.model?.timeToFirstTokenMs).toBeGreaterThan(0);
    expect(span.output?.value).toEqual({
      role: 'assistant',
      content: 'word0 word1 word2 word3 word4 word5 word6 word7',
    });
  });

  test('a missing [DONE] after the finish reason is added', async () => {
    const harness = harnessWith();
    const text = await (await harness.post(path, chat('mock/no-done', { stream: true }))).text();

    expect(text).toMatch(/data: \[DONE\]\n\n$/);
    expect((await harness.nextSpan()).status).toBe('ok');
  });

  test('tool calls and reasoning are put together for the trace', async () => {
    const harness = harnessWith();
    await (await harness.post(path, chat('mock/tools', { stream: true }))).text();
    await (await harness.post(path, chat('mock/reasoning', { stream: true }))).text();

    expect((await harness.nextSpan()).output?.value).toEqual({
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'call_fake', type: 'function', function: { name: 'find_harbour', arguments: '{"name":"Kiel"}' } },
      ],
    });
    const reasoned = await harness.nextSpan();
    expect(reasoned.output?.value).toMatchObject({ reasoning_content: 'Let me think.' });
    expect(reasoned.usage).toMatchObject({ reasoning: 3, outputText: 5 });
  });

  test('a silent provider is bridged by comments', async () => {
    const harness = harnessWith({ ports: { heartbeatMs: 30 } });
    const response = await harness.post(path, chat('mock/ok:delay=400', { stream: true }));
    const text = await response.text();

    // How many there are is up to the machine's timers; `to-readable-stream.test.ts` counts them.
    expect(text).toMatch(/^: heartbeat$/m);
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('a failure after the first comment is an error event', async () => {
    const harness = harnessWith({ ports: { heartbeatMs: 30 } });
    const response = await harness.post(path, chat('mock/http-500:delay=100', { stream: true }));

    expect(response.status).toBe(200);
    expect(dataOf(await response.text())).toMatchObject([{ error: { type: 'server_error', code: 'provider_failed' } }]);
    expect((await harness.nextSpan()).errorType).toBe('provider_failed');
  });
});

describe('a server that is stopped', () => {
  test('ends a stream with an error event, and says in the trace who left', async () => {
    const server = new AbortController();
    const harness = createHarness({ baseUrl: fake.baseUrl, ports: { stopping: server.signal } });
    const response = await harness.post(path, chat('mock/stall-mid', { stream: true }));
    const reading = response.text();
    server.abort();
    const text = await reading;
    const span = await harness.nextSpan();

    expect(text).toContain('Half');
    expect(text).not.toContain('[DONE]');
    expect(dataOf(text).at(-1)).toMatchObject({ error: { type: 'server_error', code: 'server_stopped' } });
    expect(span).toMatchObject({ errorType: 'server_stopped', usage: { flags: ['estimated', 'partial'] } });
    expect(span.decision?.attempts).toMatchObject([{ outcome: 'abandoned' }]);
  });

  test('answers 503 where nothing was sent', async () => {
    const server = new AbortController();
    const harness = createHarness({ baseUrl: fake.baseUrl, ports: { stopping: server.signal } });
    const answering = harness.post(path, chat('mock/stall'));
    await expect.poll(() => fake.requests.at(-1)?.body['model']).toBe('stall');
    server.abort();

    expect((await answering).status).toBe(503);
    expect((await harness.nextSpan()).decision?.attempts).toHaveLength(1);
  });
});

describe('a caller who leaves', () => {
  test('takes the provider’s side along; what had come is recorded', async () => {
    const harness = harnessWith();
    const response = await harness.post(path, chat('mock/ok:chunks=500,pace=10', { stream: true }));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    const span = await harness.nextSpan();

    expect(span).toMatchObject({
      status: 'error',
      errorType: 'client_aborted',
      usage: { basis: 'estimated', flags: ['estimated', 'partial'] },
    });
    expect(span.usage?.output).toBeGreaterThan(0);
    await expect.poll(() => fake.requests.at(-1)?.wasAborted).toBe(true);
  });

  test('before the answer began is charged for what was sent', async () => {
    const harness = harnessWith();
    const leaving = new AbortController();
    const answering = harness.post(path, chat('mock/ok:delay=5000'), { signal: leaving.signal });
    await expect.poll(() => fake.requests.at(-1)?.body['model']).toBe('ok:delay=5000');
    leaving.abort();

    expect((await answering).status).toBe(499);
    expect(await harness.nextSpan()).toMatchObject({
      errorType: 'client_aborted',
      usage: { output: 0, flags: ['estimated', 'partial'] },
    });
    await expect.poll(() => fake.requests.at(-1)?.wasAborted).toBe(true);
  });
});

describe('who may call what', () => {
  test('a key is kept to its models, in OpenAI’s form', async () => {
    const harness = harnessWith({ allowedModels: ['sandbox/*', 'mock/ok'] });
    const refused = await harness.post(path, chat('mock/slow'));
    const allowed = await harness.post(path, chat('mock/ok'));

    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      error: { type: 'permission_error', code: 'model_not_allowed', param: 'model' },
    });
    expect(allowed.status).toBe(200);
  });

  test.each(['gpt', 'nowhere/gpt', 'sandbox/nothing'])('the model %s is not found', async (model) => {
    const response = await harnessWith().post(path, chat(model));

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'model_not_found', param: 'model' } });
  });

  test('the list holds what the key can call', async () => {
    const harness = harnessWith({ allowedModels: ['sandbox/l*', 'mock/*'] });
    const list = await harness.app.request('/v1/models', { headers: { authorization: 'Bearer test' } });

    expect(await list.json()).toEqual({
      object: 'list',
      data: [{ id: 'sandbox/lorem', object: 'model', created: expect.any(Number), owned_by: 'sandbox' }],
    });
  });

  test.each([
    ['sandbox/lorem', 200],
    ['sandbox%2Florem', 200],
    ['mock/any/thing', 200],
    ['sandbox/echo', 404],
    ['openai/gpt-5', 404],
  ])('GET /v1/models/%s answers %i', async (model, status) => {
    const harness = harnessWith({ allowedModels: ['sandbox/lorem', 'mock/*', 'openai/*'] });
    const response = await harness.app.request(`/v1/models/${model}`, { headers: { authorization: 'Bearer test' } });

    expect(response.status).toBe(status);
  });
});

describe('embeddings', () => {
  test.each(['float', 'base64'])('%s', async (encoding) => {
    const harness = harnessWith();
    const body = { model: 'mock/embed', input: ['a', 'b'], encoding_format: encoding };
    const response = await harness.post('/v1/embeddings', body);

    expect(await response.json()).toMatchObject({ object: 'list', data: [{ index: 0 }, { index: 1 }] });
    expect(await harness.nextSpan()).toMatchObject({
      type: 'embedding',
      name: 'embeddings mock/embed',
      usage: { input: 7, output: 0 },
      output: { value: { vectors: 2, dimensions: 4 } },
    });
  });
});

describe('what callers say about themselves', () => {
  test('is in the trace, and their trace is continued', async () => {
    const harness = harnessWith();
    const metadata = { session_id: 's-1', environment: 'canary', tags: 'a, b,a', release: 'r1', service: 'shop' };
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await harness.post(path, chat('mock/ok', { user: 'u-1', metadata }), {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });

    expect(await harness.nextSpan()).toMatchObject({
      traceId,
      parentSpanId: '00f067aa0ba902b7',
      sessionId: 's-1',
      userId: 'u-1',
      environment: 'canary',
      release: 'r1',
      service: 'shop',
      tags: ['a', 'b'],
      metadata,
    });
  });

  test('nothing they wrote is kept where the project stores no content', async () => {
    const harness = harnessWith({ settings: { capturesContent: false } });
    const schema = { type: 'json_schema', json_schema: { name: 'harbour', schema: {} } };
    await harness.post(path, chat('mock/ok', { temperature: 1, response_format: schema }));
    const span = await harness.nextSpan();

    expect(JSON.stringify(span)).not.toMatch(/harbour|word0/);
    expect(span.input?.bytes).toBeGreaterThan(10);
    expect(span.model?.parameters).toEqual({ temperature: 1 });
  });
});
