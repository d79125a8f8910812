import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { silentLogger } from '../../shared/observability/logger.ts';
import { testProjectId, testTime } from '../../test/support/build-span.ts';
import { createTraceStage } from '../../test/support/trace-stage.ts';
import { createApp } from './app.ts';
import { partialPorts } from './testing/partial-ports.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };

/** Attributes that become labels, sums and picks of a summary: what the table gets outside of packs. */
const known = [
  ...['gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.provider.name', 'gen_ai.operation.name'],
  ...['gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens', 'gen_ai.usage.cost', 'llm.cost.total'],
  ...['gen_ai.response.time_to_first_chunk', 'ai.response.msToFirstChunk', 'langfuse.observation.cost_details'],
  ...['session.id', 'user.id', 'langfuse.trace.tags', 'langfuse.trace.name', 'langfuse.release', 'input.value'],
  ...['output.value', 'gen_ai.input.messages', 'llm.input_messages.0.message.content', 'gen_ai.prompt.name'],
  ...['langfuse.trace.metadata.a', 'metadata', 'cloud.region', 'deployment.environment', 'service.name'],
];

const odd = ['', 'constructor', '__proto__', '-1', '1e400', 'NaN', '[[[]]]', '{"total":1e7}', 'x'.repeat(3_000)];
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...odd), fc.json({ maxDepth: 3 }));
const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ stringValue: text }),
    fc.record({ intValue: integer }),
    fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
    fc.record({ boolValue: fc.boolean() }),
    fc.constant({}),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('value'), { maxLength: 4 }) }) }),
    fc.record({ kvlistValue: fc.record({ values: fc.array(fc.record({ key: text, value: tie('value') })) }) }),
  ),
}));
const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: text });
const attributes = fc.array(fc.record({ key, value }), { maxLength: 20 });
const id = (bytes: number) => fc.bigInt({ min: 1n, max: 2n ** BigInt(bytes * 8) - 1n }).map(hexIn(bytes));
const nanos = fc.bigInt({ min: 946_684_800_000_000_000n, max: BigInt(testTime) * 1_000_000n }).map(String);
const span = fc.record({
  ...{ traceId: id(16), spanId: id(8), parentSpanId: fc.option(id(8)), name: text.map((name) => name.slice(0, 2_000)) },
  ...{ startTimeUnixNano: nanos, endTimeUnixNano: fc.option(nanos), attributes },
  events: fc.array(fc.record({ name: text, timeUnixNano: nanos, attributes }), { maxLength: 2 }),
  status: fc.option(fc.record({ code: fc.nat(2), message: text })),
});

function hexIn(bytes: number) {
  return (number: bigint) => number.toString(16).padStart(bytes * 2, '0');
}

test('whatever values spans have: those that are accepted are stored and come through to sums', async () => {
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
  let sent = 0;

  await fc.assert(
    fc.asyncProperty(attributes, fc.array(span, { minLength: 1, maxLength: 5 }), async (ofResource, spans) => {
      const body = { resourceSpans: [{ resource: { attributes: ofResource }, scopeSpans: [{ spans }] }] };
      const response = await app.request('/otel/v1/traces', { method: 'POST', headers, body: JSON.stringify(body) });
      expect([response.status, await response.json()]).toEqual([200, {}]);
      sent += spans.length;
      expect(await stage.work(await stage.receive())).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(await stage.count(await stage.streamRecords())).toEqual([]);

  const { accepted, stored, repeated, dropped, queryable } = await stage.ingestionCounts();
  // Ids are small at times, so that some come twice.
  expect({ accepted, arrived: stored + repeated, dropped, queryable }).toEqual({
    ...{ accepted: sent, arrived: sent, dropped: 0, queryable: stored },
  });
});
