import type { Principal } from '../../shared/http/principal.ts';
import type { Operation } from '../../shared/providers/provider.ts';
import { followClient } from './attempts/follow-client.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { parseTraceparent } from './parse-traceparent.ts';
import type { Target } from './planning/resolve-model.ts';
import { createObservation, type Observation } from './recording/observation.ts';

/** One call on its way through the gateway. */
export interface Run {
  operation: Operation;
  target: Target;
  projectId: string;
  keyId: string | null;
  requestId: string;
  requestedModel: string;
  request: Readonly<Record<string, unknown>>;
  rawBody: Uint8Array;
  isStreamed: boolean;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  /** Epoch milliseconds. */
  startedAt: number;
  /** Milliseconds since the call began. */
  elapsed: () => number;
  observation: Observation;
  /** Aborts the provider's side. */
  abort: AbortController;
  /** Call it when the call is over. */
  unfollowClient: () => void;
}

interface BeginRunInput {
  operation: Operation;
  target: Target;
  call: {
    body: Readonly<Record<string, unknown>> & { model: string };
    rawBody: Uint8Array;
    principal: Principal;
    projectId: string;
    request: Request;
    requestId: string;
  };
}

export function beginRun(ports: GatewayPorts, { operation, target, call }: BeginRunInput): Run {
  const parent = parseTraceparent(call.request.headers.get('traceparent'));
  const start = ports.monotonic();
  const abort = new AbortController();
  return {
    operation,
    target,
    projectId: call.projectId,
    keyId: call.principal.kind === 'key' ? call.principal.id : null,
    requestId: call.requestId,
    requestedModel: call.body.model,
    request: call.body,
    rawBody: call.rawBody,
    isStreamed: operation === 'chat' && call.body['stream'] === true,
    traceId: parent?.traceId ?? hexOf(ports.ids()),
    spanId: hexOf(ports.ids()).slice(-16),
    parentSpanId: parent?.parentSpanId ?? null,
    startedAt: ports.clock(),
    elapsed: () => ports.monotonic() - start,
    observation: createObservation(),
    abort,
    unfollowClient: followClient(call.request.signal, abort),
  };
}

function hexOf(uuid: string): string {
  return uuid.replaceAll('-', '');
}
