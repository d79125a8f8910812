import { LangfuseSpanProcessor } from '@langfuse/otel';
import { type LangfuseAgent, propagateAttributes, startActiveObservation, startObservation } from '@langfuse/tracing';
import { trace as traceApi } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterAll, expect, test } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { sentTrace } from './sent-trace.ts';
import { expectTree } from './span-tree.ts';

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

const attributes = {
  ...{ traceName: 'plan a trip', userId: 'ada', sessionId: 's-7', tags: ['beta'], metadata: { plan: 'pro' } },
};

/** Asks a model whose answer streams: the first of it came a quarter of a second after it began. */
function ask(agent: LangfuseAgent): void {
  const startTime = new Date();
  const call = startObservation(
    'ask',
    { model: 'gpt-4o', input: [{ role: 'user', content: 'Where to?' }], modelParameters: { temperature: 0.2 } },
    { asType: 'generation', startTime, parentSpanContext: agent.otelSpan.spanContext() },
  );
  call.update({
    completionStartTime: new Date(startTime.getTime() + 250),
    output: { role: 'assistant', content: 'Kiel' },
    usageDetails: { input: 600, input_cached_tokens: 400, output: 80, output_reasoning_tokens: 20, total: 1_100 },
    prompt: { name: 'travel', version: 3, isFallback: false },
  });
  call.end();
}

/** A tool that looks up, asks a model of somebody's own, and fails at what is below it. */
function find(agent: LangfuseAgent): void {
  const tool = agent.startObservation('find', { input: { name: 'Kiel' } }, { asType: 'tool' });
  const told = tool.startObservation(
    'told',
    { model: 'own-model', costDetails: { input: 0.2, output: 0.05, total: 0.25 } },
    { asType: 'generation' },
  );
  told.update({ usageDetails: { input: 10, output: 5 } }).end();
  const search = tool.startObservation('search', { input: 'harbours' }, { asType: 'retriever' });
  search.update({ output: ['Kiel', 'Rostock'], metadata: { index: 'harbours' } }).end();
  tool.startObservation('book', { level: 'ERROR', statusMessage: 'sold out' }, { asType: 'tool' }).end();
  tool.end();
}

/** Children end before their parents. */
async function runAgent(): Promise<string> {
  return await propagateAttributes(attributes, () =>
    startActiveObservation(
      'planner',
      (agent) => {
        agent.update({ input: { question: 'Where to?' }, output: 'Kiel' });
        ask(agent);
        find(agent);
        const refused = agent.startObservation('refused', { model: 'gpt-4o' }, { asType: 'generation' });
        refused.update({ level: 'ERROR', statusMessage: 'too many tokens' }).end();
        return agent.otelSpan.spanContext().traceId;
      },
      { asType: 'agent' },
    ),
  );
}

test('a run traced with Langfuse’s SDK is stored with its tree, its usage by kind and its costs', async () => {
  const traceId = await runAgent();
  await provider.forceFlush();
  const { trace, spans, span } = await sentTrace(stage, traceId, 7);

  expectTree(spans, {
    ...{ name: 'planner', type: 'agent', status: 'unset' },
    children: [
      {
        ...{ name: 'ask', type: 'llm', status: 'unset' },
        usage: {
          inputUncached: 600,
          cacheRead: 400,
          outputText: 80,
          reasoning: 20,
          input: 1_000,
          output: 100,
          total: 1_100,
        },
        // 2.50, 1.25 and 10 USD per million uncached, cached and output tokens.
        cost: {
          ...{ inputUncached: 1_500_000, cacheRead: 500_000, outputText: 800_000, reasoning: 200_000 },
          ...{ totalNanoUsd: 3_000_000, source: 'computed' },
        },
      },
      {
        ...{ name: 'find', type: 'tool', status: 'unset' },
        children: [
          {
            ...{ name: 'told', type: 'llm', status: 'unset' },
            usage: { inputUncached: 10, outputText: 5, input: 10, output: 5, total: 15 },
            cost: { inputUncached: 200_000_000, outputText: 50_000_000, totalNanoUsd: 250_000_000, source: 'client' },
          },
          { name: 'search', type: 'retriever', status: 'unset' },
          { name: 'book', type: 'tool', status: 'error' },
        ],
      },
      { name: 'refused', type: 'llm', status: 'error' },
    ],
  });
  expect(span('planner')).toMatchObject({ input: { value: { question: 'Where to?' } }, output: { value: 'Kiel' } });
  expect(span('ask')).toMatchObject({
    ...{ environment: 'staging', release: 'v7', userId: 'ada', sessionId: 's-7', tags: ['beta'] },
    metadata: { plan: 'pro', mapping: { dialect: 'langfuse' } },
    model: {
      ...{ provider: 'openai', requestedModel: 'gpt-4o', parameters: { temperature: 0.2 } },
      ...{ isStreamed: true, timeToFirstTokenMs: 250 },
      prompt: { name: 'travel', version: '3' },
    },
    input: { value: [{ role: 'user', content: 'Where to?' }] },
    output: { value: { role: 'assistant', content: 'Kiel' } },
  });
  expect(span('search')).toMatchObject({ metadata: { index: 'harbours' }, output: { value: ['Kiel', 'Rostock'] } });
  expect(span('book').statusMessage).toBe('sold out');
  expect(span('refused').statusMessage).toBe('too many tokens');
  expect(trace).toMatchObject({
    ...{ name: 'plan a trip', status: 'error', spanCount: 7, errorCount: 2, totalTokens: 1_115 },
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
