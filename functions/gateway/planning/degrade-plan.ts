import type { Budget } from '../../../shared/contract/governance.ts';
import type { Reservation } from '../../../shared/governance/governor.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { Plan } from './plan.ts';
import { type PlanCallInput, planCall } from './plan-call.ts';
import { reserve } from './reserve.ts';

/**
 * The plan to go by where a budget has sent a call elsewhere, reserved. Budgets whose target cannot be called are passed over
 * with a warning: they warn and stop as ever.
 */
export async function degradePlan(
  ports: GatewayPorts,
  run: Run,
  plan: Plan,
  input: PlanCallInput,
  reservation: Reservation,
): Promise<Plan> {
  const { facts, request } = input;
  let { budgets } = run.settings;
  let sent: Reservation | null = reservation;
  // Nothing is held where a budget sends a call elsewhere. Each turn takes one budget out, so it ends.
  while (sent !== null && sent.degradeTo !== null) {
    const { degradeTo, degradedBy } = sent;
    const budget = budgets.find(({ id }) => id === degradedBy);
    const cheaper = planElsewhere(ports, input, degradeTo);
    const why = whyNot(cheaper, budget);
    if (cheaper !== null && why === null) {
      const message = `A budget is nearly used up, so the call goes to "${degradeTo}" instead of "${request.model}".`;
      run.decision.warnings.push({ code: 'budget_degraded', field: 'model', message });
      await reserve(ports, run, cheaper, { requestedModel: degradeTo, mayDegrade: false, facts });
      return cheaper;
    }
    const message = `The budget "${budget?.name}" sends calls to "${degradeTo}", ${why}, so the call stays with "${request.model}".`;
    run.decision.warnings.push({ code: 'budget_degrade_failed', field: 'model', message });
    budgets = budgets.map((each) => (each.id === degradedBy ? { ...each, degrade: null } : each));
    sent = await reserve(ports, run, plan, { requestedModel: request.model, mayDegrade: true, budgets, facts });
  }
  return plan;
}

/** Null where nothing there can be called: a typing error in a budget, or a provider that is gone, must not stop a project. */
function planElsewhere(ports: GatewayPorts, input: PlanCallInput, model: string): Plan | null {
  // An administrator chose the model, so the key's own list of models has no say in it.
  const unbound = { ...input.principal, allowedModels: null };
  try {
    return planCall(ports, { ...input, principal: unbound, request: { ...input.request, model } });
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
}

/** What would refuse every call there: a budget that takes no call without a price does not send one either. */
function whyNot(plan: Plan | null, budget: Budget | undefined): string | null {
  if (plan === null) return 'which cannot be called';
  const isPriced = plan.targets.every(({ target }) => target.model.price !== null);
  return isPriced || budget?.unpricedCalls === 'allow' ? null : 'whose price is not known';
}
