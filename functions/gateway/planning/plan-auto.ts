import * as z from 'zod';
import { autoRequirementsSchema } from '../../../shared/contract/auto-requirements.ts';
import { parseInput } from '../../../shared/http/parse-input.ts';
import { listProjectModels } from '../../../shared/models/project-models.ts';
import { chooseAuto } from '../../../shared/routing/choose-auto.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { mayCall } from './admit-model.ts';
import { healthKey } from './health-key.ts';
import { isPresent } from './is-present.ts';
import { type Plan, plainPolicy } from './plan.ts';
import type { PlanCallInput } from './plan-call.ts';
import { refuse } from './refuse.ts';
import { targetOf } from './resolve-model.ts';

/** More than one model may be asked, so one that fails costs the caller no error. */
const maxAttempts = 3;

const bodySchema = z.object({ requirements: autoRequirementsSchema });

/** The way of a call that leaves the choice to the gateway, within its `requirements`. */
export function planAuto({ health }: Pick<GatewayPorts, 'health'>, input: PlanCallInput): Plan {
  const { settings, principal, projectId, request } = input;
  const { requirements } = parseInput('body', bodySchema, { requirements: request['requirements'] ?? {} });
  const models = listProjectModels(settings);
  const { order, candidates, refusal } = chooseAuto({
    requirements,
    facts: input.facts(),
    models,
    stateOf: ({ id }) => {
      const key = healthKey(projectId, id);
      const state = { isAllowed: health.allows(key), expectedLatencyMs: health.expectedLatencyMs(key) };
      return mayCall(principal, id) ? state : { ...state, refusal: 'this key may not call it' };
    },
  });
  const chosen = order.map((id) => models.find((model) => model.id === id)).filter(isPresent);
  const [first, ...rest] = chosen.map((model) => ({ target: targetOf(settings, model), timeouts: {} }));
  if (first === undefined) throw refuse(refusal, 'No connected model meets the requirements.');
  return {
    targets: [first, ...rest],
    policy: { ...plainPolicy, retries: { ...plainPolicy.retries, maxAttempts } },
    route: null,
    candidates,
  };
}
