import { expect, test } from 'vitest';
import { silentLogger } from '../../shared/observability/logger.ts';
import { granularityDefinitions } from '../../shared/storage/rollup-keys.ts';
import type { RollupBucket, RollupQuery } from '../../shared/storage/rollup-repository.ts';
import { type Contribution, contributionsOf, type Measures } from '../../shared/storage/trace-contributions.ts';
import { buildCall, buildDecision, hexOf, type SpanInput, testTime } from '../../test/support/build-span.ts';
import { createApp, type RoutingPorts } from './app.ts';

/** Buckets as the rollup worker makes them of spans. */
function bucketsOf(spans: readonly SpanInput[]): RollupBucket[] {
  const built = spans.map((span, index) => ({
    span: buildCall({ spanId: hexOf(`${index}`, 16), ...span }),
    sign: 1 as const,
  }));
  return contributionsOf(built).map(toBucket);
}

function toBucket({ minute, model, measures }: Contribution): RollupBucket {
  const sketch = (name: string) =>
    new Map(
      Object.entries(measures).flatMap(([key, value]): [number, number][] =>
        key.startsWith(`${name}:`) ? [[Number(key.slice(name.length + 1)), value]] : [],
      ),
    );
  const plain: Measures = Object.fromEntries(Object.entries(measures).filter(([key]) => !key.includes(':')));
  const sketches = {
    call: sketch('call'),
    firstToken: sketch('firstToken'),
    cost: sketch('cost'),
    trace: sketch('trace'),
  };
  return { start: minute, value: model ?? '', measures: plain, sketches };
}

async function ask(query: string, spans: readonly SpanInput[] = []) {
  const queries: RollupQuery[] = [];
  const app = createApp({
    authenticator: {
      authenticate: async () => ({
        kind: 'key',
        id: 'k',
        name: 'k',
        projectId: 'p',
        scopes: ['read'],
        allowedModels: null,
      }),
    },
    memberships: { get: async () => null },
    logger: silentLogger,
    clock: () => testTime,
    rollups: {
      read: async (asked) => {
        queries.push(asked);
        return bucketsOf(spans);
      },
    },
  } as Partial<RoutingPorts> as RoutingPorts);
  const response = await app.request(`/api/v2/model-use${query}`, { headers: { authorization: 'Bearer x' } });
  return { status: response.status, body: (await response.json()) as { items: Record<string, unknown>[] }, queries };
}

const structured = (isValid: boolean, wasRepaired = false) =>
  buildDecision({ structuredOutput: { mode: 'instructed', isValid, wasRepaired } });
const call = buildCall();
const other = { model: call.model && { ...call.model, requestedModel: 'mock/other' } };

test('adds up what each model did, the most used first, with the rate of valid answers', async () => {
  const { body, queries } = await ask('', [
    { ...other, status: 'error', errorType: 'provider_timeout' },
    { ...other, status: 'error', errorType: 'provider_circuit_open', at: 60_000 },
    { decision: structured(true) },
    { decision: structured(true, true), at: 120_000 },
    { decision: structured(false), isSimulated: true },
    { status: 'error', errorType: 'provider_rate_limited' },
    { status: 'error', errorType: 'provider_refused', usage: null, cost: null },
    { status: 'error', errorType: 'provider_rejected_request', usage: null, cost: null },
  ]);

  expect(queries).toEqual([
    { projectId: 'p', granularity: 'hour', dimension: 'model', from: testTime - 7 * 86_400_000, to: testTime },
  ]);
  expect(body.items).toMatchObject([
    {
      model: 'openai/gpt-5-mini',
      ...{
        requestCount: 6,
        requestErrorCount: 3,
        callCount: 6,
        failureCount: 2,
        callerErrorCount: 1,
        rateLimitedCount: 1,
      },
      ...{ inputTokens: 40, outputTokens: 40, costNanoUsd: 80 },
      ...{ simulatedCallCount: 1, simulatedCostNanoUsd: 20 },
      duration: { p50Ms: expect.closeTo(1_000, -2), p95Ms: expect.closeTo(1_000, -2) },
      firstToken: { p50Ms: expect.closeTo(120, -1) },
      structuredOutput: { validCount: 2, invalidCount: 1, repairedCount: 1, validRate: 2 / 3 },
    },
    { model: 'mock/other', callCount: 1, simulatedCallCount: 0, failureCount: 1, structuredOutput: null },
  ]);
});

test('is about one model where that is asked, in whole days beyond a week', async () => {
  const { body, queries } = await ask('?model=mock/other&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z', [
    {},
    other,
  ]);
  expect(body.items.map(({ model }) => model)).toEqual(['mock/other']);
  expect(queries[0]?.granularity).toBe('day');
  expect(granularityDefinitions.day.keptMilliseconds).toBeNull();
});

test.each(['?from=2026-03-11T00:00:00Z', '?from=2024-01-01T00:00:00Z'])(
  'a range that none is, or too long: %s',
  async (query) => {
    expect((await ask(query)).status).toBe(400);
  },
);
