import type { Condition } from '../../../shared/contract/route-condition.ts';
import type { ProjectSettings } from '../gateway-ports.ts';

const known = new WeakMap<ProjectSettings['routes'], readonly number[]>();

/** Used fractions of a budget at which some route of the project decides otherwise: near them nothing may lie unused in a process. */
export function budgetTurns({ routes }: Pick<ProjectSettings, 'routes'>): readonly number[] {
  const found = known.get(routes);
  if (found !== undefined) return found;
  const turns = routes.flatMap(({ config }) => config.rules.flatMap(({ when }) => (when ? turnsOf(when) : [])));
  known.set(routes, turns);
  return turns;
}

function turnsOf(condition: Condition): number[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(turnsOf);
    case 'not':
      return turnsOf(condition.condition);
    case 'remainingBudget':
      return [1 - condition.below];
    default:
      return [];
  }
}
