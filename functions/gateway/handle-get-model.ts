import type { getGatewayModel } from '../../shared/contract/gateway.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { mayCall } from './planning/admit-model.ts';
import { findCallableModel, modelNotFound } from './planning/resolve-model.ts';
import { toOpenAiModel } from './planning/to-openai-model.ts';

export function handleGetModel(ports: GatewayPorts): Handler<typeof getGatewayModel> {
  return async ({ projectId, principal, params }) => {
    const settings = await ports.freshSettingsOf(projectId);
    const model = mayCall(principal, params.model) ? findCallableModel(settings, params.model) : null;
    if (!model) throw modelNotFound(`There is no model "${params.model}" that this key can call.`);
    return toOpenAiModel(model);
  };
}
