import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { callerUserId } from '../recording/caller-fields.ts';
import { asksForBudget } from './asks-for-budget.ts';
import { createFactsReader, type FactsReader } from './facts-reader.ts';

/** The facts of a call. Only a route that depends on a budget has somebody look at one. */
export async function readFacts(ports: GatewayPorts, run: Run): Promise<FactsReader> {
  const { request, requestId, keyId, startedAt, settings, projectId } = run;
  const { stage } = ports;
  const remainingBudgetFraction = asksForBudget(settings, run.requestedModel)
    ? await ports.remainingBudget({
        ...{ projectId, keyId, userId: callerUserId(request), at: startedAt, budgets: settings.budgets },
      })
    : null;
  return createFactsReader({ request, requestId, keyId, stage, at: startedAt, remainingBudgetFraction });
}
