import { SpanStatusCode, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import {
  refusedModel,
  type ScriptedProvider,
  scriptedModel,
  spokenText,
  startScriptedProvider,
  toolArguments,
} from './scripted-provider.ts';
import { sentTrace } from './sent-trace.ts';
import { expectTree } from './span-tree.ts';

const stage = localStage();
let scripted: ScriptedProvider;
let openai: OpenAI;

beforeAll(async () => {
  traceloop.initialize({
    ...{ appName: 'trips', disableBatch: true, silenceInitializationMessage: true, traceloopSyncEnabled: false },
    exporter: new OTLPTraceExporter({
      ...{ url: `${stage.url}/otel/v1/traces`, headers: { authorization: `Bearer ${stage.apiKey}` } },
    }),
    // Its types are those of the package's CommonJS build, which is the same.
    instrumentModules: { openAI: OpenAI as never },
  });
  scripted = await startScriptedProvider();
  openai = new OpenAI({ baseURL: scripted.baseUrl, apiKey: 'sk', maxRetries: 0 });
});

afterAll(async () => {
  traceApi.disable();
  await scripted.close();
});

const messages = [{ role: 'user' as const, content: 'Where to?' }];
const tools = [{ type: 'function' as const, function: { name: 'find_harbour', parameters: {} } }];

/** An agent of a workflow that is asked to call a tool, which streams a call of its own, and is refused by the provider. */
async function plan(): Promise<string> {
  await openai.chat.completions.create({ model: scriptedModel, messages, tools, temperature: 0.1 });
  await traceloop.withTool({ name: 'find_harbour' }, async () => {
    const stream = await openai.chat.completions.create({
      ...{ model: scriptedModel, messages, stream: true, stream_options: { include_usage: true } },
    });
    for await (const _ of stream);
    return 'Kiel';
  });
  await openai.chat.completions.create({ model: refusedModel, messages }).catch(() => undefined);
  traceApi.getTracer('shop').startActiveSpan('pay', { attributes: { 'traceloop.span.kind': 'tool' } }, (pay) => {
    pay.recordException(new RangeError('no money'));
    pay.setStatus({ code: SpanStatusCode.ERROR });
    pay.end();
  });
  await openai.chat.completions.create({ model: scriptedModel, messages });
  return traceApi.getActiveSpan()?.spanContext().traceId ?? '';
}

test('a workflow traced with OpenLLMetry is stored with its tree, messages, tools and exact usage', async () => {
  const traceId = await traceloop.withAssociationProperties({ session_id: 's-9', user_id: 'ada' }, () =>
    traceloop.withWorkflow({ name: 'plan' }, () => traceloop.withAgent({ name: 'planner' }, plan)),
  );
  await traceloop.forceFlush();
  const { trace, spans, span } = await sentTrace(stage, traceId, 7);

  // This instrumentation leaves out what was cached and what was reasoned, counts streams itself, by the words alone, and ends no
  // span of a call that is refused.
  const call = { name: 'chat gpt-4o', type: 'llm', status: 'unset' } as const;
  expectTree(spans, {
    ...{ name: 'plan.workflow', type: 'workflow', status: 'unset' },
    children: [
      {
        ...{ name: 'planner.agent', type: 'agent', status: 'unset' },
        children: [
          {
            ...call,
            usage: { inputUncached: 600, outputText: 18, input: 600, output: 18, total: 618 },
            cost: { inputUncached: 1_500_000, outputText: 180_000, totalNanoUsd: 1_680_000, source: 'computed' },
          },
          {
            ...{ name: 'find_harbour.tool', type: 'tool', status: 'unset' },
            children: [
              {
                ...call,
                usage: { inputUncached: 3, outputText: 5, input: 3, output: 5, total: 8 },
                cost: { inputUncached: 7_500, outputText: 50_000, totalNanoUsd: 57_500, source: 'computed' },
              },
            ],
          },
          { name: 'pay', type: 'tool', status: 'error' },
          {
            ...call,
            usage: { inputUncached: 700, outputText: 40, input: 700, output: 40, total: 740 },
            cost: { inputUncached: 1_750_000, outputText: 400_000, totalNanoUsd: 2_150_000, source: 'computed' },
          },
        ],
      },
    ],
  });
  expect(trace).toMatchObject({
    ...{ spanCount: 7, errorCount: 1, status: 'error', sessionId: 's-9', userId: 'ada', service: 'trips' },
    ...{ inputTokens: 1_303, outputTokens: 63, totalTokens: 1_366, costNanoUsd: 3_887_500 },
  });
  const asked = spans.find(({ usage }) => usage?.total === 618);
  expect(asked).toMatchObject({
    ...{ sessionId: 's-9', userId: 'ada', metadata: { mapping: { dialect: 'openllmetry' } } },
    model: { provider: 'openai', parameters: { temperature: 0.1 }, finishReasons: ['tool_call'] },
    input: { preview: 'Where to?' },
  });
  expect(asked?.output?.value).toEqual([
    {
      ...{ role: 'assistant', finish_reason: 'tool_call' },
      parts: [{ type: 'tool_call', id: 'call_1', name: 'find_harbour', arguments: JSON.parse(toolArguments) }],
    },
  ]);
  const others = spans.filter((each) => each.model !== null && each !== asked);
  expect(others.map(({ output }) => output?.preview)).toEqual([spokenText, spokenText]);
  expect(span('find_harbour.tool').output?.value).toBe('Kiel');
  expect(span('pay')).toMatchObject({ errorType: 'RangeError', statusMessage: 'no money' });
});
