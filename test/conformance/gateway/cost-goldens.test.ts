import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCredentialPool } from '../../../functions/gateway/credential-pool.ts';
import { createProviderOpener } from '../../../functions/gateway/open-provider.ts';
import { canaryKey, chat } from '../../../functions/gateway/testing/gateway-harness.ts';
import { estimateTokens } from '../../../shared/pricing/estimate-tokens.ts';
import { type Adapter, adapters } from './adapters.ts';
import { type GatewayStage, startStage } from './start-stage.ts';
import { type Counts, usageFormats, wires } from './wire-usage.ts';

/** USD a million tokens. */
const price = {
  base: {
    ...{ inputUncached: '2', cacheRead: '0.5', cacheWrite5m: '2.5', cacheWrite1h: '4' },
    ...{ outputText: '10', reasoning: '12' },
  },
  tiers: [{ aboveInputTokens: 200_000, prices: { inputUncached: '4', cacheRead: '1', outputText: '20' } }],
};
const december = { from: '2026-12-01', base: { inputUncached: '1', outputText: '5' }, tiers: [] };

let stage: GatewayStage;
let now = 0;
let answer: { contentType: string; pieces: Uint8Array[] };

beforeAll(async () => {
  const overrides = adapters.map(({ model }) => ({
    ...{
      projectId: 'p',
      modelId: model,
      override: { price, prices: [december] },
      updatedAt: '2026-11-26T00:00:00.000Z',
    },
  }));
  const transport = {
    close: () => undefined,
    send: async () => ({
      ...{ status: 200, headers: { 'content-type': answer.contentType } },
      body: (async function* () {
        yield* answer.pieces;
      })(),
    }),
  };
  stage = await startStage({
    settings: { overrides },
    ports: {
      clock: () => now,
      openProvider: createProviderOpener({
        ...{ transport, secrets: { get: async () => canaryKey }, pool: createCredentialPool({ clock: () => now }) },
        roleCredentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'test' }),
      }),
    },
  });
});
afterAll(() => stage.close());

async function costOf({ kind, model }: Adapter, counts: Counts | null, day: string, isStreamed: boolean) {
  now = Date.parse(`${day}T12:00:00Z`);
  const usage = counts === null ? undefined : usageFormats[kind](counts);
  answer = isStreamed
    ? {
        contentType: kind === 'bedrock' ? 'application/vnd.amazon.eventstream' : 'text/event-stream',
        pieces: wires[kind].stream(usage),
      }
    : { contentType: 'application/json', pieces: [Buffer.from(JSON.stringify(wires[kind].whole(usage)))] };
  await (await stage.harness.post('/v1/chat/completions', chat(model, { stream: isStreamed }))).text();
  return await stage.harness.nextSpan();
}

const none = { cached: 0, written5m: 0, written1h: 0, reasoning: 0 };
const all = { input: 1_000, cached: 600, written5m: 100, written1h: 50, output: 200, reasoning: 80 };
type Golden = [name: string, counts: Counts, day: string, nanoUsd: Record<Adapter['kind'], number>];
const same = (nanoUsd: number) => ({
  ...{ 'openai-compatible': nanoUsd, 'azure-openai': nanoUsd, anthropic: nanoUsd, gemini: nanoUsd, bedrock: nanoUsd },
});

/** Worked out by hand: tokens × USD a million × 1,000. */
const goldens: Golden[] = [
  [
    'cache and reasoning',
    all,
    '2026-11-26',
    {
      // 400 × 2 + 600 × 0.5 + 120 × 10 + 80 × 12: nothing is said of what was written.
      ...same(3_260_000),
      // 250 × 2 + 600 × 0.5 + 100 × 2.5 + 50 × 4 + 120 × 10 + 80 × 12
      anthropic: 3_410_000,
      // The same, and nothing is said of what was thought: 200 × 10.
      bedrock: 3_250_000,
    },
  ],
  // 200,000 × 2 + 100 × 10
  ['at the edge of a tier', { ...none, input: 200_000, output: 100 }, '2026-11-26', same(401_000_000)],
  // 200,001 × 4 + 100 × 20: the tier holds for the whole call.
  ['above it', { ...none, input: 200_001, output: 100 }, '2026-11-26', same(802_004_000)],
  // 100,000 × 4 + 150,000 × 1 + 100 × 20: cached tokens count for the tier, whoever counts them apart.
  [
    'above it by what is cached',
    { ...none, input: 250_000, cached: 150_000, output: 100 },
    '2026-11-26',
    same(552_000_000),
  ],
  // 1,000 × 2 + 200 × 10, until the last day of November.
  ['the day before a price', { ...none, input: 1_000, output: 200 }, '2026-11-30', same(4_000_000)],
  // 1,000 × 1 + 200 × 5
  ['the day of a price', { ...none, input: 1_000, output: 200 }, '2026-12-01', same(2_000_000)],
];
const cells = adapters.flatMap((adapter) =>
  [true, false].map((isStreamed) => ({ adapter, kind: adapter.kind, isStreamed })),
);

test.each(cells)('$kind, streamed: $isStreamed', async ({ adapter, kind, isStreamed }) => {
  for (const [name, counts, day, nanoUsd] of goldens) {
    const { cost, usage } = await costOf(adapter, counts, day, isStreamed);

    expect({ name, nanoUsd: cost?.totalNanoUsd }).toEqual({ name, nanoUsd: nanoUsd[kind] });
    expect(usage).toMatchObject({ input: counts.input, output: counts.output, basis: 'reported', flags: [] });
  }
});

test.each(cells)('$kind, streamed: $isStreamed, that counts nothing', async ({ adapter, isStreamed }) => {
  const { cost, usage } = await costOf(adapter, null, '2026-11-26', isStreamed);
  const input = estimateTokens('Say hello to the harbour.') + 4;

  expect(usage).toMatchObject({ input, output: estimateTokens('Hi'), basis: 'estimated', flags: ['estimated'] });
  expect(cost?.totalNanoUsd).toBe(input * 2_000 + estimateTokens('Hi') * 10_000);
});
