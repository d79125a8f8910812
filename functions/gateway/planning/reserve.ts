import type { Budget } from '../../../shared/contract/governance.ts';
import type { BudgetWarning, Reservation } from '../../../shared/governance/governor.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { callerUserId } from '../recording/caller-fields.ts';
import { budgetTurns } from './budget-turns.ts';
import type { FactsReader } from './facts-reader.ts';
import type { Plan } from './plan.ts';

export interface ReserveOptions {
  requestedModel: string;
  mayDegrade: boolean;
  /** Instead of those of the settings. */
  budgets?: readonly Budget[];
  facts: FactsReader;
}

/** Takes from limits and budgets what the call may use at the most; null, and no request, where there are none. */
export async function reserve(
  ports: GatewayPorts,
  run: Run,
  plan: Plan,
  { requestedModel, mayDegrade, budgets = run.settings.budgets, facts }: ReserveOptions,
): Promise<Reservation | null> {
  const { limits } = run.settings;
  if (limits.length === 0 && budgets.length === 0) return null;
  // Only who has limits or budgets needs it: it is not loaded with the gateway.
  const { mostExpensive } = await import('./most-expensive.ts');
  const most = mostExpensive(plan, run, facts().estimatedInputTokens);
  const reservation = await ports.governor.reserve({
    projectId: run.projectId,
    keyId: run.keyId,
    userId: callerUserId(run.request),
    requestedModel,
    mayDegrade,
    modelId: plan.targets[0].target.model.id,
    at: run.startedAt,
    estimatedTokens: most.tokens,
    estimatedCostNanoUsd: most.costNanoUsd,
    rules: { limits, budgets },
    turns: budgetTurns(run.settings),
  });
  run.reservation = reservation;
  run.decision.limits = [...reservation.applied];
  for (const warning of reservation.warnings) warnOf(run, warning);
  return reservation;
}

/** Once: a call that a budget sends elsewhere reserves again, under mostly the same budgets. */
function warnOf({ decision }: Run, { name, fraction }: BudgetWarning): void {
  const message = `More than ${Math.round(fraction * 100)} % of the budget "${name}" is spent or reserved.`;
  if (decision.warnings.some((known) => known.message === message)) return;
  decision.warnings.push({ code: 'budget_warning', field: 'model', message });
}
