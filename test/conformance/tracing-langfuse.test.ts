import { LangfuseSpanProcessor } from '@langfuse/otel';
import { propagateAttributes, startActiveObservation, startObservation } from '@langfuse/tracing';
import { trace as traceApi } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterAll, expect, test } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { sentTrace } from './sent-trace.ts';

const stage = localStage();
const provider = new NodeTracerProvider({
  spanProcessors: [
    new LangfuseSpanProcessor({
      ...{ baseUrl: stage.url, publicKey: 'any', secretKey: stage.apiKey },
      ...{ environment: 'staging', release: 'v7', mediaUploadEnabled: false },
    }),
  ],
});
provider.register();

afterAll(async () => {
  await provider.shutdown();
  traceApi.disable();
});

/** An agent that asks a model, searches, and fails at a tool, with children that end before their parents. */
async function runAgent(): Promise<string> {
  const attributes = {
    ...{ traceName: 'plan a trip', userId: 'ada', sessionId: 's-7', tags: ['beta'], metadata: { plan: 'pro' } },
  };
  return await propagateAttributes(attributes, () =>
    startActiveObservation(
      'planner',
      (agent) => {
        agent.update({ input: { question: 'Where to?' }, output: 'Kiel' });
        const call = agent.startObservation(
          'ask',
          { model: 'gpt-4o', input: [{ role: 'user', content: 'Where to?' }], modelParameters: { temperature: 0.2 } },
          { asType: 'generation' },
        );
        call.update({
          output: { role: 'assistant', content: 'Kiel' },
          usageDetails: { input: 600, input_cached_tokens: 400, output: 80, output_reasoning_tokens: 20, total: 1_100 },
          prompt: { name: 'travel', version: 3, isFallback: false },
        });
        call.end();
        const told = agent.startObservation(
          'told',
          { model: 'own-model', costDetails: { total: 0.25 } },
          { asType: 'generation' },
        );
        told.update({ usageDetails: { input: 10, output: 5 } }).end();
        const search = agent.startObservation('search', { input: 'harbours' }, { asType: 'retriever' });
        search.update({ output: ['Kiel', 'Rostock'], metadata: { index: 'harbours' } }).end();
        const tool = search.startObservation('book', {}, { asType: 'tool' });
        tool.update({ level: 'ERROR', statusMessage: 'sold out' }).end();
        return agent.otelSpan.spanContext().traceId;
      },
      { asType: 'agent' },
    ),
  );
}

test('a run traced with Langfuse’s SDK is stored with its tree, its usage by kind and its costs', async () => {
  const traceId = await runAgent();
  await provider.forceFlush();
  const { trace, span } = await sentTrace(stage, traceId, 5);

  const planner = span('planner');
  expect(planner).toMatchObject({ type: 'agent', parentSpanId: null, output: { value: 'Kiel' }, cost: null });
  expect(span('ask')).toMatchObject({
    ...{ type: 'llm', parentSpanId: planner.spanId, environment: 'staging', release: 'v7' },
    ...{ userId: 'ada', sessionId: 's-7', tags: ['beta'], metadata: { plan: 'pro', mapping: { dialect: 'langfuse' } } },
    model: {
      ...{ provider: 'openai', requestedModel: 'gpt-4o', parameters: { temperature: 0.2 } },
      prompt: { name: 'travel', version: '3' },
    },
    usage: { inputUncached: 600, cacheRead: 400, outputText: 80, reasoning: 20, total: 1_100, flags: [] },
    // 2.50, 1.25 and 10 USD per million uncached, cached and output tokens.
    cost: { totalNanoUsd: 600 * 2_500 + 400 * 1_250 + 100 * 10_000, source: 'computed' },
    input: { value: [{ role: 'user', content: 'Where to?' }] },
    output: { value: { role: 'assistant', content: 'Kiel' } },
  });
  expect(span('told').cost).toMatchObject({ totalNanoUsd: 250_000_000, source: 'client' });
  expect(span('search')).toMatchObject({ type: 'retriever', metadata: { index: 'harbours' } });
  expect(span('book')).toMatchObject({
    ...{ type: 'tool', parentSpanId: span('search').spanId, status: 'error', statusMessage: 'sold out' },
  });
  expect(trace).toMatchObject({
    ...{ name: 'plan a trip', status: 'error', spanCount: 5, errorCount: 1, totalTokens: 1_115 },
    ...{ costNanoUsd: 253_000_000, sessionId: 's-7', userId: 'ada', environment: 'staging' },
  });
});

test('a child that comes before its root, in requests of their own, makes the same trace', async () => {
  const root = startObservation('root', { input: 'in' });
  const child = root.startObservation('child', { input: 1 });
  child.end();
  await provider.forceFlush();
  root.update({ output: 'out' }).end();
  await provider.forceFlush();
  const { trace, span } = await sentTrace(stage, root.otelSpan.spanContext().traceId, 2);

  expect(span('child').parentSpanId).toBe(span('root').spanId);
  expect(trace).toMatchObject({ name: 'root', spanCount: 2, inputPreview: 'in', outputPreview: 'out' });
});
