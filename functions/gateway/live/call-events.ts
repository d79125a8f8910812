import type { LiveCallEvent, LiveCallFields } from '../../../shared/contract/live-calls.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { previewOf } from '../../../shared/telemetry/to-payload.ts';
import type { Run } from '../begin-run.ts';
import type { Target } from '../planning/target.ts';
import { callerFields } from '../recording/caller-fields.ts';
import { roundMs } from '../recording/span-times.ts';

/** Many events share one message, so each has to be small. */
const maxPreviewCharacters = 160;
const maxTags = 10;

export function startedEvent(run: Run, stage: string): LiveCallEvent {
  const words = run.request[run.operation === 'chat' ? 'messages' : 'input'];
  const inputPreview = run.settings.capturesContent ? previewOf(words).slice(0, maxPreviewCharacters) : null;
  return { type: 'call.started', ...fieldsOf(run, stage), inputPreview };
}

export function streamingEvent(run: Run, stage: string, target: Target, timeToFirstTokenMs: number): LiveCallEvent {
  return {
    type: 'call.streaming',
    ...fieldsOf(run, stage),
    model: target.model.id,
    provider: target.providerId,
    isSimulated: target.model.isSimulated,
    timeToFirstTokenMs: roundMs(timeToFirstTokenMs),
  };
}

/** `spans` are those of the finished call: its own, and those of the attempts below it, which were paid for, too. */
export function endedEvent(run: Run, stage: string, spans: readonly [Span, ...Span[]]): LiveCallEvent {
  const [call] = spans;
  return {
    type: 'call.ended',
    ...fieldsOf(run, stage),
    model: call.model?.requestedModel ?? run.requestedModel,
    provider: call.model?.provider ?? '',
    isSimulated: call.isSimulated,
    status: call.status === 'error' ? 'error' : 'ok',
    errorType: call.errorType,
    durationMs: call.durationMs,
    timeToFirstTokenMs: call.model?.timeToFirstTokenMs ?? null,
    ...tokensOf(spans),
    costNanoUsd: sumOf(spans, ({ cost }) => cost?.totalNanoUsd ?? null),
    isEstimated: spans.some(({ usage }) => usage?.basis === 'estimated'),
    finishReason: call.model?.finishReasons[0] ?? null,
    attemptCount: run.attempts.length,
    cache: run.decision.cache,
  };
}

function fieldsOf(run: Run, stage: string): LiveCallFields {
  const { sessionId, userId, environment, tags } = callerFields(run.request, stage);
  return {
    callId: run.spanId,
    traceId: run.traceId,
    startTime: new Date(run.startedAt).toISOString(),
    operation: run.operation,
    requestedModel: run.requestedModel,
    isStreamed: run.isStreamed,
    keyId: run.keyId,
    ...{ userId, sessionId, environment },
    tags: tags.slice(0, maxTags),
  };
}

function tokensOf(spans: readonly Span[]) {
  return {
    inputTokens: sumOf(spans, ({ usage }) => usage?.input ?? null),
    outputTokens: sumOf(spans, ({ usage }) => usage?.output ?? null),
    totalTokens: sumOf(spans, ({ usage }) => usage?.total ?? null),
  };
}

/** Of what is known; null if nothing is. */
function sumOf(spans: readonly Span[], read: (span: Span) => number | null): number | null {
  const values = spans.map(read).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}
