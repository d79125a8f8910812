import type { createEmbeddings } from '../../shared/contract/gateway.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { beginRun } from './begin-run.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { admitModel } from './planning/admit-model.ts';
import { resolveModel } from './planning/resolve-model.ts';
import { relayAnswer } from './relay-answer.ts';

export function handleEmbeddings(ports: GatewayPorts): Handler<typeof createEmbeddings> {
  return async (call) => {
    admitModel(call.principal, call.body.model);
    const target = await resolveModel(ports, call.projectId, call.body.model);
    return await relayAnswer(ports, beginRun(ports, { operation: 'embeddings', call, target }));
  };
}
