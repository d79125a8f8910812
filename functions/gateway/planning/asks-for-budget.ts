import type { Condition } from '../../../shared/contract/route-condition.ts';
import type { RouteConfig } from '../../../shared/contract/route-config.ts';
import type { ProjectSettings } from '../gateway-ports.ts';

/** Whether the route that a call names, or one that a budget may send it to, depends on what is left of a budget. */
export function asksForBudget({ routes, budgets }: ProjectSettings, name: string): boolean {
  if (budgets.length === 0) return false;
  const names = new Set([name, ...budgets.map(({ degrade }) => degrade?.to)]);
  return routes.some((route) => names.has(route.name) && isBudgeted(route.config));
}

function isBudgeted({ rules }: Pick<RouteConfig, 'rules'>): boolean {
  return rules.some(({ when }) => when !== undefined && mentionsBudget(when));
}

function mentionsBudget(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.some(mentionsBudget);
    case 'not':
      return mentionsBudget(condition.condition);
    default:
      return condition.kind === 'remainingBudget';
  }
}
