import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { OpenTelemetry } from '@ai-sdk/otel';
import { trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { localStage } from '../support/local-stage.ts';
import {
  askedNumbers,
  refusalMessage,
  refusedModel,
  type ScriptedProvider,
  scriptedModel,
  spokenNumbers,
  spokenText,
  startScriptedProvider,
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
let scripted: ScriptedProvider;

beforeAll(async () => {
  provider.register();
  scripted = await startScriptedProvider();
});

afterAll(async () => {
  await provider.shutdown();
  traceApi.disable();
  await scripted.close();
});

/** A streamed run that calls a tool, which asks a model itself; one whose tool fails; and one that the provider refuses. */
async function runAgents(): Promise<string> {
  const models = createOpenAICompatible({
    name: 'openai',
    baseURL: scripted.baseUrl,
    apiKey: 'sk',
    includeUsage: true,
  });
  const telemetry = {
    isEnabled: true,
    integrations: [new OpenTelemetry({ tracer: provider.getTracer('gen_ai'), usage: true })],
  };
  const common = { maxRetries: 0, telemetry };
  const find = (execute: (input: { name: string }) => Promise<unknown>) => ({
    find_harbour: tool({ description: 'Finds a harbour', inputSchema: z.object({ name: z.string() }), execute }),
  });
  return await provider.getTracer('app').startActiveSpan('request', async (root) => {
    const asking = find(async ({ name }) => {
      const { text } = await generateText({ ...common, model: models(scriptedModel), prompt: `Is ${name} open?` });
      return { found: text };
    });
    const run = streamText({
      ...common,
      model: models(scriptedModel),
      prompt: 'Where to?',
      tools: asking,
      stopWhen: stepCountIs(3),
    });
    for await (const _ of run.textStream);
    const failing = find(async () => {
      throw new RangeError('sold out');
    });
    await generateText({ ...common, model: models(scriptedModel), prompt: 'And now?', tools: failing });
    await generateText({ ...common, model: models(refusedModel), prompt: 'No.' }).catch(() => undefined);
    root.end();
    return root.spanContext().traceId;
  });
}

test('runs of the AI SDK are stored with agents, calls and tools, each with its usage once', async () => {
  const traceId = await runAgents();
  await provider.forceFlush();
  const { trace, spans } = await sentTrace(stage, traceId, 17);

  const asked = { name: 'chat gpt-4o', type: 'llm', status: 'unset', ...askedNumbers } as const;
  const spoken = { ...asked, ...spokenNumbers };
  // Agents repeat what their calls used.
  const agent = (usage: Record<string, number>) =>
    ({ name: 'invoke_agent gpt-4o', type: 'agent', status: 'unset', usage }) as const;
  const step = (number: number) => ({ name: `step ${number}`, type: 'workflow', status: 'unset' }) as const;
  const tool = { name: 'execute_tool find_harbour', type: 'tool' } as const;
  const both = {
    inputUncached: 636,
    cacheRead: 664,
    outputText: 46,
    reasoning: 12,
    input: 1_300,
    output: 58,
    total: 1_358,
  };
  const nested = { ...agent(spokenNumbers.usage), children: [{ ...step(1), children: [spoken] }] };
  expectTree(spans, {
    ...{ name: 'request', type: 'span', status: 'unset' },
    children: [
      {
        ...agent(both),
        children: [
          { ...step(1), children: [asked, { ...tool, status: 'unset', children: [nested] }] },
          { ...step(2), children: [spoken] },
        ],
      },
      { ...agent(askedNumbers.usage), children: [{ ...step(1), children: [asked, { ...tool, status: 'error' }] }] },
      {
        ...{ name: 'invoke_agent gpt-4o-mini', type: 'agent', status: 'error' },
        children: [
          { ...step(1), status: 'error', children: [{ name: 'chat gpt-4o-mini', type: 'llm', status: 'error' }] },
        ],
      },
    ],
  });
  expect(trace).toMatchObject({
    ...{ spanCount: 17, errorCount: 4, status: 'error', timeToFirstTokenMs: expect.any(Number) },
    ...{ inputTokens: 2_600, outputTokens: 116, totalTokens: 2_716, costNanoUsd: 6_000_000, unpricedSpanCount: 0 },
    errorTypes: ['AI_APICallError', 'RangeError'],
  });
  const calls = spans.filter(({ type, status }) => type === 'llm' && status === 'unset');
  const streamed = calls.filter(({ model }) => model?.isStreamed);
  expect(calls.length - streamed.length).toBe(2);
  expect(streamed.map(({ model }) => model?.finishReasons).toSorted()).toEqual([['stop'], ['tool-calls']]);
  for (const { model } of streamed) expect(model?.timeToFirstTokenMs).toBeGreaterThan(0);
  expect(calls.filter(({ output }) => output?.preview === spokenText)).toHaveLength(2);
  expect(spans.find(({ name, status }) => name === tool.name && status === 'unset')).toMatchObject({
    ...{ input: { value: { name: 'Kiel' } }, output: { value: { found: spokenText } } },
  });
  expect(spans.find(({ name }) => name === 'chat gpt-4o-mini')?.statusMessage).toBe(refusalMessage);
});
