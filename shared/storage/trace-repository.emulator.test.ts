import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createTelemetry } from '../../test/support/create-telemetry.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { type Span, spanSchema, traceSummarySchema } from '../contract/span.ts';
import { silentLogger } from '../observability/logger.ts';
import { createBlobStore } from '../telemetry/blob-store.ts';
import { resolvePayloads } from '../telemetry/resolve-payloads.ts';
import { toPayload } from '../telemetry/to-payload.ts';
import { tracePk } from './trace-keys.ts';
import { createTraceRepository, type TraceRepository } from './trace-repository.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const options = { retentionDays: 30, capturesContent: true };

let traces: TraceRepository;
let blobs: ReturnType<typeof createBlobStore>;
let itemsOf: (traceId: string) => Promise<Record<string, unknown>[]>;

beforeAll(async () => {
  const [tables, telemetry] = await Promise.all([createTables(environment, ['traces']), createTelemetry(environment)]);
  blobs = createBlobStore(telemetry);
  const documents = createDocumentClient(environment);
  itemsOf = async (traceId) => {
    const ExpressionAttributeValues = { ':pk': tracePk(testProjectId, traceId) };
    const query = { TableName: tables.traces, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues };
    return (await documents.send(new QueryCommand(query))).Items ?? [];
  };
  traces = createTraceRepository({ documents, tableName: tables.traces, blobs, logger: silentLogger });
});

async function store(spans: readonly Span[], receivedAt = testTime): Promise<void> {
  await traces.store({ projectId: testProjectId, source: 'otlp', receivedAt, spans }, options);
}

async function read(traceId: string) {
  const stored = await traces.get(testProjectId, traceId);
  if (stored === null) throw new Error('not stored');
  return stored;
}

describe('a trace', () => {
  test('comes back whole, in start order, in the shape of the contract', async () => {
    const traceId = hexOf('whole', 32);
    const root = buildSpan({ traceId, spanId: hexOf('root', 16), name: 'agent run', type: 'agent', sessionId: 's 1' });
    const call = buildCall({ traceId, spanId: hexOf('call', 16), parentSpanId: root.spanId, at: 5, tokens: 7 });

    await store([call]);
    await store([root]);

    const { trace, spans } = await read(traceId);
    expect(await resolvePayloads(spans, blobs)).toEqual([root, call]);
    expect(trace).toMatchObject({
      name: 'agent run',
      spanCount: 2,
      totalTokens: 14,
      ...{ costNanoUsd: 14, simulatedCostNanoUsd: 0 },
      models: ['openai/gpt-5-mini'],
      sessionId: 's 1',
      inputPreview: 'What is up?',
      outputPreview: 'The sky.',
      timeToFirstTokenMs: 120,
      status: 'ok',
    });
    expect(traceSummarySchema.parse(trace)).toEqual(trace);
    for (const span of await resolvePayloads(spans, blobs)) spanSchema.parse(span);
  });

  test('says what of its cost nobody is charged for, whatever comes later', async () => {
    const traceId = hexOf('simulated', 32);
    await store([buildCall({ traceId, spanId: hexOf('real', 16), tokens: 3 })]);
    await store([buildCall({ traceId, spanId: hexOf('made up', 16), tokens: 5, isSimulated: true })]);
    await store([buildCall({ traceId, spanId: hexOf('real too', 16), tokens: 2 })]);

    expect((await read(traceId)).trace).toMatchObject({
      ...{ costNanoUsd: 20, simulatedCostNanoUsd: 10, isSimulated: true },
    });
  });

  test('expires by the retention of its project, and its summary not before what came last', async () => {
    const traceId = hexOf('kept', 32);
    const day = 86_400_000;
    const storeFor = (retentionDays: number, name: string, receivedAt: number, spanCount = 1) =>
      traces.store(
        {
          ...{ projectId: testProjectId, source: 'otlp', receivedAt },
          spans: Array.from({ length: spanCount }, (_, index) =>
            buildSpan({ traceId, spanId: hexOf(`${name} ${index}`, 16), name }),
          ),
        },
        { retentionDays, capturesContent: true },
      );
    const expiries = async (prefix: string) =>
      (await itemsOf(traceId))
        .filter(({ sk }) => String(sk).startsWith(prefix))
        .map(({ ttl }) => (Number(ttl) * 1000 - testTime) / day)
        .sort((a, b) => a - b);

    await storeFor(3, 'first', testTime + day);
    expect([await expiries('META'), await expiries('PACK')]).toEqual([[4], [4]]);
    // Read again from the archive, or late: it was accepted before.
    await storeFor(3, 'second', testTime);
    expect([await expiries('META'), await expiries('PACK')]).toEqual([[4], [3, 4]]);
    // The project keeps things for longer now; ids of so many spans lie beside the summary.
    await storeFor(10, 'third', testTime, 200);
    expect([await expiries('META'), await expiries('PACK')]).toEqual([[10], [3, 4, 10]]);
    for (const ttl of await expiries('IDS')) expect(ttl).toBe(10);
    expect(await expiries('IDS')).not.toEqual([]);
  });

  test('keeps a payload of megabytes in S3 and shows it again', async () => {
    const traceId = hexOf('large', 32);
    const text = Array.from({ length: 20_000 }, (_, index) => hexOf(String(index), 40)).join(' ');
    const span = buildCall({ traceId, input: toPayload(text) });

    await store([span]);

    const { spans } = await read(traceId);
    expect(spans[0]?.input).toHaveProperty('reference');
    expect(await resolvePayloads(spans, blobs)).toEqual([span]);
  });

  test('of packs too large for an item is kept in S3', async () => {
    const traceId = hexOf('heavy', 32);
    const spans = Array.from({ length: 400 }, (_, index) =>
      buildSpan({
        traceId,
        spanId: hexOf(`heavy ${index}`, 16),
        at: index,
        attributes: { noise: Array.from({ length: 60 }, (__, part) => hexOf(`${index} ${part}`, 64)).join('') },
      }),
    );

    await store(spans);

    expect(await resolvePayloads((await read(traceId)).spans, blobs)).toEqual(spans);
  });

  test('is null where there is none, and in another project', async () => {
    await store([buildSpan({ traceId: hexOf('mine', 32) })]);

    expect(await traces.get(testProjectId, hexOf('nobody', 32))).toBeNull();
    expect(await traces.get('another', hexOf('mine', 32))).toBeNull();
  });
});
