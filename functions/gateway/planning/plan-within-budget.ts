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
export async function reservePlan(ports: GatewayPorts, run: Run, plan: Plan, input: PlanCallInput): Promise<Plan> {
  const { facts } = input;
  const reservation = await reserve(ports, run, plan, { requestedModel: input.request.model, mayDegrade: true, facts });
  // Nothing is held then: the call is not made like this.
  const degradeTo = reservation?.degradeTo ?? null;
  if (degradeTo === null) return plan;
  run.decision.warnings.push({
    code: 'budget_degraded',
    field: 'model',
    message: `A budget is nearly used up, so the call goes to "${degradeTo}" instead of "${input.request.model}".`,
  });
  // An administrator chose the model, so the key's own list of models has no say in it.
  const unbound = { ...input.principal, allowedModels: null };
  const cheaper = planCall(ports, { ...input, principal: unbound, request: { ...input.request, model: degradeTo } });
  await reserve(ports, run, cheaper, { requestedModel: degradeTo, mayDegrade: false, facts });
  return note(run, cheaper);
}

function note(run: Run, plan: Plan): Plan {
  run.decision.route = plan.route;
  run.decision.candidates = [...plan.candidates];
  return plan;
}
