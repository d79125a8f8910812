import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { type Span as SdkSpan, SpanStatusCode, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import {
  askedNumbers,
  refusedModel,
  type ScriptedProvider,
  scriptedModel,
  spokenNumbers,
  spokenText,
  startScriptedProvider,
  toolArguments,
} from './scripted-provider.ts';
import { sentTrace } from './sent-trace.ts';
import { expectTree } from './span-tree.ts';

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
const tracer = provider.getTracer('agent');
let scripted: ScriptedProvider;
let openai: OpenAI;

beforeAll(async () => {
  provider.register();
  const instrumentation = new OpenAIInstrumentation({ tracerProvider: provider });
  instrumentation.manuallyInstrument(OpenAI);
  scripted = await startScriptedProvider();
  openai = new OpenAI({ baseURL: scripted.baseUrl, apiKey: 'sk', maxRetries: 0 });
});

afterAll(async () => {
  await provider.shutdown();
  traceApi.disable();
  await scripted.close();
});

const messages = [{ role: 'user' as const, content: 'Where to?' }];
const tools = [{ type: 'function' as const, function: { name: 'find_harbour', parameters: {} } }];

/** A tool asks a model that it does not wait for a whole answer of, and what is booked then fails. */
async function findHarbour(tool: SdkSpan): Promise<void> {
  tool.setAttributes({ 'openinference.span.kind': 'TOOL', 'input.value': '{"name":"Kiel"}' });
  const stream = await openai.chat.completions.create({
    ...{ model: scriptedModel, messages, stream: true, stream_options: { include_usage: true } },
  });
  for await (const _ of stream);
  tracer.startActiveSpan('book', (booking) => {
    booking.setAttributes({ 'openinference.span.kind': 'TOOL' });
    booking.recordException(new RangeError('sold out'));
    booking.setStatus({ code: SpanStatusCode.ERROR });
    booking.end();
  });
  tool.end();
}

async function runAgent(): Promise<string> {
  return await tracer.startActiveSpan('answer', async (root) => {
    root.setAttributes({ 'openinference.span.kind': 'AGENT', 'session.id': 's-8', 'input.value': 'Where to?' });
    await openai.chat.completions.create({ model: scriptedModel, messages, tools, temperature: 0.1 });
    await tracer.startActiveSpan('find_harbour', findHarbour);
    await openai.chat.completions.create({ model: refusedModel, messages }).catch(() => undefined);
    await openai.chat.completions.create({ model: scriptedModel, messages });
    root.end();
    return root.spanContext().traceId;
  });
}

test('calls of OpenAI’s package, instrumented by OpenInference, are stored with messages, tools and exact usage', async () => {
  const traceId = await runAgent();
  await provider.forceFlush();
  const { trace, spans, span } = await sentTrace(stage, traceId, 6);

  const call = { name: 'OpenAI Chat Completions', type: 'llm' } as const;
  // Of a stream this instrumentation reports no usage, and it ends no span of a call that is refused.
  expectTree(spans, {
    ...{ name: 'answer', type: 'agent', status: 'unset' },
    children: [
      { ...call, status: 'ok', ...askedNumbers },
      {
        ...{ name: 'find_harbour', type: 'tool', status: 'unset' },
        children: [
          { ...call, status: 'unset' },
          { name: 'book', type: 'tool', status: 'error' },
        ],
      },
      { ...call, status: 'ok', ...spokenNumbers },
    ],
  });
  expect(trace).toMatchObject({
    ...{ name: 'answer', spanCount: 6, errorCount: 1, status: 'error', sessionId: 's-8', inputPreview: 'Where to?' },
    ...{ inputTokens: 1_300, outputTokens: 58, totalTokens: 1_358, costNanoUsd: 3_000_000, unpricedSpanCount: 0 },
  });
  const calls = spans.filter(({ type }) => type === 'llm');
  const [streamed] = calls.filter(({ model }) => model?.isStreamed);
  const [asked, spoken] = calls.filter(({ model }) => model?.isStreamed === false);
  expect(asked).toMatchObject({
    metadata: { mapping: { dialect: 'openinference' } },
    model: { provider: 'openai', parameters: { temperature: 0.1 }, finishReasons: ['tool_calls'] },
    input: { value: messages },
  });
  expect(asked?.output?.value).toEqual([
    {
      ...{ role: 'assistant', content: null },
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'find_harbour', arguments: toolArguments } }],
    },
  ]);
  expect(spoken?.output?.value).toEqual([{ role: 'assistant', content: spokenText }]);
  expect(streamed).toMatchObject({ model: { finishReasons: ['stop'] }, output: { preview: spokenText } });
  expect(span('book')).toMatchObject({ errorType: 'RangeError', statusMessage: 'sold out' });
});
