import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Problem } from '../../../shared/contract/common.ts';
import { getReleaseRegressions } from '../../../shared/contract/release-regressions.ts';
import type { Span, TraceSummary } from '../../../shared/contract/span.ts';
import { getTraceHeatmap, getTraceMetrics } from '../../../shared/contract/trace-metrics.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import type { KeyPrincipal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { serveMetrics } from './serve-metrics.ts';

const minute = 60_000;
const traceTotal = 20;
const names = ['checkout', 'search', 'refund', 'chat', 'mail'];

let stage: TraceStage;
let traces: TraceSummary[];

/** A root and two calls; every fifth fails, every fourth is simulated, later ones are of another release; of one call nobody has a price. */
function spansOf(index: number): Span[] {
  const shared = {
    traceId: hexOf(`metrics ${index}`, 32),
    release: index < traceTotal / 2 ? '1.9' : '1.10',
    service: index % 3 === 0 ? 'billing' : 'shop',
    region: 'eu-central-1',
    environment: 'production',
    isSimulated: index % 4 === 0,
  };
  const at = index * 3 * minute;
  const root = buildSpan({
    ...shared,
    spanId: hexOf(`root ${index}`, 16),
    name: names[index % 5] ?? '',
    at,
    durationMs: 500 + index,
  });
  const call = (which: number) => {
    const made = buildCall({
      ...{ ...shared, parentSpanId: root.spanId, spanId: hexOf(`call ${index} ${which}`, 16) },
      ...{ at: at + 10 * which, durationMs: 100 + index, tokens: 10 + index },
      status: index % 5 === 0 && which === 1 ? 'error' : 'ok',
      ...(which === 1 ? {} : { cost: null }),
    });
    const model = made.model ?? expect.unreachable();
    const requestedModel = which === 1 ? 'openai/gpt-5-mini' : 'unknown/own';
    return { ...made, model: { ...model, requestedModel, prompt: { name: 'greet', version: String(which) } } };
  };
  return [root, call(1), call(2)];
}

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
  const all = Array.from({ length: traceTotal }, (_, index) => spansOf(index));
  // Children before their roots, roots with children that were there already, everything twice.
  for (const batch of [all.map(([, ...calls]) => calls), all]) {
    const records = batch.map(
      (spans) => ({ projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans }) as const,
    );
    await stage.sink().send(records);
    const messages = await stage.receive();
    expect(await stage.work([...messages, ...messages])).toEqual([]);
  }
  const records = await stage.streamRecords();
  expect(await stage.count(records)).toEqual([]);
  expect(await stage.count(records)).toEqual([]);
  const range = { projectId: testProjectId, from: testTime, to: testTime + 24 * 60 * minute, limit: 200 };
  traces = (await stage.traces.list(range)).items;
  expect(traces).toHaveLength(traceTotal);
});

async function request(path: string, projectId = testProjectId): Promise<unknown> {
  const key: KeyPrincipal = { kind: 'key', id: 'k', name: 'k', projectId, scopes: ['read'], allowedModels: null };
  const ports = { authenticator: { authenticate: async () => key }, memberships: { get: async () => null } };
  const api = createApi({ ...ports, logger: silentLogger });
  serveMetrics(api, { rollups: stage.rollups, clock: () => testTime + 150 * minute });
  const response = await api.app.request(`/api/v2/${path}`, { headers: { authorization: 'Bearer k' } });
  return await response.json();
}

const metrics = async (query: string) => getTraceMetrics.response.schema.parse(await request(`trace-metrics?${query}`));
const sum = (pick: (trace: TraceSummary) => number | null, of = traces) =>
  of.reduce((total, trace) => total + (pick(trace) ?? 0), 0);
const range = `from=${new Date(testTime).toISOString()}`;

describe('metrics', () => {
  test('are exactly what the list of traces adds up to', async () => {
    const { total, series, step } = await metrics(range);

    expect(step).toBe('minute');
    expect(total).toMatchObject({
      traceCount: traceTotal,
      traceErrorCount: traces.filter(({ status }) => status === 'error').length,
      callCount: 2 * traceTotal,
      callErrorCount: 4,
      inputTokens: sum(({ inputTokens }) => inputTokens),
      outputTokens: sum(({ outputTokens }) => outputTokens),
      costNanoUsd: sum(({ costNanoUsd }) => costNanoUsd),
      unpricedCount: traceTotal,
      ...{ simulatedTraceCount: traceTotal / 4, simulatedCallCount: traceTotal / 2 },
      simulatedCostNanoUsd: sum(({ simulatedCostNanoUsd }) => simulatedCostNanoUsd),
    });
    expect(total.simulatedCostNanoUsd).toBeGreaterThan(0);
    expect(total.simulatedCostNanoUsd).toBeLessThan(total.costNanoUsd ?? 0);
    expect(total.traceLatency).toMatchObject({ count: traceTotal });
    expect(total.traceLatency?.p50Ms).toBeCloseTo(509, -1.5);
    expect(series[0]?.buckets).toHaveLength(traceTotal);
    expect(series[0]?.buckets[1]?.start).toBe(new Date(testTime + 3 * minute).toISOString());
  });

  test('by name hold whole traces, and "other" what is beyond the top', async () => {
    const { series, valueCount } = await metrics(`${range}&groupBy=name&top=2`);
    const [first, second, other] = series;
    const of = (...wanted: (string | undefined)[]) => traces.filter(({ name }) => wanted.includes(name));

    expect([valueCount, series.length, other?.isOther]).toEqual([5, 3, true]);
    expect(first?.total).toMatchObject({
      ...{ traceCount: 4, callCount: null, simulatedCallCount: null },
      costNanoUsd: sum(({ costNanoUsd }) => costNanoUsd, of(first?.value)),
      simulatedCostNanoUsd: sum(({ simulatedCostNanoUsd }) => simulatedCostNanoUsd, of(first?.value)),
    });
    const rest = names.filter((name) => name !== first?.value && name !== second?.value);
    expect(other?.total).toMatchObject({
      traceCount: 12,
      inputTokens: sum(({ inputTokens }) => inputTokens, of(...rest)),
    });
    expect(other?.total.traceLatency?.count).toBe(12);
  });

  test.each([
    ['model', ['openai/gpt-5-mini', 'unknown/own'], [20, 20]],
    ['release', ['1.10', '1.9'], [20, 20]],
    ['prompt', ['greet@1', 'greet@2'], [20, 20]],
    ['region', ['eu-central-1'], [40]],
    ['service', ['shop', 'billing'], [26, 14]],
    ['environment', ['production'], [40]],
  ])('by %s hold its calls', async (groupBy, values, calls) => {
    const { series, step } = await metrics(`${range}&groupBy=${groupBy}&previous=true`);

    expect(series.map(({ value }) => value)).toEqual(values);
    expect(series.map(({ total }) => total.callCount)).toEqual(calls);
    expect(step).toBe(['model', 'environment'].includes(groupBy) ? 'minute' : 'hour');
  });

  test('say that a cost is not known rather than nothing', async () => {
    const { series } = await metrics(`${range}&groupBy=model`);

    expect(series.find(({ value }) => value === 'unknown/own')?.total).toMatchObject({
      costNanoUsd: null,
      unpricedCount: 20,
    });
  });

  test('hold the period before', async () => {
    const later = new Date(testTime + 30 * minute).toISOString();
    const { total, previous } = await metrics(
      `from=${later}&to=${new Date(testTime + 60 * minute).toISOString()}&previous=true`,
    );

    expect([total.traceCount, previous?.total.traceCount]).toEqual([10, 10]);
    expect([previous?.from, previous?.to]).toEqual([new Date(testTime).toISOString(), later]);
  });

  test('are of one project only', async () => {
    const body = await request(`trace-metrics?${range}`, '01957ea0-0000-7000-8000-000000000002');

    expect(getTraceMetrics.response.schema.parse(body).total.traceCount).toBe(0);
  });

  test.each([
    ['from=2026-03-11T00:00:00Z&to=2026-03-10T00:00:00Z', 'query.from', 'begins before'],
    ['from=2024-01-01T00:00:00Z&to=2026-03-10T00:00:00Z', 'query.from', 'at most 400 days'],
    [
      'from=2026-01-01T00:00:00Z&to=2026-03-10T00:00:00Z&step=minute',
      'query.step',
      'cover at most 1 days, the range has 68.0; take `day`',
    ],
    [`${range}&groupBy=release&step=minute`, 'query.step', 'counted by the hour'],
    [`${range}&timeZone=Mars/Phobos`, 'query.timeZone', 'IANA'],
  ])('refuse %s', async (query, field, message) => {
    const { errors } = (await request(`trace-metrics?${query}`)) as Problem;

    expect(errors?.[0]?.field).toBe(field);
    expect(errors?.[0]?.message).toContain(message);
  });
});

test('a heat map holds every trace in its time and its range of latency', async () => {
  const body = await request(`trace-heatmap?${range}&step=hour&dimension=name&value=checkout`);
  const map = getTraceHeatmap.response.schema.parse(body);
  const checkouts = traces.filter(({ name }) => name === 'checkout');

  expect(map.count).toBe(checkouts.length);
  expect(map.simulated).toBe('some');
  for (const { startTime, durationMs } of checkouts) {
    const column = map.columns.find(({ start }) => Date.parse(startTime) - Date.parse(start) < 60 * minute);
    const row = map.rows.findIndex(({ fromMs, toMs }) => fromMs < durationMs && durationMs <= toMs);
    expect(column?.counts[row]).toBeGreaterThan(0);
  }
  const refused = (await request('trace-heatmap?measure=trace&dimension=model')) as Problem;
  expect(refused.errors?.[0]?.message).toContain('not counted by model');
});

test('releases are compared by model and by name: those of the newest with those of the one before', async () => {
  const body = await request(`release-regressions?${range}`);
  const { a, b, rows, releases, pairs } = getReleaseRegressions.response.schema.parse(body);

  expect([a?.value, b?.value, releases.length]).toEqual(['1.9', '1.10', 2]);
  expect(pairs).toEqual([
    {
      ...{ a: '1.9', b: '1.10', names: ['chat', 'checkout', 'mail'] },
      ...{ regressedCount: 0, improvedCount: 0, testedCount: 0 },
    },
  ]);
  expect(rows.filter(({ kind }) => kind === 'name').map(({ value }) => value)).toEqual(names.toSorted());
  expect(rows.map(({ simulated }) => simulated)).toEqual(rows.map(() => 'some'));
  const own = rows.find(({ value }) => value === 'openai/gpt-5-mini')?.comparisons;
  expect(own?.map(({ measure, a: side, verdict }) => [measure, side.count, verdict])).toEqual([
    ['latencyP50', 10, 'too few'],
    ['latencyP95', 10, 'too few'],
    ['firstTokenP50', 10, 'too few'],
    ['firstTokenP95', 10, 'too few'],
    ['errorRate', 10, 'too few'],
    ['costPerCall', 10, 'too few'],
  ]);
  const refused = (await request(`release-regressions?${range}&a=2.0`)) as Problem;
  expect(refused.errors?.[0]).toEqual({ field: 'query.a', message: 'nothing of 2.0 is in the range' });
});
