import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { Span } from '../../shared/contract/span.ts';
import { createTargetHealth } from '../../shared/routing/target-health.ts';
import { createBackground } from '../../shared/runtime/background.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { type FakeProvider, startFakeProvider } from '../../test/fixtures/fake-provider/fake-provider.ts';
import { createTraceStage, type TraceStage } from '../../test/support/trace-stage.ts';
import { createHealthSharing } from './share-health.ts';
import { chat, createHarness, projectId } from './testing/gateway-harness.ts';
import { makeRoute } from './testing/make-route.ts';

const path = '/v1/chat/completions';
let fake: FakeProvider;
let stage: TraceStage;

beforeAll(async () => {
  [fake, stage] = await Promise.all([
    startFakeProvider(),
    createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') }),
  ]);
});
afterAll(() => fake.close());

/** A gateway as one process has it: its own health, and the table that all share. */
function startGateway(rollups: Pick<TraceStage['rollups'], 'read'> = stage.rollups) {
  const background = createBackground();
  const health = createTargetHealth({ clock: systemClock, random: () => 0 });
  const warn = vi.fn();
  const shareHealth = createHealthSharing({
    ...{ rollups, health, inBackground: background.add, logger: { warn }, clock: systemClock },
  });
  const harness = createHarness({
    baseUrl: fake.baseUrl,
    ports: { health, shareHealth },
    settings: {
      routes: [
        makeRoute(['mock/http-500', 'mock/ok']),
        {
          ...makeRoute(['mock/ok:delay=400', 'mock/ok'], {
            rules: [{ name: 'fast', use: { kind: 'lowest-latency', targets: ['t0', 't1'] } }],
          }),
          name: 'fast',
        },
      ],
    },
  });
  const ask = async (model: string) => {
    const response = await harness.post(path, chat(model));
    await response.text();
    await background.settled();
    return { status: response.status, model: response.headers.get('x-signalbox-model') };
  };
  return { harness, ask, health, warn };
}

/** The way of a trace to the rollups. */
async function countInRollups(spans: readonly Span[]): Promise<void> {
  const record = { projectId, source: 'gateway', receivedAt: Date.now(), spans } as const;
  await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
  expect(await stage.count(await stage.streamRecords())).toEqual([]);
}

test('a model that fails in one process is left alone by another, and the faster one is known there', async () => {
  const first = startGateway();
  for (let call = 0; call < 5; call++) await first.ask('mock/http-500');
  for (const model of ['mock/ok:delay=400', 'mock/ok']) await first.ask(model);
  for (const span of [...first.harness.spans, ...first.harness.attempts]) await countInRollups([span]);

  const second = startGateway();
  // The first call of a process need not wait: it asks, and hears of it after.
  await second.ask('mock/ok');
  fake.requests.length = 0;
  expect(await second.ask('support')).toEqual({ status: 200, model: 'mock/ok' });
  expect(await second.ask('mock/http-500')).toMatchObject({ status: 503 });
  expect(fake.requests).toHaveLength(1);
  expect(await second.ask('fast')).toEqual({ status: 200, model: 'mock/ok' });
  const spans = second.harness.spans;
  expect(spans[1]?.decision?.candidates).toMatchObject([
    { model: 'mock/ok', verdict: 'chosen' },
    { model: 'mock/http-500', verdict: 'rejected', reason: expect.stringContaining('failed too often') },
  ]);
  const slow = spans[3]?.decision?.candidates.find(({ model }) => model === 'mock/ok:delay=400');
  expect(slow?.expectedLatencyMs).toBeGreaterThanOrEqual(350);
});

test('calls go on as before when the table cannot be read', async () => {
  const gateway = startGateway({ read: () => Promise.reject(new Error('down')) });
  expect(await gateway.ask('mock/ok')).toEqual({ status: 200, model: 'mock/ok' });
  expect(gateway.warn).toHaveBeenCalledWith('gateway.health.unread', { error: expect.any(Error) });
});

test('no call waits for it', async () => {
  const read = vi.fn(() => new Promise<never>(() => undefined));
  const health = createTargetHealth({ clock: systemClock, random: () => 0 });
  const shareHealth = createHealthSharing({
    ...{ rollups: { read }, health, inBackground: () => undefined, logger: { warn: vi.fn() }, clock: systemClock },
  });
  const harness = createHarness({ baseUrl: fake.baseUrl, ports: { health, shareHealth } });
  expect((await harness.post(path, chat('mock/ok'))).status).toBe(200);
  expect(read).toHaveBeenCalledTimes(1);
});
