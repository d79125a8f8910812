import { expect, inject, test } from 'vitest';
import { silentLogger } from '../../shared/observability/logger.ts';
import { hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { createTraceStage } from '../../test/support/trace-stage.ts';
import { createApp } from './app.ts';
import { decodeRawObject } from './raw/decode-raw-object.ts';
import { rawPrefix } from './raw/raw-key.ts';
import { partialPorts } from './testing/partial-ports.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
const startTime = new Date(testTime).toISOString();

async function stageWithApp() {
  const stage = await createTraceStage(environment);
  const app = createApp(
    partialPorts({
      authenticator: {
        authenticate: async () => ({
          ...{ kind: 'key', id: 'key1', name: 'k', projectId: testProjectId, allowedModels: null },
          scopes: ['ingest'],
        }),
      },
      ...{ memberships: { get: async () => null }, logger: silentLogger, clock: () => testTime },
      ...{ overrides: { list: async () => [] }, archive: stage.archive, sink: stage.sink() },
    }),
  );
  const post = async (path: string, body: unknown) => {
    const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };
  return { stage, post };
}

/** Every text of a span is this one, in both of our formats. */
function spansOf(text: string) {
  const value = { stringValue: text };
  const called = ['gen_ai.provider.name', 'gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.operation.name'];
  const labels = ['session.id', 'user.id', 'gen_ai.agent.name', 'gen_ai.tool.name', 'input.value', 'output.value'];
  const attributes = [...called, ...labels, 'langfuse.environment', 'langfuse.release', 'langfuse.trace.name', text];
  const otlp = {
    ...{ traceId: hexOf(`otlp ${text}`, 32), spanId: hexOf('o', 16), name: text },
    ...{ startTimeUnixNano: `${testTime}000000`, status: { code: 2, message: text } },
    events: [{ name: text, attributes: [{ key: text, value }] }],
    attributes: [
      ...attributes.map((key) => ({ key, value })),
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '5' } },
      { key: 'langfuse.trace.tags', value: { arrayValue: { values: [value] } } },
    ],
  };
  const native = {
    ...{ traceId: hexOf(`native ${text}`, 32), spanId: hexOf('n', 16), name: text, startTime },
    ...{ model: { requestedModel: text, provider: text, operation: text }, usage: { input: 5, output: 0 } },
    ...{ metadata: { [text]: text }, attributes: { [text]: text }, tags: [text], sessionId: text, userId: text },
    ...{ environment: text, input: text, output: { [text]: text } },
  };
  const resource = { attributes: [{ key: 'service.name', value }] };
  return { otlp: { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: text }, spans: [otlp] }] }] }, native };
}

test('spans that cost more together than a number can say exactly are stored, and counted as the most it can', async () => {
  const { stage, post } = await stageWithApp();
  // Who reports nano-dollars as dollars comes to five million for half a cent.
  const spans = Array.from({ length: 4 }, (_, index) => ({
    ...{ traceId: hexOf(`dear ${index % 2}`, 32), spanId: hexOf(`${index}`, 16), name: 'dear' },
    startTimeUnixNano: `${testTime}000000`,
    attributes: [
      { key: 'gen_ai.request.model', value: { stringValue: 'gpt-4o' } },
      { key: 'gen_ai.usage.cost', value: { doubleValue: 5_000_000 } },
      // Not seconds, but a time of day.
      { key: 'gen_ai.response.time_to_first_chunk', value: { intValue: `${testTime}000000` } },
    ],
  }));

  for (const span of spans) await post('/otel/v1/traces', { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  expect(await stage.work(await stage.receive())).toEqual([]);
  for (const pack of await stage.streamRecords()) expect(await stage.count([pack])).toEqual([]);

  expect(await stage.ingestionCounts()).toMatchObject({ accepted: 4, stored: 4, queryable: 4 });
  expect((await stage.traces.get(testProjectId, hexOf('dear 1', 32)))?.trace).toMatchObject({
    ...{ spanCount: 2, costNanoUsd: Number.MAX_SAFE_INTEGER },
  });
  expect((await stage.rollupTotals()).costNanoUsd).toBe(20_000_000_000_000_000);
});

test.each([
  ['half a character', 'cut \ud83d'],
  ['the other half', '\udca9 cut'],
  ['a control character', 'a\u0000b'],
  ['constructor', 'constructor'],
  ['hasOwnProperty', 'hasOwnProperty'],
  ['toString', 'toString'],
])('spans that say nothing but %s are stored, archived and counted as they were accepted', async (_, text) => {
  const { stage, post } = await stageWithApp();
  const { otlp, native } = spansOf(text);

  expect(await post('/otel/v1/traces', otlp)).toEqual([200, {}]);
  expect(await post('/api/v2/spans', { spans: [native] })).toEqual([200, { accepted: 1, rejected: [] }]);
  expect(await stage.work(await stage.receive())).toEqual([]);
  expect(await stage.count(await stage.streamRecords())).toEqual([]);

  const totals = { spans: 2, tokens: 10 };
  expect(await stage.traceTotals()).toMatchObject(totals);
  expect(await stage.rollupTotals()).toMatchObject(totals);
  expect(await stage.ingestionCounts()).toMatchObject({ accepted: 2, stored: 2, queryable: 2 });
  const name = text.toWellFormed();
  for (const traceId of [hexOf(`otlp ${text}`, 32), hexOf(`native ${text}`, 32)]) {
    expect((await stage.traces.get(testProjectId, traceId))?.spans).toMatchObject([{ name, sessionId: name }]);
  }
  for (const { key } of (await stage.rawStore.list(rawPrefix, null)).objects) {
    const object = await stage.rawStore.get(key);
    if (object === null) throw new Error(`${key} is gone.`);
    await stage.sink().send((await decodeRawObject(key, object, () => null)).records);
  }
  expect(await stage.work(await stage.receive())).toEqual([]);
  expect(await stage.traceTotals()).toMatchObject(totals);
});
