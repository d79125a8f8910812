import type { TraceSummary } from '../../../../shared/contract/span.ts';
import type { LiveCall, LiveEnd } from './live-call.ts';

/** A trace that somebody sent, as a call that has ended. */
export function callOfTrace(trace: TraceSummary, { id, seenAt }: { id: string; seenAt: number }): LiveCall {
  return {
    ...{ id, traceId: trace.traceId, source: 'received', name: trace.name, startedAt: Date.parse(trace.startTime) },
    ...{ seenAt, ranMs: 0, requestedModel: trace.models[0] ?? '', model: trace.models[0] ?? null },
    ...{ provider: trace.providers[0] ?? null, isSimulated: trace.isSimulated, isStreamed: false },
    ...{ keyId: trace.keyIds[0] ?? null, userId: trace.userId, sessionId: trace.sessionId },
    ...{ environment: trace.environment, service: trace.service, release: trace.release, tags: trace.tags },
    ...{ inputPreview: trace.inputPreview, hasHeardStart: true, timeToFirstTokenMs: trace.timeToFirstTokenMs },
    ...{ end: endOfTrace(trace), isUnsure: false },
  };
}

/** A call whose end was missed, with what its trace says. */
export function withTrace(call: LiveCall, trace: TraceSummary): LiveCall {
  return {
    ...call,
    model: call.model ?? trace.models[0] ?? null,
    provider: call.provider ?? trace.providers[0] ?? null,
    isSimulated: trace.isSimulated,
    timeToFirstTokenMs: trace.timeToFirstTokenMs,
    end: endOfTrace(trace),
    isUnsure: false,
  };
}

function endOfTrace(trace: TraceSummary): LiveEnd {
  return {
    status: trace.status === 'error' ? 'error' : 'ok',
    errorType: trace.errorTypes[0] ?? null,
    durationMs: trace.durationMs,
    inputTokens: trace.inputTokens,
    outputTokens: trace.outputTokens,
    totalTokens: trace.totalTokens,
    costNanoUsd: trace.costNanoUsd,
    isEstimated: trace.isEstimated,
    ...{ finishReason: null, attemptCount: 1, cache: null, slowAfterMs: null },
  };
}
