import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  exportEndSchema,
  exportTraces,
  getTraceFacets,
  listTraceValues,
} from '../../../shared/contract/trace-queries.ts';
import { getTrace, ingestOtlpTraces, listTraces } from '../../../shared/contract/tracing.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import type { KeyPrincipal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { answerTrace } from '../answer-trace.ts';
import { answerTraces } from '../answer-traces.ts';
import { takeOtlpTraces } from '../take-otlp-traces.ts';
import { testArchive } from '../testing/memory-archive.ts';
import { serveQueries } from './serve-queries.ts';

const otherProjectId = '01957ea0-0000-7000-8000-000000000002';
let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
  await Promise.all(Array.from({ length: 6 }, (_, index) => store(index)));
});

/** A model call, in every second trace with a tool below it; the input of the last is too large for its pack. */
async function store(index: number): Promise<void> {
  const ids = { projectId: testProjectId, traceId: hexOf(`t${index}`, 32), keyId: 'key1', at: -index * 1000 };
  const words = Array.from({ length: 4000 }, (_, place) => hexOf(`${place}`, 8)).join(' ');
  const call = buildCall({
    ...ids,
    name: `call ${index}`,
    spanId: hexOf(`call ${index}`, 16),
    tags: index < 4 ? ['checkout'] : [],
    metadata: { tenant: index % 2 === 0 ? 'acme' : 'globex' },
    tokens: (index + 1) * 10,
    ...(index === 5 ? { input: toPayload({ words, end: 'a needle' }) } : {}),
  });
  const tool = buildSpan({ ...ids, type: 'tool', spanId: hexOf(`tool ${index}`, 16), parentSpanId: call.spanId });
  const spans = index % 2 === 0 ? [call, tool] : [call];
  const record = { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans } as const;
  await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
}

const apps = new Map<string, ReturnType<typeof createTestApp>>();

/** One for each project, because values are kept for a while. */
function appOf(projectId: string) {
  const app = apps.get(projectId) ?? createTestApp(projectId);
  apps.set(projectId, app);
  return app;
}

function createTestApp(projectId: string) {
  const key: KeyPrincipal = {
    kind: 'key',
    id: 'key1',
    name: 'k',
    projectId,
    scopes: ['read', 'ingest'],
    allowedModels: null,
  };
  const { app, serve } = createApi({
    authenticator: { authenticate: async () => key },
    memberships: { get: async () => null },
    logger: silentLogger,
  });
  const { traces, blobs } = stage;
  const ports = { traces, blobs, clock: () => testTime + 60_000 };
  serve(listTraces, (call) => answerTraces(call, ports));
  serveQueries({ serve }, ports);
  serve(getTrace, (call) => answerTrace(call, ports));
  const ingestion = { ...ports, sink: stage.sink(), archive: testArchive(), overrides: { list: async () => [] } };
  serve(ingestOtlpTraces, (call) => takeOtlpTraces(call, ingestion));
  return app;
}

const headers = { authorization: 'Bearer k' };
/** A day has few partitions: no search runs out of time on a slow machine. */
const from = new Date(testTime - 3_600_000).toISOString();
const get = (path: string, query: Record<string, string>) =>
  appOf(testProjectId).request(`${path}?${new URLSearchParams(query)}`, { headers });

describe('a list with a filter', () => {
  test('says what fits and how far it looked, and takes the short forms beside it', async () => {
    const response = await get(listTraces.path, { q: 'tag:CHECKOUT -metadata.tenant:globex', status: 'ok', from });
    const page = listTraces.response.schema.parse(await response.json());

    expect(page.items.map(({ name }) => name)).toEqual(['call 0', 'call 2']);
    expect(page).toMatchObject({ nextCursor: null, searchedCount: 6 });
    expect(page.searchedTo).toBe(from);
  });

  test('that is wrong says where, and what would be right', async () => {
    const response = await get(listTraces.path, { q: 'tag:x latncy>2s' });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ field: 'query.q', message: expect.stringMatching(/^at character 7: .* did you mean `latency`\?/) }],
    });
  });

  test.each([listTraces.path, getTraceFacets.path, exportTraces.path])(
    'that ends before it begins says so: %s',
    async (path) => {
      const response = await get(path, { from, to: '2026-01-01T00:00:00Z' });

      expect(await response.json()).toMatchObject({
        status: 400,
        errors: [{ field: 'query.to', message: 'must not be before `from`' }],
      });
    },
  );
});

describe('facets', () => {
  test('count the values of what fits', async () => {
    const response = await get(getTraceFacets.path, { q: 'tag:checkout', from });
    const counted = getTraceFacets.response.schema.parse(await response.json());

    expect(counted).toMatchObject({ countedTraces: 4, isComplete: true });
    expect(counted.facets).toMatchObject({
      model: [{ value: 'openai/gpt-5-mini', count: 4 }],
      type: [
        { value: 'llm', count: 4 },
        { value: 'tool', count: 2 },
      ],
      tag: [{ value: 'checkout', count: 4 }],
      key: [{ value: 'key1', count: 4 }],
      metadata: [{ value: 'tenant', count: 4 }],
      release: [],
    });
    expect(counted.spreads.totalTokens).toMatchObject({ count: 4, min: 20, p50: 40, p99: 80, max: 80 });
  });
});

describe('values', () => {
  test('are the most frequent ones that begin so', async () => {
    const values = async (field: string, prefix = '') => {
      const response = await get(listTraceValues.path, { field, prefix });
      return listTraceValues.response.schema.parse(await response.json()).items;
    };

    expect(await values('model', 'GPT')).toEqual([{ value: 'openai/gpt-5-mini', count: 6 }]);
    expect(await values('metadata')).toEqual([{ value: 'tenant', count: 6 }]);
    expect(await values('metadata.tenant', 'a')).toEqual([{ value: 'acme', count: 3 }]);
    expect(await values('user')).toEqual([]);
    expect((await get(listTraceValues.path, { field: 'cost' })).status).toBe(400);
  });
});

describe('an export', () => {
  const linesOf = async (response: Response) =>
    (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('holds every trace with its spans, whole, and says that it does', async () => {
    const response = await get(exportTraces.path, { q: 'has:metadata', from });
    const lines = await linesOf(response);

    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="traces-2026-.*\.jsonl"$/);
    expect(lines.slice(0, -1).map(({ trace }) => trace.name)).toEqual(
      Array.from({ length: 6 }, (_, index) => `call ${index}`),
    );
    expect(lines[0].spans.map(({ type }: { type: string }) => type)).toEqual(['llm', 'tool']);
    expect(lines[5].spans[0].input.value.end).toBe('a needle');
    expect(exportEndSchema.parse(lines.at(-1)).export).toMatchObject({
      isComplete: true,
      traceCount: 6,
      nextCursor: null,
    });
  });

  test('in CSV has no more than a header and rows', async () => {
    const text = await (await get(exportTraces.path, { format: 'csv', q: 'needle', from })).text();

    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    expect(text).toContain('call 5');
  });

  test('of ids holds these, and refuses a filter beside them', async () => {
    const ids = [hexOf('t3', 32), hexOf('nowhere', 32), hexOf('t1', 32)].join(',');
    const lines = await linesOf(await get(exportTraces.path, { ids, spans: 'false' }));

    expect(lines.map(({ trace }) => trace?.name)).toEqual(['call 3', 'call 1', undefined]);
    expect(lines[2]).toMatchObject({ export: { traceCount: 2 } });
    const refused = await get(exportTraces.path, { ids, q: 'a' });
    expect(await refused.json()).toMatchObject({ errors: [{ field: 'query.q' }] });
  });

  test('in OTLP comes back as the same traces, in another project', async () => {
    const lines = await linesOf(await get(exportTraces.path, { format: 'otlp', from }));
    const app = appOf(otherProjectId);
    for (const line of lines) {
      const body = JSON.stringify(line);
      const taken = await app.request('/otel/v1/traces', {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': 'application/json' },
      });
      expect([taken.status, await taken.json()]).toEqual([200, {}]);
    }
    await stage.work(await stage.receive());

    for (let index = 0; index < 6; index++) {
      const [original, copy] = await Promise.all(
        [testProjectId, otherProjectId].map(async (projectId) => {
          const response = await appOf(projectId).request(`/api/v2/traces/${hexOf(`t${index}`, 32)}`, { headers });
          return JSON.stringify(await response.json()).replaceAll(projectId, 'p');
        }),
      );
      expect(JSON.parse(copy ?? '')).toEqual(JSON.parse(original ?? ''));
    }
  });
});
