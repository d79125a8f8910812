import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Budget } from '../../../shared/contract/governance.ts';
import { createGovernor } from '../../../shared/governance/create-governor.ts';
import { makeBudget } from '../../../shared/governance/testing/governed-call.ts';
import { createBackground } from '../../../shared/runtime/background.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { chat, createHarness, projectId } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { createBudgetReader } from './budget-reader.ts';

const documents = createDocumentClient({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
let fake: FakeProvider;
let tableName: string;
let now: number;

beforeAll(async () => {
  fake = await startFakeProvider();
});
afterAll(() => fake.close());
beforeEach(async () => {
  ({ rollups: tableName } = await createTables({ AWS_ENDPOINT_URL: inject('emulatorUrl') }, ['rollups']));
  now = Date.UTC(2026, 10, 26, 12);
});

const counters = () => ({ documents, tableName, clock: () => now });
const governor = () => createGovernor({ ...counters(), ids: randomUUID, holdMilliseconds: 60_000, leases: null });

/** A route that spares the dear model when less than half of a budget is left. */
const sparing = makeRoute(['mock/dear', 'mock/cheap'], {
  rules: [
    {
      name: 'nearly-spent',
      when: { kind: 'all', conditions: [{ kind: 'not', condition: { kind: 'streamed', is: true } }, low()] },
      use: { kind: 'fallback', targets: ['t1'] },
    },
    { name: 'else', use: { kind: 'fallback', targets: ['t0'] } },
  ],
});

function low() {
  return { kind: 'remainingBudget', below: 0.5 } as const;
}

/** 1 USD a million tokens for one, a tenth of it for the other. */
const overrides = [
  ['mock/dear', '1'],
  ['mock/cheap', '0.1'],
].map(([modelId = '', price = '']) => ({
  ...{ projectId, modelId, updatedAt: '2026-11-26T00:00:00.000Z' },
  override: { price: { base: { inputUncached: price, outputText: price }, tiers: [] } },
}));

function startGateway(settings: Partial<ProjectSettings>, ports: Partial<GatewayPorts> = {}) {
  const background = createBackground();
  const harness = createHarness({
    baseUrl: fake.baseUrl,
    settings: { overrides, ...settings },
    ports: {
      ...{ governor: governor(), remainingBudget: createBudgetReader(counters()), clock: () => now },
      ...{ inBackground: background.add, ...ports },
    },
  });
  const ask = async (model: string, more: Record<string, unknown> = {}) => {
    const response = await harness.post('/v1/chat/completions', chat(model, { max_tokens: 100, ...more }));
    await response.text();
    const span = await harness.nextSpan();
    await background.settled();
    return { model: span.model?.requestedModel, span, response };
  };
  return { ask, harness };
}

/** Somebody uses up so many nano-dollars of a budget. */
async function spend(budget: Budget, costNanoUsd: number): Promise<void> {
  const call = { projectId, keyId: 'key-1', userId: null, requestedModel: 'mock/dear', modelId: 'mock/dear' };
  const needs = { estimatedTokens: 1, estimatedCostNanoUsd: costNanoUsd, mayDegrade: false };
  const reservation = await governor().reserve({
    ...call,
    ...needs,
    at: now,
    rules: { limits: [], budgets: [budget] },
  });
  await reservation.settle({ tokens: 1, costNanoUsd });
}

describe('a condition on what is left of a budget', () => {
  test('holds once enough is spent, and again no more in the next period', async () => {
    const budget = makeBudget();
    const { ask } = startGateway({ routes: [sparing], budgets: [budget] });
    expect((await ask('support')).model).toBe('mock/dear');
    await spend(budget, 600_000_000);
    expect((await ask('support')).model).toBe('mock/dear');

    now += 5_000;
    const { model, span } = await ask('support');
    expect(model).toBe('mock/cheap');
    expect(span.decision?.route).toMatchObject({ rule: 'nearly-spent' });
    now += 86_400_000;
    expect((await ask('support')).model).toBe('mock/dear');
  });

  test('looks at the tightest of those that hold for the caller, whatever the model', async () => {
    const others = makeBudget({ id: 'others', scope: { keyId: 'key-2', userId: null, model: null } });
    const ofModel = makeBudget({ id: 'model', scope: { keyId: null, userId: null, model: 'mock/*' } });
    const [wide, tight] = [makeBudget({ id: 'wide' }), makeBudget({ id: 'tight', amountNanoUsd: 10_000_000 })];
    const remainingBudget = createBudgetReader(counters());
    const caller = { projectId, keyId: 'key-1', userId: null, at: now };
    await spend(tight, 4_000_000);
    await spend(wide, 100_000_000);

    expect(await remainingBudget({ ...caller, budgets: [others, ofModel] })).toBeNull();
    expect(await remainingBudget({ ...caller, budgets: [others, wide, tight] })).toBeCloseTo(0.6, 9);
    expect(await remainingBudget({ ...caller, budgets: [wide] })).toBeCloseTo(0.9, 9);
  });

  test('does not hold where there is no budget, and nobody reads one for a call that does not ask', async () => {
    const remainingBudget = vi.fn(async () => 0);
    const unbudgeted = startGateway({ routes: [sparing] }, { remainingBudget });
    expect((await unbudgeted.ask('support')).model).toBe('mock/dear');
    const plain = startGateway(
      { routes: [sparing, { ...makeRoute(['mock/cheap']), name: 'plain' }], budgets: [makeBudget()] },
      { remainingBudget },
    );
    await plain.ask('plain');
    expect(remainingBudget).not.toHaveBeenCalled();
  });
});

describe('a budget that degrades', () => {
  const budget = makeBudget({ degrade: { at: 0.5, to: 'mock/cheap' } });

  test('sends calls to the cheaper model from there on, says so, and pays its price', async () => {
    const { ask } = startGateway({ budgets: [budget] });
    expect((await ask('mock/dear')).model).toBe('mock/dear');
    await spend(budget, 500_000_000);
    const { model, span, response } = await ask('mock/dear');

    expect(model).toBe('mock/cheap');
    expect(response.headers.get('x-signalbox-model')).toBe('mock/cheap');
    expect(response.headers.get('x-signalbox-warnings')).toContain('budget_degraded model:');
    expect(span.name).toBe('chat mock/dear');
    expect(span.cost?.totalNanoUsd).toBe((span.usage?.total ?? 0) * 100);
    expect(span.decision).toMatchObject({ limits: [budget.id], warnings: [{ code: 'budget_degraded' }] });
  });

  test('sends them to a route, whose own conditions hold as ever', async () => {
    const toRoute = makeBudget({ degrade: { at: 0.2, to: 'support' } });
    const { ask } = startGateway({ routes: [sparing], budgets: [toRoute] });
    await spend(toRoute, 600_000_000);
    expect(await ask('mock/dear')).toMatchObject({
      model: 'mock/cheap',
      span: { decision: { route: { name: 'support', rule: 'nearly-spent' } } },
    });
    expect((await ask('mock/dear', { stream: true })).model).toBe('mock/dear');
  });

  test.each([
    ['a model that its provider does not serve', 'sandbox/nonsense', []],
    ['a model of a provider that is not connected', 'gone/cheap', []],
    ['a name of nothing', 'nonsense', []],
    ['a route without a target that can be called', 'support', [makeRoute(['gone/cheap'])]],
  ])('stays with the model that was asked for where it sends calls to %s, and names both', async (_, to, routes) => {
    const broken = makeBudget({ name: 'Team A', degrade: { at: 0.5, to } });
    const { ask, harness } = startGateway({ budgets: [broken], routes });
    await spend(broken, 500_000_000);
    const { model, span, response } = await ask('mock/dear');

    expect(response.status).toBe(200);
    expect(model).toBe('mock/dear');
    expect(response.headers.get('x-signalbox-warnings')).toContain('budget_degrade_failed model:');
    const message = `The budget "Team A" sends calls to "${to}", which cannot be called, so the call stays with "mock/dear".`;
    expect(span.decision).toMatchObject({
      limits: [broken.id],
      warnings: [{ code: 'budget_degrade_failed', message }],
    });
    const tooDear = chat('mock/dear', { max_tokens: 1_000_000 });
    expect((await harness.post('/v1/chat/completions', tooDear)).status).toBe(429);
  });

  test('stays where the budget refuses calls without a price, and there is none of its target', async () => {
    const broken = makeBudget({ degrade: { at: 0.5, to: 'mock/unpriced' } });
    await spend(broken, 500_000_000);
    const { model, span } = await startGateway({ budgets: [broken] }).ask('mock/dear');
    expect(model).toBe('mock/dear');
    const said = expect.stringContaining('"mock/unpriced", whose price is not known');
    expect(span.decision?.warnings).toMatchObject([{ code: 'budget_degrade_failed', message: said }]);

    const allowing: Budget = { ...broken, unpricedCalls: 'allow' };
    expect((await startGateway({ budgets: [allowing] }).ask('mock/dear')).model).toBe('mock/unpriced');
  });

  test('passes over one that leads nowhere, not the next', async () => {
    const broken = makeBudget({ id: 'broken', degrade: { at: 0.5, to: 'sandbox/nonsense' } });
    const { ask } = startGateway({ budgets: [broken, budget] });
    await spend(broken, 500_000_000);
    await spend(budget, 500_000_000);
    const { model, span } = await ask('mock/dear');
    expect(model).toBe('mock/cheap');
    const codes = span.decision?.warnings.map(({ code }) => code);
    expect(codes).toEqual(['budget_degrade_failed', 'budget_degraded']);
  });

  test('stops where it is used up: 429, with when it begins anew', async () => {
    await spend(budget, 1_000_000_000);
    const { harness } = startGateway({ budgets: [{ ...budget, degrade: null }] });
    const response = await harness.post('/v1/chat/completions', chat('mock/dear'));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe(String(12 * 3_600));
    expect(await response.json()).toMatchObject({ error: { code: 'insufficient_quota' } });
  });
});
