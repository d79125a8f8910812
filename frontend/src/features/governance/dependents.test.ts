import { describe, expect, it } from 'vitest';
import { type Budget, budgetSchema } from '../../../../shared/contract/governance.ts';
import { routeVersionSchema } from '../../../../shared/contract/routing.ts';
import { freshBudget, toBudget } from './budget-form.ts';
import { dependentsOfProvider, dependentsOfRoute } from './dependents.ts';

const at = '2026-11-01T00:00:00.000Z';

function budgetTo(to: string): Budget {
  const form = { ...freshBudget, name: `to ${to}`, ...(to === '' ? {} : { degradeAt: 90, degradeTo: to }) };
  return budgetSchema.parse({ ...toBudget(form), id: 'b', version: 1, createdAt: at, updatedAt: at });
}

function routeOf(name: string, model: string, context: unknown = { policy: 'refuse' }) {
  const rules = [{ name: 'always', use: { kind: 'fallback', targets: ['t'] } }];
  const config = { targets: [{ id: 't', model }], rules, context };
  const change = { createdAt: at, createdBy: { kind: 'system', id: 'u', name: 'u' }, restoredFrom: null };
  return routeVersionSchema.parse({ name, version: 1, config, ...change });
}

const routes = [
  routeOf('support', 'openai/gpt-5'),
  routeOf('summarising', 'sandbox/lorem', { policy: 'summarise', model: 'openai/gpt-5' }),
  routeOf('other', 'openai-eu/gpt-5'),
];
const budgets = ['', 'openai/gpt-5', 'openai-eu/gpt-5', 'support'].map(budgetTo);

describe('what depends', () => {
  it('on a provider are routes and budgets that name its models', () => {
    const found = dependentsOfProvider('openai', { routes, budgets });
    expect(found).toEqual({ routes: ['support', 'summarising'], budgets: ['to openai/gpt-5'] });
    expect(dependentsOfProvider('mistral', { routes, budgets })).toEqual({ routes: [], budgets: [] });
  });

  it('on a route are the budgets that degrade to it', () => {
    expect(dependentsOfRoute('support', budgets)).toEqual({ routes: [], budgets: ['to support'] });
  });
});
