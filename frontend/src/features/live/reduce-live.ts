import type { LiveCallEvent } from '../../../../shared/contract/live-calls.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { isFollowed } from '../../../../shared/live/is-followed.ts';
import { elapsedOf, type LiveCall, lostAfterMs, newCall, withEvent } from './live-call.ts';
import { addToRates, type LiveRates } from './live-rates.ts';
import { callOfTrace, withTrace } from './received-trace.ts';
import { addDuration, type Durations, slowAfter } from './slow-calls.ts';

export interface LiveState {
  /** In the order in which they were first heard of. */
  calls: ReadonlyMap<string, LiveCall>;
  rates: LiveRates;
  durations: Durations;
  /** 1: all calls are told; less: those of a sample. */
  sampledFraction: number;
  /** When a sampled message came last, by this computer's clock; null if none has. */
  sampledAt: number | null;
  /** Events that did not arrive, by the publisher's count. */
  missedCount: number;
  /** Milliseconds for which the connection was away, and when it came back; of the last time. */
  gap: { ms: number; at: number } | null;
  /** Since when the topic has been listened to without a break; null before. */
  heardSince: number | null;
}

export type LiveInput =
  | { kind: 'events'; events: readonly LiveCallEvent[]; sampledFraction: number; missedCount: number }
  | { kind: 'trace'; trace: TraceSummary }
  /** From now on events arrive. `awayMs`: how long none could; null where nothing was listened to before. */
  | { kind: 'listening'; awayMs: number | null };

/** Calls that are kept: at 200 events a second, of half a minute. */
export const maxCalls = 2_000;

export const emptyLiveState: LiveState = {
  calls: new Map(),
  rates: [],
  durations: new Map(),
  sampledFraction: 1,
  sampledAt: null,
  missedCount: 0,
  gap: null,
  heardSince: null,
};

/** What is known after some input. The calls are copied once, however many inputs there are. */
export function reduceLive(state: LiveState, inputs: readonly LiveInput[], now: number): LiveState {
  const calls = new Map(state.calls);
  let next: LiveState = { ...state, calls };
  for (const input of inputs) {
    if (input.kind === 'events') next = takeEvents(next, calls, input, now);
    else if (input.kind === 'listening') next = listen(next, calls, input.awayMs, now);
    else takeTrace(calls, input.trace, { now, mayAdd: tellsOfTraces(next, now) });
  }
  evict(calls);
  return next;
}

type Calls = Map<string, LiveCall>;

function takeEvents(
  state: LiveState,
  calls: Calls,
  { events, sampledFraction, missedCount }: Extract<LiveInput, { kind: 'events' }>,
  now: number,
): LiveState {
  if (sampledFraction < state.sampledFraction) leaveOut(calls, sampledFraction);
  let next = {
    ...state,
    sampledFraction,
    sampledAt: sampledFraction < 1 ? now : state.sampledAt,
    missedCount: state.missedCount + missedCount,
  };
  for (const event of events) next = takeEvent(next, calls, event, now);
  return next;
}

function takeEvent(state: LiveState, calls: Calls, event: LiveCallEvent, now: number): LiveState {
  const before = calls.get(event.callId) ?? newCall(event, now);
  const slowAfterMs = event.type === 'call.ended' ? slowAfter(state.durations, event.model) : null;
  const after = withEvent(before, event, slowAfterMs);
  calls.set(event.callId, after);
  calls.delete(receivedId(event.traceId));
  return count(state, before, after, now);
}

/** Each call's start and end are counted once, however often they are told. */
function count(state: LiveState, before: LiveCall, after: LiveCall, now: number): LiveState {
  const weight = 1 / state.sampledFraction;
  let { rates, durations } = state;
  if (after.hasHeardStart && !before.hasHeardStart) rates = addToRates(rates, now, { started: weight });
  if (after.end !== null && before.end === null) {
    rates = addToRates(rates, now, {
      ended: weight,
      errors: after.end.status === 'error' ? weight : 0,
      tokens: (after.end.totalTokens ?? 0) * weight,
      costNanoUsd: (after.end.costNanoUsd ?? 0) * weight,
      simulatedNanoUsd: after.isSimulated ? (after.end.costNanoUsd ?? 0) * weight : 0,
    });
    // How long failures and kept answers take says nothing of the model.
    const isTelling = after.end.status === 'ok' && after.end.cache !== 'hit' && after.end.cache !== 'shared';
    if (isTelling && after.model !== null) durations = addDuration(durations, after.model, after.end.durationMs);
  }
  return { ...state, rates, durations };
}

/** Of calls that fell out of the sample nothing more will come, nor of those that ended while the connection was away. */
function leaveOut(calls: Calls, fraction: number): void {
  for (const [id, call] of calls) {
    if (call.end === null && !isFollowed(id, fraction)) calls.set(id, { ...call, isUnsure: true });
  }
}

function listen(state: LiveState, calls: Calls, awayMs: number | null, now: number): LiveState {
  if (awayMs === null) return { ...state, heardSince: now };
  leaveOut(calls, 0);
  return { ...state, heardSince: now, gap: { ms: awayMs, at: now } };
}

/** The gateway learns within 5 s that somebody watches; what it did not tell by then would look as if it came otherwise. */
const unsureForMs = 8_000;

/** Whether a trace without a call is one that did not come through the gateway. */
function tellsOfTraces({ heardSince, sampledAt }: LiveState, now: number): boolean {
  const isFull = sampledAt === null || now - sampledAt > unsureForMs;
  return isFull && heardSince !== null && now - heardSince > unsureForMs;
}

const receivedId = (traceId: string) => `trace:${traceId}`;

/** An older trace changes because somebody scored or tagged it. */
const newsForMs = 10 * 60_000;

/** A stored trace: the end of a call whose end was missed, else one that did not come through the gateway. */
function takeTrace(calls: Calls, trace: TraceSummary, { now, mayAdd }: { now: number; mayAdd: boolean }): void {
  const ofTrace = [...calls.values()].filter(
    ({ traceId, source }) => traceId === trace.traceId && source === 'gateway',
  );
  for (const call of ofTrace) if (call.isUnsure && call.end === null) calls.set(call.id, withTrace(call, trace));
  const id = receivedId(trace.traceId);
  const known = calls.get(id);
  const isNews = mayAdd && Math.abs(now - Date.parse(trace.endTime)) <= newsForMs;
  if (ofTrace.length > 0 || (known === undefined && !isNews)) return;
  calls.set(id, callOfTrace(trace, { id, seenAt: known?.seenAt ?? now }));
}

/** The oldest that have ended go first, and only then those that run. */
function evict(calls: Calls): void {
  for (const wantsEnded of [true, false]) {
    for (const [id, { end }] of calls) {
      if (calls.size <= maxCalls) return;
      if (!wantsEnded || end !== null) calls.delete(id);
    }
  }
}

export function isInFlight(call: LiveCall, now: number): boolean {
  return call.end === null && !call.isUnsure && elapsedOf(call, now) < lostAfterMs;
}
