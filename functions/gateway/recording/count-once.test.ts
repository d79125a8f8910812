import { expect, test } from 'vitest';
import { addMeasures, contributionsOf, type Measures } from '../../../shared/storage/trace-contributions.ts';
import { foldSpans } from '../../../shared/storage/trace-fold.ts';
import { chat, createHarness, projectId } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, type Said, scriptedProviders } from '../testing/scripted-provider.ts';

/** 15 tokens a call at 1 USD a million. */
const callNanoUsd = 15_000;
const overrides = ['mock/a', 'mock/b'].map((modelId) => ({
  ...{ projectId, modelId, updatedAt: '2026-11-26T00:00:00.000Z' },
  override: { price: { base: { inputUncached: '1', outputText: '1' }, tiers: [] } },
}));
const schema = { type: 'object', required: ['port'] };
const response_format = { type: 'json_schema', json_schema: { name: 'harbour', schema } };

/** What one call adds to the rollups, in all and by model, and how its trace sums it up. */
async function count(said: Said[], more: Record<string, unknown> = {}) {
  const { openProvider } = scriptedProviders(() => said.shift() ?? expect.unreachable('asked too often'));
  const route = makeRoute(['mock/a', 'mock/b'], { structuredOutput: { repair: true } });
  const harness = createHarness({
    settings: { providers: [recordNamed('mock')], overrides, routes: [route] },
    ports: { openProvider },
  });
  await (await harness.post('/v1/chat/completions', chat('support', more))).text();
  const spans = [await harness.nextSpan(), ...harness.attempts];
  const rows = contributionsOf(spans.map((span) => ({ span, sign: 1 as const })));
  const all: Measures = {};
  for (const { measures } of rows) addMeasures(all, measures);
  return { all, of: (model: string) => rows.find((row) => row.model === model)?.measures, fold: foldSpans(spans) };
}

test('a call that falls over is one request without an error, and an error of the model that failed', async () => {
  const { all, of, fold } = await count([{ status: 500 }, 'Hello.']);
  expect(all).toMatchObject({ requestCount: 1, callCount: 2, callErrorCount: 1, costNanoUsd: callNanoUsd });
  expect(all['requestErrorCount'] ?? 0).toBe(0);
  expect(of('mock/a')).toMatchObject({ callCount: 1, callErrorCount: 1, callFailureCount: 1 });
  expect(of('mock/a')).not.toHaveProperty('costNanoUsd');
  expect(of('mock/b')).toMatchObject({ requestCount: 1, callCount: 1, costNanoUsd: callNanoUsd });
  expect(fold).toMatchObject({ errorCount: 0, costNanoUsd: callNanoUsd, routes: ['support'] });
});

test('a call that nobody answers is one request with an error, and each model’s own', async () => {
  const { all, of, fold } = await count([{ status: 503 }, { status: 500 }, { status: 500 }]);
  expect(all).toMatchObject({ requestCount: 1, requestErrorCount: 1, callCount: 3, callErrorCount: 3 });
  expect((of('mock/a')?.['callCount'] ?? 0) + (of('mock/b')?.['callCount'] ?? 0)).toBe(3);
  expect(fold).toMatchObject({ errorCount: 1, totalTokens: 0 });
});

test('an answer that is repaired was paid for twice, and is one request', async () => {
  const { all, fold } = await count(['{}', '{"port": "Trieste"}'], { response_format });
  expect(all).toMatchObject({
    ...{ requestCount: 1, callCount: 2, costNanoUsd: 2 * callNanoUsd, 'tokens.total': 30 },
    ...{ structuredValid: 1, structuredRepaired: 1 },
  });
  expect(all).not.toHaveProperty('structuredInvalid');
  expect(fold).toMatchObject({ costNanoUsd: 2 * callNanoUsd, totalTokens: 30 });
});
