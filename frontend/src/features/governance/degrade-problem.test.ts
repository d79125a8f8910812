import { expect, it } from 'vitest';
import type { Model } from '../../../../shared/contract/models.ts';
import { routeVersionSchema } from '../../../../shared/contract/routing.ts';
import { buildModel } from '../../../../shared/routing/testing/build-routing.ts';
import { degradeProblem } from './degrade-problem.ts';

const models: Record<string, Model> = {
  'test/ready': buildModel('test/ready'),
  'test/off': buildModel('test/off', { isAvailable: false }),
  'test/unpriced': buildModel('test/unpriced', { price: null }),
};
const routes = [routeOf('good', ['test/nonsense', 'test/ready']), routeOf('broken', ['test/nonsense', 'test/off'])];

function routeOf(name: string, ids: string[]) {
  const targets = ids.map((model, index) => ({ id: `t${index}`, model }));
  const rules = [{ name: 'always', use: { kind: 'fallback', targets: targets.map(({ id }) => id) } }];
  const change = { createdAt: '2026-11-01T00:00:00.000Z', createdBy: { kind: 'system', id: 'u', name: 'u' } };
  return routeVersionSchema.parse({ name, version: 1, config: { targets, rules }, ...change, restoredFrom: null });
}

const problemOf = (to: string, unpricedCalls: 'allow' | 'refuse' = 'refuse') =>
  degradeProblem({ to, unpricedCalls }, routes, (id) => models[id] ?? null);

it.each(['', 'auto', 'test/ready', 'good'])('has nothing against %j', (to) => {
  expect(problemOf(to)).toBeNull();
});

it.each([
  ['test/nonsense', 'the project knows no model "test/nonsense"; calls pass it over until a provider serves it'],
  ['nonsense', 'the project knows no model or route "nonsense"; calls pass it over until there is one'],
  ['test/off', 'calls pass it over until the provider "test" is connected'],
  ['broken', 'no target of the route "broken" can be called; calls pass it over until one can'],
])('says of %j, in the words of routes, why no call goes there', (to, problem) => {
  expect(problemOf(to)).toBe(problem);
});

it('holds a missing price against a model only where the budget refuses such calls', () => {
  expect(problemOf('test/unpriced')).toMatch('no price is known of "test/unpriced"');
  expect(problemOf('test/unpriced', 'allow')).toBeNull();
});

it('claims nothing while a model is being read', () => {
  expect(degradeProblem({ to: 'test/nonsense', unpricedCalls: 'refuse' }, routes, () => undefined)).toBeNull();
});
