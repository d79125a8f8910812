import type { LiveCallEvent } from '../../../../shared/contract/live-calls.ts';

type Started = Extract<LiveCallEvent, { type: 'call.started' }>;
type Ended = Extract<LiveCallEvent, { type: 'call.ended' }>;

/** How a call ended. */
export type LiveEnd = Pick<
  Ended,
  | 'status'
  | 'errorType'
  | 'durationMs'
  | 'inputTokens'
  | 'outputTokens'
  | 'totalTokens'
  | 'costNanoUsd'
  | 'isEstimated'
  | 'finishReason'
  | 'attemptCount'
  | 'cache'
> & {
  /** What counted as slow when it ended; null where too little was known. */
  slowAfterMs: number | null;
};

/** One row of the monitor. Durations of what runs are by this computer's clock: the server's may differ. */
export interface LiveCall {
  /** Of the call's span; of a trace that came otherwise, `trace:` and its id. */
  id: string;
  traceId: string;
  /** `received`: a trace that somebody sent, known when it is stored. */
  source: 'gateway' | 'received';
  name: string;
  /** Epoch milliseconds, by the server's clock. */
  startedAt: number;
  /** When it was first heard of, by this computer's clock, and how long it had run by then. */
  seenAt: number;
  ranMs: number;
  requestedModel: string;
  /** Null until it is known who answers. */
  model: string | null;
  provider: string | null;
  isSimulated: boolean;
  isStreamed: boolean;
  keyId: string | null;
  userId: string | null;
  sessionId: string | null;
  environment: string | null;
  service: string | null;
  release: string | null;
  tags: readonly string[];
  inputPreview: string | null;
  hasHeardStart: boolean;
  timeToFirstTokenMs: number | null;
  end: LiveEnd | null;
  /** Its end may have been missed: the connection was away, or it fell out of the sample. */
  isUnsure: boolean;
}

export type CallState = 'started' | 'streaming' | 'ended' | 'failed' | 'unsure' | 'lost';

/** The gateway ends every call before; whatever has no end by then had nobody left to tell it. */
export const lostAfterMs = 15 * 60_000;

export function stateOf(call: LiveCall, now: number): CallState {
  if (call.end !== null) return call.end.status === 'error' ? 'failed' : 'ended';
  if (elapsedOf(call, now) >= lostAfterMs) return 'lost';
  if (call.isUnsure) return 'unsure';
  return call.timeToFirstTokenMs === null ? 'started' : 'streaming';
}

export function elapsedOf({ end, seenAt, ranMs, timeToFirstTokenMs }: LiveCall, now: number): number {
  return end?.durationMs ?? Math.max(now - seenAt + ranMs, timeToFirstTokenMs ?? 0, 0);
}

/** Of what runs only tenths of a second, or its digits would flicker; but no less than its first token took. */
export function shownElapsed(call: LiveCall, now: number): number {
  const elapsed = elapsedOf(call, now);
  return call.end === null ? Math.max(Math.round(elapsed / 100) * 100, call.timeToFirstTokenMs ?? 0) : elapsed;
}

/** A call as it is first heard of, by whichever of its events. */
export function newCall(event: LiveCallEvent, now: number): LiveCall {
  return {
    ...{ id: event.callId, traceId: event.traceId, source: 'gateway', name: `${event.operation}` },
    ...{ startedAt: Date.parse(event.startTime), seenAt: now, ranMs: ranBefore(event) },
    ...{ requestedModel: event.requestedModel, model: null, provider: null, isSimulated: false },
    ...{ isStreamed: event.isStreamed, keyId: event.keyId, userId: event.userId, sessionId: event.sessionId },
    ...{ environment: event.environment, service: null, release: null, tags: event.tags, inputPreview: null },
    ...{ hasHeardStart: false, timeToFirstTokenMs: null, end: null, isUnsure: false },
  };
}

function ranBefore(event: LiveCallEvent): number {
  return event.type === 'call.streaming' ? event.timeToFirstTokenMs : 0;
}

/** The call with what an event adds. In any order, and however often, the same events make the same call. */
export function withEvent(call: LiveCall, event: LiveCallEvent, slowAfterMs: number | null): LiveCall {
  switch (event.type) {
    case 'call.started':
      return { ...call, inputPreview: (event satisfies Started).inputPreview, hasHeardStart: true };
    case 'call.streaming':
      return call.end === null
        ? { ...call, ...answererOf(event), timeToFirstTokenMs: event.timeToFirstTokenMs, isUnsure: false }
        : call;
    case 'call.ended':
      return call.end === null ? endedCall(call, event, slowAfterMs) : call;
  }
}

function endedCall(call: LiveCall, event: Ended, slowAfterMs: number | null): LiveCall {
  const { status, errorType, durationMs, inputTokens, outputTokens, totalTokens, costNanoUsd } = event;
  const { isEstimated, finishReason, attemptCount, cache } = event;
  return {
    ...call,
    ...answererOf(event),
    timeToFirstTokenMs: event.timeToFirstTokenMs,
    isUnsure: false,
    end: {
      ...{ status, errorType, durationMs, inputTokens, outputTokens, totalTokens, costNanoUsd },
      ...{ isEstimated, finishReason, attemptCount, cache, slowAfterMs },
    },
  };
}

function answererOf({ model, provider, isSimulated }: Exclude<LiveCallEvent, { type: 'call.started' }>) {
  return { model, provider: provider === '' ? null : provider, isSimulated };
}
