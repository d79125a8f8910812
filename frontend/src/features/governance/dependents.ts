import type { Budget } from '../../../../shared/contract/governance.ts';
import type { RouteVersion } from '../../../../shared/contract/routing.ts';

/** What names a provider or a route, and does less, or nothing, without it. */
export interface Dependents {
  routes: string[];
  budgets: string[];
}

interface Configured {
  routes: readonly RouteVersion[];
  budgets: readonly Budget[];
}

/** Routes that target a provider's models or summarise by one, and budgets that send calls to one. */
export function dependentsOfProvider(providerId: string, { routes, budgets }: Configured): Dependents {
  const isOfIt = (model: string) => model.startsWith(`${providerId}/`);
  return {
    routes: routes.filter((route) => modelsOf(route).some(isOfIt)).map(({ name }) => name),
    budgets: budgets.filter(({ degrade }) => degrade !== null && isOfIt(degrade.to)).map(({ name }) => name),
  };
}

/** Routes do not lead to routes; budgets do. */
export function dependentsOfRoute(name: string, budgets: readonly Budget[]): Dependents {
  return { routes: [], budgets: budgets.filter(({ degrade }) => degrade?.to === name).map((budget) => budget.name) };
}

function modelsOf({ config: { targets, context } }: RouteVersion): string[] {
  const models = targets.map(({ model }) => model);
  return context.policy === 'summarise' ? [...models, context.model] : models;
}
