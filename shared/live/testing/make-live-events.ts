import type { LiveCallEvent } from '../../contract/live-calls.ts';

type EventOf<Type extends LiveCallEvent['type']> = Extract<LiveCallEvent, { type: Type }>;

const callFields = {
  callId: '00f067aa0ba902b7',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  startTime: '2026-11-26T12:00:00.000Z',
  operation: 'chat',
  requestedModel: 'sandbox/lorem',
  isStreamed: true,
  keyId: 'key-1',
  userId: null,
  sessionId: null,
  environment: 'test',
  tags: [],
} satisfies Partial<LiveCallEvent>;

const answerer = { model: 'sandbox/lorem', provider: 'sandbox', isSimulated: true };

export function makeStarted(changes: Partial<EventOf<'call.started'>> = {}): EventOf<'call.started'> {
  return { type: 'call.started', ...callFields, inputPreview: 'Hello', ...changes };
}

export function makeStreaming(changes: Partial<EventOf<'call.streaming'>> = {}): EventOf<'call.streaming'> {
  return { type: 'call.streaming', ...callFields, ...answerer, timeToFirstTokenMs: 120, ...changes };
}

export function makeEnded(changes: Partial<EventOf<'call.ended'>> = {}): EventOf<'call.ended'> {
  return {
    ...{ type: 'call.ended', ...callFields, ...answerer, status: 'ok', errorType: null, durationMs: 900 },
    ...{ timeToFirstTokenMs: 120, inputTokens: 10, outputTokens: 20, totalTokens: 30, costNanoUsd: 4_000 },
    ...{ isEstimated: false, finishReason: 'stop', attemptCount: 1, cache: null },
    ...changes,
  };
}
