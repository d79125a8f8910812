import { context as contextApi, type Span as SdkSpan, SpanStatusCode, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { describe, expect, test } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { sentTrace } from './sent-trace.ts';
import { expectTree } from './span-tree.ts';

const stage = localStage();
const target = { url: `${stage.url}/otel/v1/traces`, headers: { authorization: `Bearer ${stage.apiKey}` } };

/** An agent run as instrumentations write it: a streamed call with tools below it, and a failed one, below the agent; cached tokens. */
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
  tracer.startSpan('look up', {}, traceApi.setSpan(below, tool)).end();
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
  'gen_ai.request.stream': true,
  'gen_ai.response.time_to_first_chunk': 0.25,
  'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Ümbrella?' }] }]),
  'custom.ratio': 0.25,
  'custom.flags': [true, false],
};
const toolAttributes = {
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.call.arguments': '{"city":"Rome"}',
  'gen_ai.tool.call.result': '"rain"',
};

describe('the OpenTelemetry SDK for Node', () => {
  test.each([
    ['protobuf', () => new ProtoExporter(target)],
    ['protobuf in gzip', () => new ProtoExporter({ ...target, compression: CompressionAlgorithm.GZIP })],
    ['JSON', () => new JsonExporter(target)],
    ['JSON in gzip', () => new JsonExporter({ ...target, compression: CompressionAlgorithm.GZIP })],
  ])('stores an agent run, sent in %s, with its tree, usage and cost', async (_, createExporter) => {
    const { trace, spans } = await sentTrace(stage, await runAgent(createExporter()), 5);

    expectTree(spans, {
      ...{ name: 'invoke_agent planner', type: 'agent', status: 'unset' },
      children: [
        {
          ...{ name: 'chat gpt-4o', type: 'llm', status: 'unset' },
          usage: { inputUncached: 600, cacheRead: 400, outputText: 100, input: 1_000, output: 100, total: 1_100 },
          // 2.50, 1.25 and 10 USD per million uncached, cached and output tokens.
          cost: {
            ...{ inputUncached: 1_500_000, cacheRead: 500_000, outputText: 1_000_000 },
            ...{ totalNanoUsd: 3_000_000, source: 'computed' },
          },
          children: [
            {
              ...{ name: 'execute_tool weather', type: 'tool', status: 'unset' },
              children: [{ name: 'look up', type: 'span', status: 'unset' }],
            },
          ],
        },
        { name: 'chat gpt-4o', type: 'llm', status: 'error' },
      ],
    });
    const [root] = spans.filter(({ parentSpanId }) => parentSpanId === null);
    const call = spans.find((span) => span.model?.finishReasons.length === 1);
    const tool = spans.find((span) => span.type === 'tool');
    const failed = spans.find((span) => span.status === 'error');
    expect(call?.model).toMatchObject({ isStreamed: true, timeToFirstTokenMs: 250, finishReasons: ['tool_calls'] });
    expect(call?.attributes).toMatchObject({ 'custom.ratio': 0.25, 'custom.flags': [true, false] });
    expect(tool).toMatchObject({ input: { value: { city: 'Rome' } }, output: { value: 'rain' } });
    expect(failed).toMatchObject({
      errorType: 'RangeError',
      statusMessage: 'the context is too long',
    });
    expect(root?.metadata).toMatchObject({ scope: { name: 'agent-library', version: '1.2.3' } });
    expect(trace).toMatchObject({
      name: 'invoke_agent planner',
      service: 'conformance',
      environment: 'test',
      sessionId: 'session 7',
      userId: 'ada',
      status: 'error',
      spanCount: 5,
      errorCount: 1,
      totalTokens: 1100,
      costNanoUsd: 3_000_000,
      inputPreview: 'Ümbrella?',
    });
  });
});
