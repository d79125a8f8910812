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
  const { facts, request } = input;
  const reservation = await reserve(ports, run, plan, { requestedModel: request.model, mayDegrade: true, facts });
  if (reservation === null || reservation.degradeTo === null) return plan;
  // Only calls under a budget that is nearly used up need it: it is not loaded with the gateway.
  const { degradePlan } = await import('./degrade-plan.ts');
  return note(run, await degradePlan(ports, run, plan, input, reservation));
}

function note(run: Run, plan: Plan): Plan {
  run.decision.route = plan.route;
  run.decision.candidates = [...plan.candidates];
  return plan;
}
