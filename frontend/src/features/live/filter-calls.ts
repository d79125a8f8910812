import type { Filter } from '../../../../shared/trace-filter/filter.ts';
import { createTraceMatcher, findInSummary } from '../../../../shared/trace-filter/match-trace.ts';
import type { FilterableTrace } from '../../../../shared/trace-filter/trace-values.ts';
import type { LiveCall } from './live-call.ts';
import { elapsedOf } from './live-call.ts';
import type { LiveSearch } from './live-search.ts';
import { isInFlight } from './reduce-live.ts';
import { type Durations, slowAfter } from './slow-calls.ts';

/** A call as the filter language sees traces: as far as it is known by now. */
export function toFilterable(call: LiveCall): FilterableTrace {
  const { end, model, provider, requestedModel } = call;
  return {
    traceId: call.traceId,
    name: call.source === 'received' ? call.name : `${call.name} ${requestedModel}`,
    models: [model ?? requestedModel],
    routes: [requestedModel],
    providers: provider === null ? [] : [provider],
    status: end?.status ?? 'unset',
    types: call.source === 'received' ? [] : [call.name === 'chat' ? 'llm' : 'embedding'],
    ...{ environment: call.environment, service: call.service, release: call.release },
    ...{ sessionId: call.sessionId, userId: call.userId, tags: [...call.tags] },
    keyIds: call.keyId === null ? [] : [call.keyId],
    errorTypes: end?.errorType ? [end.errorType] : [],
    errorCount: end?.status === 'error' ? 1 : 0,
    spanCount: 1,
    inputPreview: call.inputPreview,
    isSimulated: call.isSimulated,
    timeToFirstTokenMs: call.timeToFirstTokenMs,
    ...(end === null ? {} : endedFields(end)),
  };
}

function endedFields(end: NonNullable<LiveCall['end']>): FilterableTrace {
  return {
    durationMs: end.durationMs,
    inputTokens: end.inputTokens ?? 0,
    outputTokens: end.outputTokens ?? 0,
    totalTokens: end.totalTokens ?? 0,
    costNanoUsd: end.costNanoUsd,
    isEstimated: end.isEstimated,
    unpricedSpanCount: end.costNanoUsd === null && end.totalTokens !== null ? 1 : 0,
  };
}

/** Whether a filter lets a call through. Calls never change, they are replaced: so each is judged once. */
export function createCallFilter(filter: Filter): (call: LiveCall) => boolean {
  const matches = createTraceMatcher(filter);
  const verdicts = new WeakMap<LiveCall, boolean>();
  return (call) => {
    const known = verdicts.get(call);
    if (known !== undefined) return known;
    const verdict = matches(toFilterable(call), (pattern, trace) => findInSummary(pattern, trace) === true) === true;
    verdicts.set(call, verdict);
    return verdict;
  };
}

export interface SlowRule {
  /** The same for all, as the URL says; else by what each model usually takes. */
  fixedMs: number | undefined;
  durations: Durations;
}

/** What a call has to take to be slow, or null where that is not known. */
export function slowThreshold(call: LiveCall, { fixedMs, durations }: SlowRule): number | null {
  if (fixedMs !== undefined) return fixedMs;
  if (call.source === 'received') return null;
  return call.end === null ? slowAfter(durations, call.model ?? call.requestedModel) : call.end.slowAfterMs;
}

export function isSlow(call: LiveCall, now: number, rule: SlowRule): boolean {
  if (call.end === null && !isInFlight(call, now)) return false;
  const threshold = slowThreshold(call, rule);
  return threshold !== null && elapsedOf(call, now) > threshold;
}

/** The calls to show: newest first; with `order`, those that run before those that have ended. */
export function listCalls(
  calls: Iterable<LiveCall>,
  {
    now,
    search,
    matches,
    slow,
  }: { now: number; search: LiveSearch; matches: (call: LiveCall) => boolean; slow: SlowRule },
): LiveCall[] {
  const shown = [...calls].filter(
    (call) => isSettled(call, now) && matches(call) && isInState(call, search.state, now, slow),
  );
  return shown.sort(
    (a, b) => rank(b, search, now) - rank(a, search, now) || b.startedAt - a.startedAt || compareIds(a, b),
  );
}

/** A trace may overtake the events of its call: only after this it is taken for one that came otherwise. */
const settledAfterMs = 5_000;

function isSettled({ source, seenAt }: LiveCall, now: number): boolean {
  return source === 'gateway' || now - seenAt >= settledAfterMs;
}

function rank(call: LiveCall, { order }: LiveSearch, now: number): number {
  return order === 'running' && isInFlight(call, now) ? 1 : 0;
}

const compareIds = (a: LiveCall, b: LiveCall) => (a.id < b.id ? -1 : 1);

function isInState(call: LiveCall, state: LiveSearch['state'], now: number, slow: SlowRule): boolean {
  switch (state) {
    case undefined:
      return true;
    case 'running':
      return isInFlight(call, now);
    case 'failed':
      return call.end?.status === 'error';
    case 'slow':
      return isSlow(call, now, slow);
  }
}
