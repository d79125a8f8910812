import type { Model } from '../contract/models.ts';
import type { RouteConfig, RouteTarget } from '../contract/route-config.ts';
import type { Strategy } from '../contract/route-strategy.ts';
import type { ConfigProblem } from './config-problem.ts';
import { describeMissingModel } from './describe-missing-model.ts';

type FindModel = (modelId: string) => Model | null;

/** What a sound configuration says that a project, as it is now, makes pointless. It may change: a key is connected later. */
export function findConfigWarnings(config: RouteConfig, findModel: FindModel): ConfigProblem[] {
  const warnings = config.targets.flatMap((target, index) => [
    ...modelWarnings(target.model, ['targets', index, 'model'], findModel),
    ...useWarnings(target, index, config),
  ]);
  config.rules.forEach(({ use }, index) => {
    warnings.push(...priceWarnings(use, config.targets, ['rules', index, 'use'], findModel));
  });
  if (config.context.policy === 'summarise') {
    warnings.push(...modelWarnings(config.context.model, ['context', 'model'], findModel));
  }
  return warnings;
}

function modelWarnings(modelId: string, path: ConfigProblem['path'], findModel: FindModel): ConfigProblem[] {
  const message = describeMissingModel(modelId, findModel(modelId));
  return message === null ? [] : [{ path, message }];
}

function targetsOf(use: Strategy): readonly string[] {
  return use.kind === 'experiment' ? use.arms.flatMap(({ targets }) => targets) : use.targets;
}

function useWarnings({ id }: RouteTarget, index: number, { rules, context }: RouteConfig): ConfigProblem[] {
  const isNamed = rules.some(({ use }) => targetsOf(use).includes(id));
  if (isNamed || context.policy === 'larger-model') return [];
  return [{ path: ['targets', index], message: `no rule names "${id}"; no call goes there` }];
}

function priceWarnings(
  use: Strategy,
  targets: readonly RouteTarget[],
  path: ConfigProblem['path'],
  findModel: FindModel,
): ConfigProblem[] {
  if (use.kind !== 'lowest-cost') return [];
  const named = targets.filter(({ id }) => use.targets.includes(id));
  const unpriced = named.filter(({ model }) => findModel(model)?.price === null).map(({ id }) => `"${id}"`);
  if (unpriced.length === 0) return [];
  return [{ path: [...path, 'targets'], message: `no price is known of ${unpriced.join(', ')}; they come last` }];
}
