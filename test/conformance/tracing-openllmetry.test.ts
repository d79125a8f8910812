import { SpanStatusCode, trace as traceApi } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeProvider, startFakeProvider } from '../fixtures/fake-provider/fake-provider.ts';
import { localStage } from '../support/local-stage.ts';
import { sentTrace } from './sent-trace.ts';

const stage = localStage();
let fake: FakeProvider;
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
  fake = await startFakeProvider();
  openai = new OpenAI({ baseURL: fake.baseUrl, apiKey: 'sk-fake', maxRetries: 0 });
});

afterAll(async () => {
  traceApi.disable();
  await fake.close();
});

test('a workflow traced with OpenLLMetry is stored with its tree, messages, tools and exact usage', async () => {
  const messages = [{ role: 'user' as const, content: 'Where to?' }];
  const traceId = await traceloop.withAssociationProperties({ session_id: 's-9', user_id: 'ada' }, () =>
    traceloop.withWorkflow({ name: 'plan' }, async () => {
      await openai.chat.completions.create({ model: 'cached-usage:chunks=5', messages, temperature: 0.1 });
      const stream = await openai.chat.completions.create({
        ...{ model: 'ok:chunks=6', messages, stream: true, stream_options: { include_usage: true } },
      });
      for await (const _ of stream);
      await traceloop.withTool({ name: 'book' }, () =>
        openai.chat.completions.create({ model: 'tools', messages }).then(() => 'booked'),
      );
      traceApi.getTracer('shop').startActiveSpan('pay', { attributes: { 'traceloop.span.kind': 'tool' } }, (pay) => {
        pay.recordException(new RangeError('no money'));
        pay.setStatus({ code: SpanStatusCode.ERROR });
        pay.end();
      });
      return traceApi.getActiveSpan()?.spanContext().traceId ?? '';
    }),
  );
  await traceloop.forceFlush();
  const { trace, spans, span } = await sentTrace(stage, traceId, 6);

  const asked = (model: string) => spans.find(({ model: call }) => call?.requestedModel.startsWith(model));
  const workflow = spans.find(({ parentSpanId }) => parentSpanId === null);
  expect(workflow).toMatchObject({ type: 'workflow', name: 'plan.workflow' });
  expect(asked('cached-usage')).toMatchObject({
    ...{ type: 'llm', parentSpanId: workflow?.spanId, sessionId: 's-9', userId: 'ada' },
    usage: { input: 100, output: 5, total: 105, flags: [] },
    model: { provider: 'openai', parameters: { temperature: 0.1 }, finishReasons: ['stop'] },
    metadata: { mapping: { dialect: 'openllmetry' } },
  });
  expect(asked('cached-usage')?.input?.preview).toBe('Where to?');
  expect(asked('cached-usage')?.output?.preview).toBe('word0 word1 word2 word3 word4');
  // Of a stream this instrumentation reports no usage for models whose tokenizer it does not know.
  expect(asked('ok')).toMatchObject({ usage: null, output: { preview: 'word0 word1 word2 word3 word4 word5' } });
  const tool = span('book.tool');
  expect(tool).toMatchObject({ type: 'tool', output: { value: 'booked' } });
  expect(asked('tools')).toMatchObject({ parentSpanId: tool.spanId });
  expect(JSON.stringify(asked('tools')?.output?.value)).toContain('find_harbour');
  expect(span('pay')).toMatchObject({ type: 'tool', status: 'error', errorType: 'RangeError' });
  expect(trace).toMatchObject({ spanCount: 6, errorCount: 1, sessionId: 's-9', userId: 'ada', service: 'trips' });
});
