import { randomUUID } from 'node:crypto';
import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from '../../shared/contract/client.ts';
import { createKey } from '../../shared/contract/keys.ts';
import { putModelOverride } from '../../shared/contract/models.ts';
import { createProvider } from '../../shared/contract/providers.ts';
import type { Span, TraceSummary } from '../../shared/contract/span.ts';
import { getTrace } from '../../shared/contract/tracing.ts';
import { type FakeProvider, startFakeProvider } from '../fixtures/fake-provider/fake-provider.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';
import { openAiFor } from './openai-client.ts';

/** What the fake provider reports, what the package shows of it, and what is stored and charged. */
const stage = localStage();
const messages = [{ role: 'user' as const, content: 'Which ships are in?' }];
/** USD per million tokens, so that the nano-dollars below can be counted in the head: USD 1 is 1,000 a token. */
const price = { base: { inputUncached: '2', cacheRead: '0.5', outputText: '10' }, tiers: [] };
let fake: FakeProvider;
let project: ApiClient;
let openai: OpenAI;

beforeAll(async () => {
  fake = await startFakeProvider();
  const token = await signIn(stage, stage.email, stage.password);
  project = clientFor(stage, token, await newProject(stage, token));
  await project.call(createProvider, {
    body: { id: 'harbour', baseUrl: fake.baseUrl, apiKey: `sk-${randomUUID()}`, models: ['*'] },
  });
  for (const modelId of ['harbour/cached-usage', 'harbour/reasoning']) {
    await project.call(putModelOverride, { params: { modelId }, body: { price } });
  }
  const { secret } = await project.call(createKey, { body: { name: 'Usage', scopes: ['gateway'] } });
  openai = openAiFor(stage, { apiKey: secret });
});
afterAll(async () => {
  await fake.close();
});

/** Calls a scenario to its end; answers what was reported and what was traced. */
async function call(model: string, isStreamed: boolean) {
  const request = { model, messages };
  if (!isStreamed) {
    const { data, response } = await openai.chat.completions.create(request).withResponse();
    return { usage: data.usage, ...(await tracedBy(response)) };
  }
  const { data, response } = await openai.chat.completions
    .create({ ...request, stream: true, stream_options: { include_usage: true } })
    .withResponse();
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of data) usage = chunk.usage ?? usage;
  return { usage, ...(await tracedBy(response)) };
}

async function tracedBy(response: Response): Promise<{ trace: TraceSummary; span: Span }> {
  const traceId = response.headers.get('x-signalbox-trace-id') ?? '';
  const read = () => project.call(getTrace, { params: { traceId } }).catch(() => null);
  const traced = await expect.poll(read, { timeout: 5_000, interval: 50 }).not.toBeNull().then(read);
  const [span] = traced?.spans ?? [];
  if (!traced || !span) throw new Error(`The trace ${traceId} holds no span.`);
  return { trace: traced.trace, span };
}

test.each([false, true])('cached tokens are counted and charged apart (streamed: %s)', async (isStreamed) => {
  const { usage, trace, span } = await call('harbour/cached-usage', isStreamed);

  expect(usage).toMatchObject({ prompt_tokens: 100, prompt_tokens_details: { cached_tokens: 64 } });
  expect(span.usage).toMatchObject({ input: 100, inputUncached: 36, cacheRead: 64, output: 8, basis: 'reported' });
  expect(span.cost).toMatchObject({
    totalNanoUsd: 184_000,
    buckets: { inputUncached: 72_000, cacheRead: 32_000, outputText: 80_000 },
  });
  expect(trace).toMatchObject({ inputTokens: 100, outputTokens: 8, costNanoUsd: 184_000, unpricedSpanCount: 0 });
});

test.each([false, true])('reasoning tokens are a part of the output (streamed: %s)', async (isStreamed) => {
  const { usage, span } = await call('harbour/reasoning', isStreamed);

  expect(usage).toMatchObject({ completion_tokens: 8, completion_tokens_details: { reasoning_tokens: 3 } });
  expect(span.usage).toMatchObject({ output: 8, outputText: 5, reasoning: 3 });
  expect(span.cost?.totalNanoUsd).toBe(100 * 2_000 + 8 * 10_000);
});

test('a price that nobody knows is null and flagged, never 0', async () => {
  const { trace, span } = await call('harbour/ok', false);

  expect(span.usage).toMatchObject({ input: 100, output: 8, basis: 'reported' });
  expect(span.cost).toMatchObject({ totalNanoUsd: null, buckets: {}, flags: ['unknown_price'] });
  expect(trace).toMatchObject({ costNanoUsd: null, unpricedSpanCount: 1, isEstimated: false });
});

test.each([false, true])('usage that is not reported is estimated and says so (streamed: %s)', async (isStreamed) => {
  const { trace, span } = await call('harbour/no-usage', isStreamed);

  expect(span.usage).toMatchObject({ basis: 'estimated', flags: ['estimated'] });
  expect(span.usage?.output).toBeGreaterThan(0);
  expect(trace.isEstimated).toBe(true);
});
