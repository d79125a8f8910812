import type { RouteTarget, RouteTimeouts } from '../../../shared/contract/route-config.ts';
import type { RouteVersion } from '../../../shared/contract/routing.ts';
import { planRoute } from '../../../shared/routing/plan-route.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { healthKey } from './health-key.ts';
import { isPresent } from './is-present.ts';
import type { Plan, PlannedTarget } from './plan.ts';
import type { PlanCallInput } from './plan-call.ts';
import { refuse } from './refuse.ts';
import { findTarget } from './resolve-model.ts';

type Ports = Pick<GatewayPorts, 'health' | 'random'>;

/** The way that the current version of a route finds for a call. */
export function planByRoute(ports: Ports, input: PlanCallInput, { name, version, config }: RouteVersion): Plan {
  const { settings, projectId } = input;
  const { rule, strategy, arm, order, candidates, refusal } = planRoute({
    route: config,
    facts: input.facts(),
    targets: config.targets.map((target) => stateOf(ports, settings, projectId, target)),
    random: ports.random,
  });
  const targets = order.map((id) => config.targets.find((target) => target.id === id)).filter(isPresent);
  const [first, ...rest] = targets.map((target) => planned(settings, target, config.timeouts)).filter(isPresent);
  if (first === undefined) throw refuse(refusal, `The route "${name}" has no model for this call.`);
  return {
    targets: [first, ...rest],
    policy: {
      retries: config.retries,
      context: config.context,
      cache: config.cache,
      repairsAlways: config.structuredOutput.repair,
      repairsInstructed: config.structuredOutput.repair,
    },
    route: { name, version, rule, strategy, arm },
    candidates,
  };
}

function stateOf({ health }: Ports, settings: ProjectSettings, projectId: string, target: RouteTarget) {
  const key = healthKey(projectId, target.model);
  return {
    id: target.id,
    modelId: target.model,
    model: findTarget(settings, target.model)?.model ?? null,
    isAllowed: health.allows(key),
    expectedLatencyMs: health.expectedLatencyMs(key),
    weight: target.weight,
  };
}

function planned(settings: ProjectSettings, target: RouteTarget, timeouts: RouteTimeouts): PlannedTarget | null {
  const found = findTarget(settings, target.model);
  return found && { target: found, timeouts: { ...timeouts, ...target.timeouts } };
}
