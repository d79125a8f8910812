import type { createChatCompletion } from '../../shared/contract/gateway.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { beginRun } from './begin-run.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { admitModel } from './planning/admit-model.ts';
import { resolveModel } from './planning/resolve-model.ts';
import { relayAnswer } from './relay-answer.ts';
import { relayStream } from './relay-stream.ts';

/** Admit → resolve → call → relay → record. */
export function handleChatCompletion(ports: GatewayPorts): Handler<typeof createChatCompletion> {
  return async (call) => {
    admitModel(call.principal, call.body.model);
    const target = await resolveModel(ports, call.projectId, call.body.model);
    const run = beginRun(ports, { operation: 'chat', call, target });
    return call.body.stream === true ? await relayStream(ports, run) : await relayAnswer(ports, run);
  };
}
