import type { Budget } from '../../../../shared/contract/governance.ts';
import type { Model } from '../../../../shared/contract/models.ts';
import { autoModel } from '../../../../shared/contract/route-config-shape.ts';
import type { RouteVersion } from '../../../../shared/contract/routing.ts';
import { describeMissingModel } from '../../../../shared/routing/describe-missing-model.ts';

export interface Degrading extends Pick<Budget, 'unpricedCalls'> {
  /** A model or a route; empty for none. */
  to: string;
}

/** The models that calls may be sent to. */
export function degradeModels(to: string, routes: readonly RouteVersion[]): string[] {
  if (to === '' || to === autoModel) return [];
  const route = routes.find(({ name }) => name === to);
  return route === undefined ? [to] : route.config.targets.map(({ model }) => model);
}

/** Why no call goes where a budget sends it, as the gateway judges; null where calls do go, and while a model is being read. */
export function degradeProblem(
  { to, unpricedCalls }: Degrading,
  routes: readonly RouteVersion[],
  /** Null if the project knows none; undefined if that is not known yet. */
  modelOf: (modelId: string) => Model | null | undefined,
): string | null {
  const problems = degradeModels(to, routes).map((modelId) => {
    const model = modelOf(modelId);
    return model === undefined ? null : modelProblem(modelId, model, unpricedCalls);
  });
  const [first = null] = problems;
  if (first === null || problems.includes(null)) return null;
  if (!routes.some(({ name }) => name === to)) return first;
  return `no target of the route "${to}" can be called; calls pass it over until one can`;
}

function modelProblem(modelId: string, model: Model | null, unpricedCalls: Budget['unpricedCalls']): string | null {
  if (model === null && !modelId.includes('/')) {
    return `the project knows no model or route "${modelId}"; calls pass it over until there is one`;
  }
  const missing = describeMissingModel(modelId, model);
  if (missing !== null || model?.price !== null || unpricedCalls === 'allow') return missing;
  return `no price is known of "${modelId}"; calls pass it over while the budget refuses those without a price`;
}
