import { describe, expect, test } from 'vitest';
import { createRetryBudget } from '../../../shared/routing/retry-budget.ts';
import { createTargetHealth } from '../../../shared/routing/target-health.ts';
import { chat, createHarness, type HarnessOptions, projectId } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, type Said, type Script, scriptedProviders } from '../testing/scripted-provider.ts';

const path = '/v1/chat/completions';

function startGateway(script: Script, options: HarnessOptions = {}) {
  let now = 1_000_000;
  const clock = () => now;
  const { openProvider, calls } = scriptedProviders(script);
  const health = createTargetHealth({ clock, random: () => 0 });
  const harness = createHarness({
    ...options,
    settings: { providers: [recordNamed('mock')], ...options.settings },
    ports: { openProvider, health, retryBudget: createRetryBudget({ clock }), ...options.ports },
  });
  const ask = async (model = 'mock/m') => {
    const response = await harness.post(path, chat(model));
    await response.text();
    return response;
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  const circuit = () => health.snapshot().find(({ key }) => key === `${projectId} mock/m`)?.circuit;
  return { harness, ask, calls, pass, health, circuit };
}

describe('a circuit', () => {
  test('opens for one model only, lets one probe through, and closes after two answers', async () => {
    let said: Said | Promise<Said> = { status: 500 };
    const { ask, calls, pass, circuit } = startGateway(({ model }) => (model === 'm' ? said : 'Hello.'));
    while ((await ask()).status !== 503);
    const refused = await ask();
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await ask('mock/other')).status).toBe(200);

    pass(5_000);
    let answer: (said: Said) => void = () => undefined;
    said = new Promise<Said>((resolve) => {
      answer = resolve;
    });
    calls.length = 0;
    const probe = ask();
    await expect.poll(() => calls.length).toBe(1);
    expect((await ask()).status).toBe(503);
    answer('I am back.');
    expect((await probe).status).toBe(200);
    expect(circuit()).toBe('half-open');
    expect((await ask()).status).toBe(200);
    expect(circuit()).toBe('closed');
    expect(calls).toHaveLength(2);
  });

  test('that a probe fails stays open twice as long', async () => {
    const { ask, calls, pass } = startGateway(() => ({ status: 503 }));
    while ((await ask()).headers.get('retry-after') !== '5');
    pass(5_000);
    calls.length = 0;
    expect((await ask()).status).toBe(503);
    expect(calls).toHaveLength(1);
    expect((await ask()).headers.get('retry-after')).toBe('10');
    expect(calls).toHaveLength(1);
  });

  test.each([400, 404, 422, 429])('stays closed for status %s, which is an answer', async (status) => {
    const { ask, circuit } = startGateway(() => ({ status }));
    for (let call = 0; call < 12; call++) await ask();
    expect(circuit()).toBe('closed');
  });
});

test('latency is that of the attempt, not of those before it', async () => {
  let now = 0;
  const script: Script = ({ model }) => {
    now += model === 'slow' ? 4_000 : 120;
    return model === 'slow' ? { status: 500 } : 'Hello.';
  };
  const settings = { routes: [makeRoute(['mock/slow', 'mock/ok'])] };
  const { ask, health, harness } = startGateway(script, { settings, ports: { monotonic: () => now } });
  await ask('support');
  expect(health.expectedLatencyMs(`${projectId} mock/ok`)).toBe(120);
  expect(health.expectedLatencyMs(`${projectId} mock/slow`)).toBe(10_000);
  expect((await harness.nextSpan()).durationMs).toBe(4_120);
});

describe('retries', () => {
  const patient = { retries: { maxAttempts: 3, baseDelayMs: 0, maxDelayMs: 2_000 } };

  test('add a tenth to the calls, and the few that a quiet project has', async () => {
    const { ask, calls } = startGateway(() => ({ status: 429 }), {
      settings: { routes: [makeRoute(['mock/m'], patient)] },
    });
    for (let call = 0; call < 100; call++) await ask('support');
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.length).toBeLessThanOrEqual(100 + 10 + 3);
  });

  test('of one model leave those of another their own', async () => {
    const { ask, calls } = startGateway(() => ({ status: 429 }));
    for (let call = 0; call < 8; call++) await ask('mock/m');
    calls.length = 0;
    await ask('mock/m');
    await ask('mock/other');
    expect(calls.map(({ model }) => model)).toEqual(['m', 'other', 'other']);
  });

  test.each([429, 503])('wait for as long as the provider asks: %s', async (status) => {
    const said: Said[] = [{ status, headers: { 'retry-after': '1' } }, 'Hello.'];
    const settings = { routes: [makeRoute(['mock/m'], patient)] };
    const { ask, harness } = startGateway(() => said.shift() ?? 'Hello.', { settings });
    expect((await ask('support')).status).toBe(200);
    const [first, second] = (await harness.nextSpan()).decision?.attempts ?? [];
    const waited = (second?.startedAfterMs ?? 0) - (first?.startedAfterMs ?? 0) - (first?.durationMs ?? 0);
    // Timers of Node may fire a millisecond early.
    expect(waited).toBeGreaterThanOrEqual(998);
  });

  test('do not wait where that is longer than the route allows, nor ask sooner for the failure of another', async () => {
    const script: Script = ({ model }) =>
      model === 'm' ? { status: 429, headers: { 'retry-after': '3' } } : { status: 503 };
    const settings = { routes: [makeRoute(['mock/m', 'mock/n'], patient)] };
    const { ask, calls } = startGateway(script, { settings });
    expect((await ask('support')).status).toBe(503);
    expect(calls.map(({ model }) => model)).toEqual(['m', 'n', 'n']);
  });

  test('go to a target that may be well again, though the last one is not to be asked', async () => {
    const said: Said[] = [{ status: 503 }, { status: 401 }, 'Hello.'];
    const settings = { routes: [makeRoute(['mock/m', 'mock/n'], patient)] };
    const { ask, calls } = startGateway(() => said.shift() ?? expect.unreachable(), { settings });
    expect((await ask('support')).status).toBe(200);
    expect(calls.map(({ model }) => model)).toEqual(['m', 'n', 'm']);
  });
});

test('two calls that find a circuit half-open at once are one probe', async () => {
  let isDown = true;
  const scripted = scriptedProviders(() => (isDown ? { status: 500 } : 'Hello.'));
  // Keys are read from elsewhere, so opening a provider takes a while: here until both calls are at it.
  let waiting: (() => void)[] | null = null;
  const openProvider: typeof scripted.openProvider = async (record) => {
    const others = waiting;
    if (others?.length === 0) await new Promise<void>((resolve) => others.push(resolve));
    else for (const go of others ?? []) go();
    return await scripted.openProvider(record);
  };
  const { ask, pass } = startGateway(() => 'unused', { ports: { openProvider } });
  while ((await ask()).status !== 503);
  isDown = false;
  pass(5_000);
  waiting = [];
  scripted.calls.length = 0;
  const both = [ask(), ask()];
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 503]);
  expect(scripted.calls).toHaveLength(1);
});
