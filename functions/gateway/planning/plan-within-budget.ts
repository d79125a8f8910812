import type { Budget } from '../../../shared/contract/governance.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { Plan } from './plan.ts';
import { type PlanCallInput, planCall } from './plan-call.ts';
import { reserve } from './reserve.ts';

/** Plans a call and reserves what it may use. */
export async function planWithinBudget(ports: GatewayPorts, run: Run, input: PlanCallInput): Promise<Plan> {
  return await reservePlan(ports, run, planAndNote(ports, run, input), input);
}

/** The plan of a call, of which nothing is reserved yet. */
export function planAndNote(ports: GatewayPorts, run: Run, input: PlanCallInput): Plan {
  return note(run, planCall(ports, input));
}

/** Reserves what a plan may use; answers another plan, reserved, where a budget says that calls go elsewhere by now. */
export async function reservePlan(
  ports: GatewayPorts,
  run: Run,
  plan: Plan,
  input: PlanCallInput,
  passedOver: readonly string[] = [],
): Promise<Plan> {
  const { facts } = input;
  const requestedModel = input.request.model;
  const reservation = await reserve(ports, run, plan, { requestedModel, mayDegrade: true, passedOver, facts });
  // Nothing is held then: the call is not made like this.
  const { degradeTo = null, degradedBy = null } = reservation ?? {};
  if (degradeTo === null || degradedBy === null) return plan;
  const budget = input.settings.budgets.find(({ id }) => id === degradedBy);
  const cheaper = planElsewhere(ports, input, degradeTo);
  const why = whyNot(cheaper, budget);
  if (cheaper === null || why !== null) {
    run.decision.warnings.push({
      code: 'budget_degrade_failed',
      field: 'model',
      message: `The budget "${budget?.name}" sends calls to "${degradeTo}", ${why}, so the call stays with "${requestedModel}".`,
    });
    return await reservePlan(ports, run, plan, input, [...passedOver, degradedBy]);
  }
  run.decision.warnings.push({
    code: 'budget_degraded',
    field: 'model',
    message: `A budget is nearly used up, so the call goes to "${degradeTo}" instead of "${requestedModel}".`,
  });
  await reserve(ports, run, cheaper, { requestedModel: degradeTo, mayDegrade: false, facts });
  return note(run, cheaper);
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

function note(run: Run, plan: Plan): Plan {
  run.decision.route = plan.route;
  run.decision.candidates = [...plan.candidates];
  return plan;
}
