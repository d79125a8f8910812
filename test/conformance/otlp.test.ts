import { context as contextApi, type Span as SdkSpan, SpanStatusCode, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { describe, expect, test } from 'vitest';
import { getTrace } from '../../shared/contract/tracing.ts';
import { localStage } from '../support/local-stage.ts';

const stage = localStage();
const target = { url: `${stage.url}/otel/v1/traces`, headers: { authorization: `Bearer ${stage.apiKey}` } };

/** An agent run as instrumentations write it: a tool and a failed call below the agent, cached and reasoning tokens. */
async function runAgent(exporter: SpanExporter): Promise<string> {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'conformance', 'deployment.environment.name': 'test' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('agent-library', '1.2.3');
  const root = tracer.startSpan('invoke_agent planner', {
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'session.id': 'session 7', 'user.id': 'ada' },
  });
  const below = traceApi.setSpan(contextApi.active(), root);
  const call = tracer.startSpan('chat gpt-4o', { attributes: callAttributes }, below);
  const tool = tracer.startSpan('execute_tool weather', { attributes: toolAttributes }, traceApi.setSpan(below, call));
  tool.end();
  call.end();
  fail(tracer.startSpan('chat gpt-4o', { attributes: { ...failedAttributes } }, below));
  root.end();
  await provider.forceFlush();
  await provider.shutdown();
  return root.spanContext().traceId;
}

function fail(span: SdkSpan): void {
  span.recordException(new RangeError('too long'));
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'the context is too long' });
  span.end();
}

const failedAttributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
};
const callAttributes = {
  ...failedAttributes,
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.request.temperature': 0.5,
  'gen_ai.response.finish_reasons': ['tool_calls'],
  'gen_ai.usage.input_tokens': 1000,
  'gen_ai.usage.cache_read.input_tokens': 400,
  'gen_ai.usage.output_tokens': 100,
  'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Ümbrella?' }] }]),
  'custom.ratio': 0.25,
  'custom.flags': [true, false],
};
const toolAttributes = {
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.call.arguments': '{"city":"Rome"}',
  'gen_ai.tool.call.result': '"rain"',
};

async function readTrace(traceId: string) {
  for (let waited = 0; waited < 15_000; waited += 200) {
    const response = await fetch(`${stage.url}/api/v2/traces/${traceId}`, { headers: target.headers });
    if (response.ok) {
      const stored = getTrace.response.schema.parse(await response.json());
      if (stored.spans.length === 4) return stored;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`The trace ${traceId} did not arrive.`);
}

describe('the OpenTelemetry SDK for Node', () => {
  test.each([
    ['protobuf', () => new ProtoExporter(target)],
    ['protobuf in gzip', () => new ProtoExporter({ ...target, compression: CompressionAlgorithm.GZIP })],
    ['JSON', () => new JsonExporter(target)],
    ['JSON in gzip', () => new JsonExporter({ ...target, compression: CompressionAlgorithm.GZIP })],
  ])('stores an agent run, sent in %s, with its tree, usage and cost', async (_, createExporter) => {
    const { trace, spans } = await readTrace(await runAgent(createExporter()));

    const [root, ...rest] = spans;
    const call = rest.find((span) => span.model?.finishReasons.length === 1);
    const tool = rest.find((span) => span.type === 'tool');
    const failed = rest.find((span) => span.status === 'error');
    expect([root?.parentSpanId, call?.parentSpanId, failed?.parentSpanId, tool?.parentSpanId]).toEqual([
      null,
      root?.spanId,
      root?.spanId,
      call?.spanId,
    ]);
    expect(call?.usage).toMatchObject({ inputUncached: 600, cacheRead: 400, input: 1000, output: 100, total: 1100 });
    // 2.50, 1.25 and 10 USD per million uncached, cached and output tokens.
    expect(call?.cost).toMatchObject({ totalNanoUsd: 600 * 2500 + 400 * 1250 + 100 * 10_000, source: 'computed' });
    expect(call?.attributes).toMatchObject({ 'custom.ratio': 0.25, 'custom.flags': [true, false] });
    expect(tool).toMatchObject({ input: { value: { city: 'Rome' } }, output: { value: 'rain' } });
    expect(failed).toMatchObject({
      errorType: 'RangeError',
      statusMessage: 'the context is too long',
      usage: null,
      cost: null,
    });
    expect(root?.metadata).toMatchObject({ scope: { name: 'agent-library', version: '1.2.3' } });
    expect(trace).toMatchObject({
      name: 'invoke_agent planner',
      service: 'conformance',
      environment: 'test',
      sessionId: 'session 7',
      userId: 'ada',
      status: 'error',
      spanCount: 4,
      errorCount: 1,
      totalTokens: 1100,
      costNanoUsd: 3_000_000,
      inputPreview: 'Ümbrella?',
    });
  });
});
