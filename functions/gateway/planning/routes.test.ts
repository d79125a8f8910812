import { describe, expect, test } from 'vitest';
import type { CallDecision } from '../../../shared/contract/call-decision.ts';
import type { RouteConfigInput } from '../../../shared/contract/route-config.ts';
import { createTargetHealth } from '../../../shared/routing/target-health.ts';
import { chat, createHarness, type HarnessOptions, projectId } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, type Script, scriptedProviders } from '../testing/scripted-provider.ts';
import { healthKey } from './health-key.ts';

type Rules = RouteConfigInput['rules'];

const models = ['mock/a', 'mock/b', 'mock/c'];
const all = ['t0', 't1', 't2'];
const named: Script = ({ model }) => `I am ${model}.`;

/** A gateway whose route `support` has three targets. */
function startGateway(rules: Rules, more: HarnessOptions & { script?: Script; weights?: number[] } = {}) {
  const { openProvider, calls } = scriptedProviders(more.script ?? named);
  const targets = models.map((model, at) => ({ id: `t${at}`, model, weight: more.weights?.[at] ?? 1 }));
  const route = makeRoute(models, { targets, rules });
  const harness = createHarness({
    ...more,
    settings: { providers: [recordNamed('mock')], routes: [route], ...more.settings },
    ports: { openProvider, ...more.ports },
  });
  const ask = async (body: Record<string, unknown> = {}) => {
    const response = await harness.post('/v1/chat/completions', chat('support', body));
    await response.text();
    const span = await harness.nextSpan();
    return { status: response.status, model: span.model?.requestedModel ?? '', decision: decisionIn(span.decision) };
  };
  return { harness, ask, calls };
}

function decisionIn(decision: CallDecision | null | undefined): CallDecision {
  return decision ?? expect.unreachable('a call of the gateway has a decision');
}

const always = (use: Rules[number]['use']): Rules => [{ name: 'always', use }];

describe('a route chooses', () => {
  test('in order', async () => {
    const { ask } = startGateway(always({ kind: 'fallback', targets: ['t2', 't0'] }));
    const { model, decision } = await ask();
    expect(model).toBe('mock/c');
    expect(decision).toMatchObject({
      route: { name: 'support', version: 3, rule: 'always', strategy: 'fallback' },
      candidates: [
        { model: 'mock/c', verdict: 'chosen', reason: 'the first in order that can take the call' },
        { model: 'mock/a', verdict: 'fallback' },
        { model: 'mock/b', verdict: 'rejected', reason: expect.stringContaining('not among the choices of rule') },
      ],
    });
  });

  test('by weight, as often as the weights say', async () => {
    let state = 7;
    const { ask } = startGateway(always({ kind: 'weighted', targets: all }), {
      weights: [3, 1, 0],
      // The same draws each time (a Lehmer generator).
      ports: {
        random: () => {
          state = (state * 48_271) % 2_147_483_647;
          return state / 2_147_483_647;
        },
      },
    });
    const counts = new Map<string, number>();
    for (let call = 0; call < 200; call++) {
      const { model } = await ask();
      counts.set(model, (counts.get(model) ?? 0) + 1);
    }
    expect(counts.get('mock/a')).toBeGreaterThan(120);
    expect(counts.get('mock/b')).toBeGreaterThan(25);
    expect(counts.get('mock/c')).toBeUndefined();
  });

  test('the faster of two that are drawn, by what real calls took', async () => {
    let now = 1_000_000;
    const health = createTargetHealth({ clock: () => now, random: () => 0 });
    const script: Script = ({ model }) => {
      now += { a: 900, b: 100, c: 300 }[model] ?? 0;
      return 'Hello.';
    };
    const ports = { health, monotonic: () => now, random: () => 0 };
    const { ask, harness } = startGateway(always({ kind: 'lowest-latency', targets: ['t0', 't1'] }), { script, ports });
    for (const model of models) {
      await (await harness.post('/v1/chat/completions', chat(model))).text();
      await harness.nextSpan();
    }
    const { model, decision } = await ask();
    expect(model).toBe('mock/b');
    expect(decision.candidates).toMatchObject([
      { model: 'mock/b', expectedLatencyMs: 100, reason: expect.stringContaining('the faster of two drawn') },
      { model: 'mock/a', expectedLatencyMs: 900 },
      { model: 'mock/c' },
    ]);
    // A call on its way counts, too: two at once are spread.
    const begun = Array.from({ length: 9 }, () => health.begin(healthKey(projectId, 'mock/b')));
    expect((await ask()).model).toBe('mock/a');
    for (const attempt of begun) attempt.end({ outcome: 'abandoned', firstTokenMs: null, durationMs: 0 });
  });

  test('the lowest cost, of those that can take the call', async () => {
    const overrides = [
      ['mock/a', '5', 100_000],
      ['mock/b', '1', 100_000],
      ['mock/c', '0.1', 1_000],
    ].map(([modelId, price, contextWindow]) => ({
      ...{ projectId, modelId: String(modelId), updatedAt: '2026-11-26T00:00:00.000Z' },
      override: {
        contextWindow: Number(contextWindow),
        price: { base: { inputUncached: String(price), outputText: String(price) }, tiers: [] },
      },
    }));
    const { ask } = startGateway(always({ kind: 'lowest-cost', targets: all }), { settings: { overrides } });
    expect((await ask()).model).toBe('mock/c');
    const { model, decision } = await ask({ messages: [{ role: 'user', content: 'harbour '.repeat(2_000) }] });
    expect(model).toBe('mock/b');
    expect(decision.candidates.find((each) => each.model === 'mock/c')).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('context window holds 1000 tokens'),
    });
  });

  test('the same for a session, and spreads sessions', async () => {
    const { ask } = startGateway(always({ kind: 'sticky', targets: all, by: ['session'] }));
    const chosen = new Set<string>();
    for (let session = 0; session < 24; session++) {
      const metadata = { session_id: `session-${session}` };
      const [first, second] = [await ask({ metadata }), await ask({ metadata })];
      expect(second.model).toBe(first.model);
      expect(first.decision.candidates[0]?.reason).toBe('where this session stays');
      chosen.add(first.model);
    }
    expect(chosen).toEqual(new Set(models));
  });

  test('an arm of an experiment, the same for a user, near the shares', async () => {
    const arms = [
      { name: 'control', share: 3, targets: ['t0'] },
      { name: 'new', share: 1, targets: ['t1', 't2'] },
    ];
    const { ask } = startGateway(always({ kind: 'experiment', unit: 'user', salt: 'autumn', arms }));
    const inArms = { control: 0, new: 0 };
    for (let user = 0; user < 80; user++) {
      const [first, second] = [await ask({ user: `u${user}` }), await ask({ user: `u${user}` })];
      const { arm } = first.decision.route ?? expect.unreachable();
      expect(second.decision.route?.arm).toBe(arm);
      expect(first.model).toBe(arm === 'new' ? 'mock/b' : 'mock/a');
      inArms[arm === 'new' ? 'new' : 'control'] += 1;
    }
    expect(inArms.control).toBeGreaterThan(45);
    expect(inArms.new).toBeGreaterThan(8);
  });

  test('a model for embeddings', async () => {
    const { harness, calls } = startGateway(always({ kind: 'fallback', targets: all }), {
      script: ({ model }) => (model === 'a' ? { status: 500 } : ''),
    });
    const response = await harness.post('/v1/embeddings', { model: 'support', input: 'harbour' });
    expect(await response.json()).toMatchObject({ data: [{ embedding: [0.5, 0.5] }] });
    expect(calls.map(({ operation, model }) => [operation, model])).toEqual([
      ['embeddings', 'a'],
      ['embeddings', 'b'],
    ]);
    expect(await harness.nextSpan()).toMatchObject({
      ...{ type: 'embedding', name: 'embeddings support', model: { requestedModel: 'mock/b' } },
      decision: { surface: 'openai-embeddings', route: { name: 'support' }, attempts: [{}, { outcome: 'answered' }] },
    });
  });
});

/** t1 where the condition holds, else t0. */
const when = (condition: NonNullable<Rules[number]['when']>): Rules => [
  { name: 'special', when: condition, use: { kind: 'fallback', targets: ['t1'] } },
  { name: 'else', use: { kind: 'fallback', targets: ['t0'] } },
];
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const tools = [{ type: 'function', function: { name: 'now', parameters: { type: 'object' } } }];
const schema = { type: 'json_schema', json_schema: { name: 'x', schema: {} } };

test.each<[string, Rules, Record<string, unknown>, Record<string, unknown>]>([
  [
    'metadata',
    when({ kind: 'metadata', key: 'tier', operator: 'equals', values: ['gold'] }),
    { metadata: { tier: 'gold' } },
    { metadata: { tier: 'tin' } },
  ],
  ['the user', when({ kind: 'user', operator: 'starts-with', values: ['staff-'] }), { user: 'staff-1' }, { user: 'x' }],
  [
    'the environment',
    when({ kind: 'environment', operator: 'equals', values: ['production'] }),
    { metadata: { environment: 'production' } },
    {},
  ],
  [
    'tokens',
    when({ kind: 'inputTokens', atLeast: 500 }),
    { messages: [{ role: 'user', content: 'word '.repeat(900) }] },
    {},
  ],
  ['sight', when({ kind: 'needs', needs: ['vision'] }), { messages: [{ role: 'user', content: [image] }] }, { tools }],
  ['tools', when({ kind: 'needs', needs: ['tools'] }), { tools }, {}],
  [
    'JSON',
    when({ kind: 'needs', needs: ['json'] }),
    { response_format: schema },
    { response_format: { type: 'text' } },
  ],
  [
    'reasoning',
    when({ kind: 'needs', needs: ['reasoning'] }),
    { reasoning_effort: 'low' },
    { reasoning_effort: 'none' },
  ],
  ['a stream', when({ kind: 'streamed', is: true }), { stream: true }, {}],
  [
    'several at once',
    when({
      kind: 'all',
      conditions: [
        { kind: 'needs', needs: ['tools'] },
        { kind: 'not', condition: { kind: 'streamed', is: true } },
      ],
    }),
    { tools },
    { tools, stream: true },
  ],
])('a rule holds by %s', async (_, rules, holds, holdsNot) => {
  const { ask } = startGateway(rules, { script: () => '{}' });
  expect((await ask(holds)).decision.route?.rule).toBe('special');
  expect((await ask(holdsNot)).decision.route?.rule).toBe('else');
});

test.each([
  ['2026-11-25T22:30:00Z', 'special'],
  ['2026-11-26T05:29:00Z', 'special'],
  ['2026-11-26T07:30:00Z', 'else'],
])('a rule holds by the hour of its zone, past midnight: %s', async (time, rule) => {
  const night = when({ kind: 'time', zone: 'Europe/Vienna', weekdays: ['wednesday'], from: '23:00', until: '06:30' });
  const { ask } = startGateway(night, { ports: { clock: () => Date.parse(time) } });
  expect((await ask()).decision.route?.rule).toBe(rule);
});

test('a rule holds by the key that calls', async () => {
  const { ask } = startGateway(when({ kind: 'key', operator: 'equals', values: ['key-1'] }));
  expect((await ask()).decision.route?.rule).toBe('special');
});
