import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { OpenTelemetry } from '@ai-sdk/otel';
import { trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
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

beforeAll(async () => {
  provider.register();
  fake = await startFakeProvider();
});

afterAll(async () => {
  await provider.shutdown();
  traceApi.disable();
  await fake.close();
});

test('runs of the AI SDK are stored with agents, calls and tools, each with its usage once', async () => {
  const models = createOpenAICompatible({ name: 'fake', baseURL: fake.baseUrl, apiKey: 'sk-fake', includeUsage: true });
  const telemetry = { isEnabled: true, integrations: [new OpenTelemetry({ tracer: provider.getTracer('gen_ai') })] };
  const findHarbour = tool({
    description: 'Finds a harbour',
    inputSchema: z.object({ name: z.string() }),
    execute: async ({ name }) => ({ found: name }),
  });
  const traceId = await provider.getTracer('app').startActiveSpan('request', async (root) => {
    const tools = { find_harbour: findHarbour };
    await generateText({ model: models('tools'), prompt: 'Where to?', tools, stopWhen: stepCountIs(1), telemetry });
    const { textStream } = streamText({ model: models('cached-usage:chunks=4'), prompt: 'Why?', telemetry });
    for await (const _ of textStream);
    await generateText({ model: models('http-400'), prompt: 'No.', maxRetries: 0, telemetry }).catch(() => undefined);
    root.end();
    return root.spanContext().traceId;
  });
  await provider.forceFlush();
  const { trace, spans } = await sentTrace(stage, traceId, 8);

  const calls = spans.filter(({ type }) => type === 'llm');
  const asked = (model: string) => calls.find((span) => span.model?.requestedModel.startsWith(model));
  expect(asked('tools')).toMatchObject({ usage: { input: 100, output: 8, total: 108 }, status: expect.any(String) });
  expect(asked('cached-usage')).toMatchObject({
    usage: { inputUncached: 36, cacheRead: 64, input: 100, output: 4, total: 104, flags: [] },
  });
  expect(asked('cached-usage')?.output?.preview).toBe('word0 word1 word2 word3');
  expect(spans.find(({ type }) => type === 'tool')).toMatchObject({
    ...{ input: { value: { name: 'Kiel' } }, output: { value: { found: 'Kiel' } } },
  });
  expect(spans.some(({ status }) => status === 'error')).toBe(true);
  // Agents repeat what their calls used.
  expect(trace).toMatchObject({ totalTokens: 108 + 104, status: 'error', inputTokens: 200 });
});
