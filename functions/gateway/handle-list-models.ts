import type { listGatewayModels } from '../../shared/contract/gateway.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { listProjectModels } from '../../shared/models/project-models.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { mayCall } from './planning/admit-model.ts';
import { toOpenAiModel } from './planning/to-openai-model.ts';

/** What the caller can call now: served by a connected provider or the sandbox, and allowed to the key. */
export function handleListModels(ports: GatewayPorts): Handler<typeof listGatewayModels> {
  return async ({ projectId, principal }) => {
    const models = listProjectModels(await ports.freshSettingsOf(projectId));
    const callable = models.filter(({ id, isAvailable }) => isAvailable && mayCall(principal, id));
    return { object: 'list', data: callable.map(toOpenAiModel) };
  };
}
