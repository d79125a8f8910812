import { type Budget, budgetSchema } from '../contract/governance-rules.ts';
import { budgetKey, budgetPrefix } from './budget-keys.ts';
import type { CorePorts } from './core-ports.ts';
import { createRuleRepository, type RuleRepository } from './rule-repository.ts';

export type BudgetRepository = RuleRepository<Budget>;

export function createBudgetRepository(ports: CorePorts): BudgetRepository {
  return createRuleRepository<Budget>(ports, {
    name: 'budget',
    prefix: budgetPrefix,
    keyOf: budgetKey,
    schema: budgetSchema,
  });
}
