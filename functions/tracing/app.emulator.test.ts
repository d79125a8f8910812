import { beforeAll, describe, expect, inject, test } from 'vitest';
import { getTrace, listTraces } from '../../shared/contract/tracing.ts';
import type { KeyPrincipal } from '../../shared/http/principal.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { encodeOtlp } from '../../test/support/encode-otlp.ts';
import { createTraceStage, type TraceStage } from '../../test/support/trace-stage.ts';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';
import { testArchive } from './testing/memory-archive.ts';
import { partialPorts } from './testing/partial-ports.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const otherProjectId = '01957ea0-0000-7000-8000-000000000002';
let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage(environment);
});

function request(path: string, init: RequestInit & { projectId?: string } = {}) {
  const { projectId = testProjectId, ...rest } = init;
  const key: KeyPrincipal = {
    kind: 'key',
    id: 'key1',
    name: 'k',
    projectId,
    scopes: ['read', 'ingest'],
    allowedModels: null,
  };
  const app = createApp(
    partialPorts({
      authenticator: { authenticate: async () => key },
      memberships: { get: async () => null },
      logger: silentLogger,
      clock: () => testTime + 60_000,
      traces: stage.traces,
      blobs: stage.blobs,
      rollups: stage.rollups,
      sink: stage.sink(),
      ingestion: stage.ingestion,
      overrides: { list: async () => [] },
      archive: testArchive(),
    }),
  );
  return app.request(path, { ...rest, headers: { authorization: 'Bearer k', ...rest.headers } });
}

describe('spans sent in OTLP', () => {
  const traceId = hexOf('sent', 32);
  const at = (milliseconds: number) => BigInt(testTime + milliseconds) * 1_000_000n;
  const root = {
    traceId,
    spanId: hexOf('root', 16),
    name: 'invoke_agent planner',
    startTimeUnixNano: at(0),
    endTimeUnixNano: at(900),
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'session.id': 'visit 1' },
  };
  const call = {
    traceId,
    spanId: hexOf('call', 16),
    parentSpanId: root.spanId,
    name: 'chat gpt-4o',
    startTimeUnixNano: at(10),
    endTimeUnixNano: at(800),
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.input.messages': '[{"role":"user","content":"Where to?"}]',
    },
  };

  test('are stored, priced and shown as one trace, whichever comes first', async () => {
    const headers = { 'content-type': 'application/x-protobuf' };
    for (const span of [call, root, call]) {
      const body = new Uint8Array(encodeOtlp([span], { 'service.name': 'planner' }));
      expect((await request('/otel/v1/traces', { method: 'POST', body, headers })).status).toBe(200);
    }
    expect(await stage.work(await stage.receive())).toEqual([]);

    const response = await request(`/api/v2/traces/${traceId}`);

    const { trace, spans } = getTrace.response.schema.parse(await response.json());
    expect(spans.map((span) => [span.name, span.type, span.parentSpanId])).toEqual([
      ['invoke_agent planner', 'agent', null],
      ['chat gpt-4o', 'llm', root.spanId],
    ]);
    expect(trace).toMatchObject({
      name: 'invoke_agent planner',
      service: 'planner',
      sessionId: 'visit 1',
      spanCount: 2,
      totalTokens: 1100,
      // 2.50 and 10 USD per million tokens.
      costNanoUsd: 3_500_000,
      inputPreview: 'Where to?',
    });
    expect(spans[1]?.input?.value).toEqual([{ role: 'user', content: 'Where to?' }]);
  });
});

describe('traces', () => {
  test('are listed from the last seven days unless told, and found by model and status', async () => {
    const store = (name: string, at: number, status: 'ok' | 'error') =>
      stage.traces.store(
        {
          projectId: otherProjectId,
          source: 'otlp',
          receivedAt: testTime,
          spans: [buildCall({ projectId: otherProjectId, traceId: hexOf(name, 32), name, at, status })],
        },
        { retentionDays: 30, capturesContent: true },
      );
    const minute = 60_000;
    await Promise.all([store('new', 0, 'ok'), store('failed', -1000, 'error'), store('old', -8 * 86_400_000, 'ok')]);
    await Promise.all([store('by a fast clock', 14 * minute, 'ok'), store('of tomorrow', 24 * 60 * minute, 'ok')]);
    const list = async (query: string) => {
      const response = await request(`/api/v2/traces${query}`, { projectId: otherProjectId });
      return listTraces.response.schema.parse(await response.json());
    };

    expect((await list('')).items.map((trace) => trace.name)).toEqual([
      'of tomorrow',
      'by a fast clock',
      'new',
      'failed',
    ]);
    expect((await list('?status=error')).items.map((trace) => trace.name)).toEqual(['failed']);
    expect((await list('?model=openai%2Fgpt-5-mini&limit=1')).items.map((trace) => trace.name)).toEqual([
      'of tomorrow',
    ]);
    const past = await list('?from=2026-03-01T00:00:00Z&to=2026-03-10T00:00:00Z');
    expect(past).toMatchObject({ items: [{ name: 'old' }], nextCursor: null });
  });

  test('of other projects do not exist', async () => {
    const traceId = hexOf('private', 32);
    const record = {
      projectId: testProjectId,
      source: 'otlp',
      receivedAt: testTime,
      spans: [buildSpan({ traceId })],
    } as const;
    await stage.traces.store(record, { retentionDays: 30, capturesContent: true });

    expect((await request(`/api/v2/traces/${traceId}`)).status).toBe(200);
    const response = await request(`/api/v2/traces/${traceId}`, { projectId: otherProjectId });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['?cursor=nonsense', 'query.cursor'],
    ['?limit=0', 'query.limit'],
    ['?from=yesterday', 'query.from'],
    ['?status=fine', 'query.status'],
    ['/xyz', 'params.traceId'],
  ])('%s is refused by name', async (path, field) => {
    const response = await request(`/api/v2/traces${path}`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field }] });
  });
});

test('the ports are made from the environment, and what is missing is named', async () => {
  const ports = createPorts({
    ...environment,
    STAGE: 'local',
    CORE_TABLE: 'core',
    KEY_PEPPER_SECRET_ID: 'pepper',
    USER_POOL_ID: 'us-east-1_pool',
    USER_POOL_CLIENT_ID: 'client',
    TRACES_TABLE: 'traces',
    TELEMETRY_BUCKET: 'bucket',
    INGESTION_QUEUE_URL: 'http://localhost/queue',
    ROLLUPS_TABLE: 'rollups',
    REPLAY_QUEUE_URL: 'http://localhost/replays',
    DELETION_QUEUE_URL: 'http://localhost/deletions',
  });

  expect((await createApp(ports).request('/api/v2/traces')).status).toBe(401);
  expect(() => createPorts({ ...environment, STAGE: 'local' })).toThrow('TRACES_TABLE');
});
