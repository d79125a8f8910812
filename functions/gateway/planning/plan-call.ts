import { autoModel } from '../../../shared/contract/route-config-shape.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { admitModel } from './admit-model.ts';
import type { FactsReader } from './facts-reader.ts';
import { type Plan, plainPolicy } from './plan.ts';
import { planAuto } from './plan-auto.ts';
import { planByRoute } from './plan-by-route.ts';
import { findTarget, notCallable } from './resolve-model.ts';

export interface PlanCallInput {
  settings: ProjectSettings;
  projectId: string;
  principal: Principal;
  /** The request as it came, its extensions included. */
  request: Readonly<Record<string, unknown>> & { model: string };
  facts: FactsReader;
}

/** Where a call goes: to the model that it names, by the route that it names, or wherever it fits best. */
export function planCall(ports: Pick<GatewayPorts, 'health' | 'random'>, input: PlanCallInput): Plan {
  const { settings, request } = input;
  const name = request.model;
  admitModel(input.principal, name);
  if (name === autoModel) return planAuto(ports, input);
  const route = settings.routes.find((each) => each.name === name);
  if (route !== undefined) return planByRoute(ports, input, route);
  const target = findTarget(settings, name);
  if (target === null) throw notCallable(settings, name);
  return { targets: [{ target, timeouts: {} }], policy: plainPolicy, route: null, candidates: [] };
}

/** Whether the project's settings know what a call names. */
export function isKnown(settings: ProjectSettings, name: string): boolean {
  if (name === autoModel || settings.routes.some((route) => route.name === name)) return true;
  return findTarget(settings, name) !== null;
}
