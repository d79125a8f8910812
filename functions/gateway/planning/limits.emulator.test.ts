import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeBudget, makeLimit } from '../../../shared/governance/testing/governed-call.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import type { ProjectSettings } from '../gateway-ports.ts';
import { chat } from '../testing/gateway-harness.ts';
import { costOf, type GovernedOptions, startGovernedGateway } from '../testing/governed-gateway.ts';
import { makeRoute } from '../testing/make-route.ts';

const path = '/v1/chat/completions';
const emulatorUrl = inject('emulatorUrl');
/** Ten seconds into a minute. */
const now = Date.UTC(2026, 10, 26, 12, 0, 10);
const slow = 'mock/slow:chunks=100,pace=10,delay=0';
let fake: FakeProvider;
let tables: GovernedOptions['tables'];

beforeAll(async () => {
  [fake, tables] = await Promise.all([
    startFakeProvider(),
    createTables({ AWS_ENDPOINT_URL: emulatorUrl }, ['core', 'rollups']),
  ]);
});
afterAll(() => fake.close());

function start(settings: Partial<ProjectSettings>) {
  const models = ['mock/ok', 'mock/http-500', 'mock/cheap', slow];
  return startGovernedGateway({ emulatorUrl, tables, now, baseUrl: fake.baseUrl, models, settings });
}

const surfaces = [
  [path, { model: 'mock/ok', messages: [{ role: 'user', content: 'Hello' }] }, 'rate_limit_exceeded'],
  ['/v1/responses', { model: 'mock/ok', input: 'Hello' }, 'rate_limit_exceeded'],
  [
    '/v1/messages',
    { model: 'mock/ok', max_tokens: 9, messages: [{ role: 'user', content: 'Hello' }] },
    'rate_limit_error',
  ],
  ['/v1/embeddings', { model: 'mock/ok', input: 'Hello' }, 'rate_limit_exceeded'],
] as const;

describe('requests a minute', () => {
  test.each(surfaces)('%s: one too many is a 429 that says when to come again', async (surface, body, code) => {
    const { ask, harness } = start({ limits: [makeLimit({ id: randomUUID(), requestsPerMinute: 2 })] });
    await ask(surface, body);
    const second = await ask(surface, body);
    const asked = fake.requests.length;
    const third = await harness.post(surface, body);

    expect(second.response.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(third.status).toBe(429);
    expect(await third.text()).toContain(code);
    // Of two calls that came early in this minute, half are still seen at half of the next one.
    expect(third.headers.get('retry-after')).toBe('80');
    expect(third.headers.get('x-ratelimit-limit-requests')).toBe('2');
    expect(third.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(third.headers.get('x-ratelimit-reset-requests')).toBe('110s');
    expect(fake.requests).toHaveLength(asked);
  });

  test('are told of in the head of a stream, too', async () => {
    const { ask } = start({ limits: [makeLimit({ id: randomUUID(), requestsPerMinute: 5 })] });
    const { response, span } = await ask(path, chat('mock/ok', { stream: true }));

    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('5');
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('4');
    expect(span.decision?.limits).toHaveLength(1);
  });
});

describe('tokens a minute', () => {
  test('are held at the most that a call can use, and afterwards only what it used counts', async () => {
    const { ask } = start({ limits: [makeLimit({ id: randomUUID(), tokensPerMinute: 2_000 })] });
    const first = await ask(path, chat('mock/ok'));
    const second = await ask(path, chat('mock/ok'));

    const remaining = [first, second].map(({ response }) =>
      Number(response.headers.get('x-ratelimit-remaining-tokens')),
    );
    expect(remaining[0]).toBeLessThan(1_000);
    // The first call had reserved 1,000 tokens of output and was given 8.
    expect(remaining[1]).toBe((remaining[0] ?? 0) - 108);
  });

  test('that no minute has are refused with what would help, and clients need not try again', async () => {
    const { harness } = start({ limits: [makeLimit({ id: randomUUID(), tokensPerMinute: 500 })] });
    const response = await harness.post(path, chat('mock/ok'));

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBeNull();
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.text()).toContain('set a lower maximum of output tokens');
    expect((await harness.post(path, chat('mock/ok', { max_tokens: 100 }))).status).toBe(200);
  });
});

describe('calls at the same time', () => {
  test('are bounded while a stream runs, and no longer', async () => {
    const { ask, harness, settled } = start({ limits: [makeLimit({ id: randomUUID(), concurrency: 1 })] });
    const running = await harness.post(path, chat(slow, { stream: true }));
    const refused = await harness.post(path, chat('mock/ok'));
    await running.text();
    await harness.nextSpan();
    await settled();

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await ask(path, chat('mock/ok'))).response.status).toBe(200);
  });

  test('free their place also when they fail', async () => {
    const { ask } = start({ limits: [makeLimit({ id: randomUUID(), concurrency: 1 })] });

    expect((await ask(path, chat('mock/http-500'))).response.status).toBe(502);
    expect((await ask(path, chat('mock/ok'))).response.status).toBe(200);
  });
});

describe('a budget that real calls use up', () => {
  const call = chat('mock/ok', { max_tokens: 8 });
  const spent = costOf(100, 8);

  test('warns, goes to the cheaper route, and stops, to the nano-dollar', async () => {
    const once = { retries: { maxAttempts: 1, baseDelayMs: 0, maxDelayMs: 0 } };
    const cheap = { ...makeRoute(['mock/cheap'], once), name: 'thrifty' };
    const budget = makeBudget({
      ...{ id: randomUUID(), amountNanoUsd: 4 * spent, warnAt: [0.2, 0.5] },
      degrade: { at: 0.75, to: 'thrifty' },
    });
    const { ask, harness, standing } = start({ budgets: [budget], routes: [cheap] });
    const answers = [await ask(path, call), await ask(path, call), await ask(path, call), await ask(path, call)];
    const last = await harness.post(path, call);

    expect(answers.map(({ response }) => response.headers.get('x-signalbox-model'))).toEqual([
      ...['mock/ok', 'mock/ok', 'mock/ok'],
      'mock/cheap',
    ]);
    const warnings = answers.map(({ response }) => response.headers.get('x-signalbox-warnings'));
    expect(warnings[0]).toBeNull();
    expect(warnings[1]).toContain('budget_warning model: More than 20 % of the budget "Team"');
    expect(warnings[2]).toContain('More than 50 %');
    expect(warnings[3]).toContain('budget_degraded');
    expect(warnings[3]?.match(/budget_warning/g)).toHaveLength(1);
    expect(last.status).toBe(429);
    expect(last.headers.get('x-should-retry')).toBe('false');
    // It is ten past noon, in seconds, and the next day has a new budget.
    expect(last.headers.get('retry-after')).toBe(String(12 * 3_600 - 10));
    expect(await last.json()).toMatchObject({ error: { code: 'insufficient_quota' } });
    expect(await standing(budget)).toEqual({ spent: 4 * spent, simulated: 0, held: 0, holdCount: 0, unpricedCount: 0 });
  });

  test('refuses what has no price, unless it is told otherwise', async () => {
    const refusing = makeBudget({ id: randomUUID() });
    const { harness } = start({ budgets: [refusing] });
    const response = await harness.post(path, chat('mock/unpriced'));

    expect(response.status).toBe(429);
    expect(await response.text()).toContain('The price of this model is not known');
  });
});

test('what is used up refuses no answer that is there already, and gives back the place of who asks in vain', async () => {
  const { ask, harness } = start({ limits: [makeLimit({ id: randomUUID(), requestsPerMinute: 1 })] });
  const kept = chat('mock/ok', { cache: { namespace: randomUUID() } });
  await ask(path, kept);
  const again = await ask(path, kept);
  const other = chat('mock/ok', { cache: { namespace: randomUUID() } });
  const refused = await Promise.all([harness.post(path, other), harness.post(path, other)]);

  expect(again.response.headers.get('x-signalbox-cache')).toBe('hit');
  expect(again.response.headers.get('x-ratelimit-remaining-requests')).toBeNull();
  expect(refused.map(({ status }) => status)).toEqual([429, 429]);
});
