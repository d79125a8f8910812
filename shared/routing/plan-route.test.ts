import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RouteConfig } from '../contract/route-config.ts';
import type { Strategy } from '../contract/route-strategy.ts';
import { planRoute } from './plan-route.ts';
import type { RoutedTarget } from './routed-target.ts';
import { buildFacts, buildTarget, isLikely, seededRandom } from './testing/build-routing.ts';

const trials = 4_000;

function routeOf(use: Strategy, context: RouteConfig['context'] = { policy: 'refuse' }) {
  return { rules: [{ name: 'always', use }], context };
}

function firstChoices(use: Strategy, targets: readonly RoutedTarget[], factsOf = (_: number) => buildFacts()) {
  const random = seededRandom(7);
  const route = routeOf(use);
  return Array.from({ length: trials }, (_, at) => planRoute({ route, facts: factsOf(at), targets, random }).order[0]);
}

const countOf = (choices: readonly unknown[], id: string) => choices.filter((choice) => choice === id).length;
const plan = (use: Strategy, targets: readonly RoutedTarget[], facts = buildFacts(), policy?: RouteConfig['context']) =>
  planRoute({ route: routeOf(use, policy), facts, targets, random: seededRandom(1) });

describe('strategies', () => {
  test('fallback keeps the order that is given', () => {
    const targets = [buildTarget('a'), buildTarget('b'), buildTarget('c')];

    const { order, candidates, strategy, refusal } = plan({ kind: 'fallback', targets: ['b', 'a'] }, targets);

    expect({ order, strategy, refusal }).toEqual({ order: ['b', 'a'], strategy: 'fallback', refusal: null });
    expect(candidates.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['test/b', 'chosen'],
      ['test/a', 'fallback'],
      ['test/c', 'rejected'],
    ]);
    expect(candidates[0]).toMatchObject({ expectedCostNanoUsd: 2_000_000, expectedLatencyMs: null });
  });

  test('weighted gives each its share, and weight 0 only stands in', () => {
    const targets = [buildTarget('a', { weight: 3 }), buildTarget('b', { weight: 1 }), buildTarget('c', { weight: 0 })];
    const use: Strategy = { kind: 'weighted', targets: ['a', 'b', 'c'] };

    const choices = firstChoices(use, targets);

    expect(isLikely(countOf(choices, 'a'), trials, 0.75)).toBe(true);
    expect(countOf(choices, 'c')).toBe(0);
    expect(plan(use, targets).order.at(-1)).toBe('c');
  });

  test('lowest-latency never takes the slowest of three, and tries what it does not know', () => {
    const use: Strategy = { kind: 'lowest-latency', targets: ['slow', 'mid', 'fast'] };
    const targets = [
      buildTarget('slow', { expectedLatencyMs: 900 }),
      buildTarget('mid', { expectedLatencyMs: 500 }),
      buildTarget('fast', { expectedLatencyMs: 100 }),
    ];

    const choices = firstChoices(use, targets);

    expect(countOf(choices, 'slow')).toBe(0);
    expect(isLikely(countOf(choices, 'fast'), trials, 2 / 3)).toBe(true);
    const unknown = [buildTarget('mid', { expectedLatencyMs: 5 }), buildTarget('new')];
    expect(plan({ kind: 'lowest-latency', targets: ['mid', 'new'] }, unknown).order).toEqual(['new', 'mid']);
    expect(plan({ kind: 'lowest-latency', targets: ['mid'] }, unknown).candidates[0]?.reason).toContain('the only one');
  });

  test('lowest-cost puts the cheapest first and what has no price last', () => {
    const priced = (usd: string) => ({
      price: { base: { inputUncached: usd, outputText: usd }, tiers: [], source: 'test', effectiveFrom: null },
    });
    const targets = [
      buildTarget('free', { about: { price: null } }),
      buildTarget('dear', { about: priced('9') }),
      buildTarget('cheap', { about: priced('1') }),
    ];

    expect(plan({ kind: 'lowest-cost', targets: ['free', 'dear', 'cheap'] }, targets).order).toEqual([
      'cheap',
      'dear',
      'free',
    ]);
  });
});

describe('sticky', () => {
  const use = (ids: string[]): Strategy => ({ kind: 'sticky', targets: ids, by: ['session', 'user'] });
  const sessions = (at: number) => buildFacts({ sessionId: `session-${at}` });

  test('a target that comes takes only its share, from each of the others', () => {
    const two = [buildTarget('a'), buildTarget('b', { weight: 2 })];
    const before = firstChoices(use(['a', 'b']), two, sessions);
    const after = firstChoices(use(['a', 'b', 'c']), [...two, buildTarget('c')], sessions);

    const moved = after.filter((choice, at) => choice !== before[at]);

    expect(new Set(moved)).toEqual(new Set(['c']));
    expect(isLikely(moved.length, trials, 1 / 4)).toBe(true);
    expect(isLikely(countOf(before, 'a'), trials, 1 / 3)).toBe(true);
  });

  test('stays whatever is drawn, and goes on to the same one when its target is out', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (userId, seed) => {
        const targets = ['a', 'b', 'c'].map((id) => buildTarget(id));
        const facts = buildFacts({ userId });
        const route = routeOf(use(['a', 'b', 'c']));
        const full = planRoute({ route, facts, targets, random: seededRandom(seed) }).order;
        const left = targets.map((target) => ({ ...target, isAllowed: target.id !== full[0] }));
        expect(planRoute({ route, facts, targets: left, random: Math.random }).order).toEqual(full.slice(1));
      }),
      { numRuns: 50 },
    );
  });

  test('draws by weight where the call names nothing to hold on to', () => {
    const targets = [buildTarget('a'), buildTarget('b', { weight: 3 })];
    expect(isLikely(countOf(firstChoices(use(['a', 'b']), targets), 'a'), trials, 1 / 4)).toBe(true);
    expect(plan(use(['a', 'b']), targets).candidates[0]?.reason).toContain('names no session or user');
  });
});

describe('experiments', () => {
  const experiment = (unit: 'session' | 'user' | 'key' | 'request', salt = 'one'): Strategy => ({
    ...{ kind: 'experiment', unit, salt },
    arms: [
      { name: 'control', share: 9, targets: ['a', 'b'] },
      { name: 'trial', share: 1, targets: ['b'] },
    ],
  });
  const targets = [buildTarget('a'), buildTarget('b')];

  test.each(['session', 'user', 'key', 'request'] as const)('put the same %s into the same arm, by share', (unit) => {
    const factsOf = (at: number) => buildFacts({ [`${unit}Id`]: `unit-${at}` });
    const first = firstChoices(experiment(unit), targets, factsOf);

    expect(firstChoices(experiment(unit), targets, factsOf)).toEqual(first);
    expect(isLikely(countOf(first, 'b'), trials, 1 / 10)).toBe(true);
    expect(firstChoices(experiment(unit, 'two'), targets, factsOf)).not.toEqual(first);
  });

  test('name the arm, and stay inside of it', () => {
    const { arm, order, candidates } = plan(experiment('session'), targets, buildFacts({ requestId: 'y' }));

    expect([arm, order]).toEqual(['control', ['a', 'b']]);
    expect(candidates.map(({ reason }) => reason)).toEqual([
      'arm "control" for this request',
      'stands in within arm "control"',
    ]);
  });
});

describe('rules', () => {
  test('the first that holds decides', () => {
    const use = (id: string): Strategy => ({ kind: 'fallback', targets: [id] });
    const rules = [
      { name: 'long', when: { kind: 'inputTokens', atLeast: 500 } as const, use: use('a') },
      { name: 'else', use: use('b') },
    ];
    const ruleAt = (estimatedInputTokens: number) =>
      planRoute({
        route: { rules, context: { policy: 'refuse' } },
        facts: buildFacts({ estimatedInputTokens }),
        targets: [buildTarget('a'), buildTarget('b')],
        random: Math.random,
      }).rule;

    expect([ruleAt(500), ruleAt(499)]).toEqual(['long', 'else']);
    expect(() =>
      planRoute({
        route: { rules: [], context: { policy: 'refuse' } },
        facts: buildFacts(),
        targets: [],
        random: () => 0,
      }),
    ).toThrow('not valid');
  });
});

describe('targets are ruled out', () => {
  const both: Strategy = { kind: 'fallback', targets: ['a', 'b'] };
  const noSight = {
    abilities: { tools: true, structuredOutput: false, reasoning: false, vision: false, caching: null },
  };

  test.each([
    ['unknown to the project', { model: null }, 'model_not_available', 'knows no model'],
    ['without provider', { about: { isAvailable: false } }, 'model_not_available', 'is not connected'],
    ['refused by the caller', { refusal: 'the key may not call it' }, 'target_refused', 'the key may not call it'],
    ['blind', { about: noSight }, 'needs_not_met', 'no sight of images'],
    ['too small', { about: { contextWindow: 999 } }, 'context_length_exceeded', 'holds 999 tokens'],
    ['left alone', { isAllowed: false }, 'circuit_open', 'failed too often'],
  ] as const)('%s', (_, part, code, text) => {
    const facts = buildFacts({ needs: ['vision', 'json', 'reasoning'] });
    const { order, candidates } = plan(both, [buildTarget('a', part), buildTarget('b')], facts);
    const alone = plan({ kind: 'fallback', targets: ['a'] }, [buildTarget('a', part)], facts);

    expect(order).toEqual(['b']);
    expect(candidates.at(-1)).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining(text) });
    expect(alone).toMatchObject({ order: [], refusal: { code, message: expect.stringContaining(text) } });
  });

  test('but not for what is unknown, nor for what can be instructed', () => {
    const unknown = { abilities: { ...noSight.abilities, vision: null }, contextWindow: null };
    const facts = buildFacts({ needs: ['vision', 'json', 'reasoning'] });
    expect(plan(both, [buildTarget('a', { about: unknown }), buildTarget('b')], facts).order).toEqual(['a', 'b']);
  });
});

describe('a call that is too large', () => {
  const facts = buildFacts({ estimatedInputTokens: 5_000 });
  const targets = [
    buildTarget('small', { about: { contextWindow: 4_000 } }),
    buildTarget('huge', { about: { contextWindow: 90_000 } }),
    buildTarget('large', { about: { contextWindow: 9_000 } }),
    buildTarget('unsaid', { about: { contextWindow: null } }),
  ];
  const small: Strategy = { kind: 'fallback', targets: ['small'] };

  test('goes to the smallest of the route that holds it, if the route says so', () => {
    const { order, candidates } = plan(small, targets, facts, { policy: 'larger-model' });
    expect(order).toEqual(['large', 'huge', 'unsaid']);
    expect(candidates.at(-1)).toMatchObject({ model: 'test/small', verdict: 'rejected' });
  });

  test('is refused, or left for the engine to make smaller', () => {
    expect(plan(small, targets, facts).refusal?.code).toBe('context_length_exceeded');
    expect(plan(small, targets, facts, { policy: 'drop-oldest' }).order).toEqual(['small']);
  });
});
