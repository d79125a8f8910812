import type { CallDecision } from '../../shared/contract/call-decision.ts';
import type { Reservation } from '../../shared/governance/governor.ts';
import type { HttpRequest } from '../../shared/http/http-request.ts';
import type { Principal } from '../../shared/http/principal.ts';
import type { Operation } from '../../shared/providers/provider.ts';
import type { Attempt } from './attempts/attempt.ts';
import type { CallTimeouts } from './attempts/call-timeouts.ts';
import { followClient } from './attempts/follow-client.ts';
import type { GatewayPorts, ProjectSettings } from './gateway-ports.ts';
import { parseTraceparent } from './parse-traceparent.ts';
import type { AnswerSource } from './recording/answer-source.ts';

/** One call on its way through the gateway. */
export interface Run {
  operation: Operation;
  settings: ProjectSettings;
  projectId: string;
  keyId: string | null;
  requestId: string;
  /** As the caller named it: a model, a route or `auto`. */
  requestedModel: string;
  /** In the chat dialect; of embeddings, OpenAI's request. */
  request: Readonly<Record<string, unknown>>;
  /** The same as bytes: the caller's own where nothing had to change. */
  rawBody: Uint8Array;
  isStreamed: boolean;
  timeouts: CallTimeouts;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  /** Epoch milliseconds. */
  startedAt: number;
  /** Milliseconds since the call began. */
  elapsed: () => number;
  /** How the answer comes about; grows while it does. Its attempts are read off `attempts` in the end. */
  decision: CallDecision;
  /** Requests to providers, in the order they were made; the last is the one that answers. */
  attempts: Attempt[];
  /** What the caller calls a field of the chat request, for warnings of adapters that name one. */
  toCallerField: (field: string) => string;
  /** Where the answer comes from; null until that is known. */
  answer: AnswerSource | null;
  /** What limits and budgets hold for it; null where there are none. */
  reservation: Reservation | null;
  /** Aborts whatever is under way. */
  abort: AbortController;
  /** Call it when the call is over. */
  unfollowClient: () => void;
}

export interface BeginRunInput {
  operation: Operation;
  surface: CallDecision['surface'];
  settings: ProjectSettings;
  request: Readonly<Record<string, unknown>> & { model: string };
  rawBody: Uint8Array;
  toCallerField?: (field: string) => string;
  call: { principal: Principal; projectId: string; request: HttpRequest; requestId: string };
}

export function beginRun(ports: GatewayPorts, input: BeginRunInput): Run {
  const { call, operation, request } = input;
  const parent = parseTraceparent(call.request.headers.get('traceparent'));
  const start = ports.monotonic();
  const abort = new AbortController();
  return {
    operation,
    settings: input.settings,
    projectId: call.projectId,
    keyId: call.principal.kind === 'key' ? call.principal.id : null,
    requestId: call.requestId,
    requestedModel: request.model,
    request,
    rawBody: input.rawBody,
    isStreamed: operation === 'chat' && request['stream'] === true,
    timeouts: ports.timeouts,
    traceId: parent?.traceId ?? hexOf(ports.ids()),
    spanId: newSpanId(ports),
    parentSpanId: parent?.parentSpanId ?? null,
    startedAt: ports.clock(),
    elapsed: () => ports.monotonic() - start,
    decision: newDecision(input.surface),
    attempts: [],
    toCallerField: input.toCallerField ?? ((field) => field),
    answer: null,
    reservation: null,
    abort,
    unfollowClient: followClient(call.request.signal, abort, ports.stopping),
  };
}

export function newSpanId({ ids }: Pick<GatewayPorts, 'ids'>): string {
  return hexOf(ids()).slice(-16);
}

export function newDecision(surface: CallDecision['surface']): CallDecision {
  return {
    surface,
    route: null,
    candidates: [],
    attempts: [],
    warnings: [],
    cache: null,
    conversationId: null,
    structuredOutput: null,
    limits: [],
  };
}

function hexOf(uuid: string): string {
  return uuid.replaceAll('-', '');
}
