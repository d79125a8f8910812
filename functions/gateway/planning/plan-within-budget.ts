import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { Plan } from './plan.ts';
import { type PlanCallInput, planCall } from './plan-call.ts';
import { reserve } from './reserve.ts';

/** Plans a call and reserves what it may use; by another model or route where a budget says that calls go there by now. */
export async function planWithinBudget(ports: GatewayPorts, run: Run, input: PlanCallInput): Promise<Plan> {
  const plan = planCall(ports, input);
  const reservation = await reserve(ports, run, plan, { requestedModel: input.request.model, mayDegrade: true });
  // Nothing is held then: the call is not made like this.
  const degradeTo = reservation?.degradeTo ?? null;
  if (degradeTo === null) return keep(run, plan);
  run.decision.warnings.push({
    code: 'budget_degraded',
    field: 'model',
    message: `A budget is nearly used up, so the call goes to "${degradeTo}" instead of "${input.request.model}".`,
  });
  // An administrator chose the model, so the key's own list of models has no say in it.
  const unbound = { ...input.principal, allowedModels: null };
  const cheaper = planCall(ports, { ...input, principal: unbound, request: { ...input.request, model: degradeTo } });
  await reserve(ports, run, cheaper, { requestedModel: degradeTo, mayDegrade: false });
  return keep(run, cheaper);
}

function keep(run: Run, plan: Plan): Plan {
  run.decision.route = plan.route;
  run.decision.candidates = [...plan.candidates];
  return plan;
}
