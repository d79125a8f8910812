import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { SpanStatusCode, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeProvider, startFakeProvider } from '../fixtures/fake-provider/fake-provider.ts';
import { localStage } from '../support/local-stage.ts';
import { sentTrace } from './sent-trace.ts';

const stage = localStage();
const provider = new NodeTracerProvider({
  spanProcessors: [
    new BatchSpanProcessor(
      new OTLPTraceExporter({
        ...{ url: `${stage.url}/otel/v1/traces`, headers: { authorization: `Bearer ${stage.apiKey}` } },
      }),
    ),
  ],
});
let fake: FakeProvider;
let openai: OpenAI;

beforeAll(async () => {
  provider.register();
  const instrumentation = new OpenAIInstrumentation({ tracerProvider: provider });
  instrumentation.manuallyInstrument(OpenAI);
  fake = await startFakeProvider();
  openai = new OpenAI({ baseURL: fake.baseUrl, apiKey: 'sk-fake', maxRetries: 0 });
});

afterAll(async () => {
  await provider.shutdown();
  traceApi.disable();
  await fake.close();
});

test('calls of OpenAI’s package, instrumented by OpenInference, are stored with messages, tools and exact usage', async () => {
  const tracer = provider.getTracer('agent');
  const traceId = await tracer.startActiveSpan('answer', async (root) => {
    root.setAttributes({ 'openinference.span.kind': 'AGENT', 'session.id': 's-8', 'input.value': 'Where to?' });
    const messages = [{ role: 'user' as const, content: 'Where to?' }];
    await openai.chat.completions.create({ model: 'cached-usage:chunks=5', messages, temperature: 0.1 });
    const stream = await openai.chat.completions.create({
      ...{ model: 'ok:chunks=6', messages, stream: true, stream_options: { include_usage: true } },
    });
    for await (const _ of stream);
    await openai.chat.completions.create({ model: 'reasoning:chunks=6', messages });
    await openai.chat.completions.create({ model: 'tools', messages });
    tracer.startActiveSpan('book', (tool) => {
      tool.setAttributes({ 'openinference.span.kind': 'TOOL', 'input.value': '{"at":"Kiel"}' });
      tool.recordException(new RangeError('sold out'));
      tool.setStatus({ code: SpanStatusCode.ERROR });
      tool.end();
    });
    root.end();
    return root.spanContext().traceId;
  });
  await provider.forceFlush();
  const { trace, spans, span } = await sentTrace(stage, traceId, 6);

  const asked = (model: string) => spans.find(({ model: call }) => call?.requestedModel.startsWith(model));
  expect(asked('cached-usage')).toMatchObject({
    ...{ type: 'llm', metadata: { mapping: { dialect: 'openinference' } } },
    usage: { inputUncached: 36, cacheRead: 64, input: 100, output: 5, total: 105, flags: [] },
    model: { provider: 'openai', parameters: { temperature: 0.1 } },
    input: { value: [{ role: 'user', content: 'Where to?' }] },
    output: { value: [{ role: 'assistant', content: 'word0 word1 word2 word3 word4' }] },
  });
  expect(asked('reasoning')?.usage).toMatchObject({ input: 100, output: 6, reasoning: 3, outputText: 3, total: 106 });
  // Of a stream this instrumentation reports no usage.
  expect(asked('ok')).toMatchObject({ usage: null, output: { preview: 'word0 word1 word2 word3 word4 word5' } });
  expect(asked('tools')?.output?.value).toEqual([
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'call_fake', type: 'function', function: { name: 'find_harbour', arguments: '{"name":"Kiel"}' } },
      ],
    },
  ]);
  expect(span('book')).toMatchObject({
    type: 'tool',
    status: 'error',
    errorType: 'RangeError',
    statusMessage: 'sold out',
  });
  expect(trace).toMatchObject({
    name: 'answer',
    spanCount: 6,
    errorCount: 1,
    sessionId: 's-8',
    inputPreview: 'Where to?',
  });
});
