import { createStore, type Store } from '../../lib/create-store.ts';
import type { LiveCall } from './live-call.ts';
import { emptyLiveState, isInFlight, type LiveInput, type LiveState, reduceLive } from './reduce-live.ts';

export interface LiveSnapshot {
  state: LiveState;
  /** What the list shows: while it is paused, what it showed then. */
  shown: ReadonlyMap<string, LiveCall>;
  pausedAt: number | null;
  /** It is still only for as long as somebody reads or points at it. */
  isHeld: boolean;
  /** Calls that came since. */
  waitingCount: number;
}

export interface LiveFeed {
  snapshot: Store<LiveSnapshot>;
  /** This computer's time as of the last beat, for what runs. */
  clock: Store<number>;
  push(input: LiveInput): void;
  /** Takes in what came, unless it did so just before: call it often, so that what comes after a pause is seen at once. */
  beat(): void;
  pause(): void;
  resume(): void;
  /** Holds the list still for somebody who reads it, and lets go; a pause that was asked for stays. */
  hold(isHeld: boolean): void;
}

/** Ten renderings a second are smooth to read, and leave a slow machine room. */
const renderMs = 100;
/** Without anything new, figures over time are computed again so often. */
const idleMs = 1_000;

/** Collects what arrives and takes it in ten times a second at most, so that the page renders no more often, whatever the rate. */
export function createLiveFeed({ now, beatsFast = true }: { now: () => number; beatsFast?: boolean }): LiveFeed {
  const start: LiveSnapshot = {
    state: emptyLiveState,
    shown: new Map(),
    pausedAt: null,
    isHeld: false,
    waitingCount: 0,
  };
  const snapshot = createStore(start);
  const clock = createStore(now());
  let pending: LiveInput[] = [];
  let tookInAt = Number.NEGATIVE_INFINITY;

  function takeIn(time: number): void {
    const inputs = pending;
    pending = [];
    tookInAt = time;
    const old = snapshot.get();
    const state = reduceLive(old.state, inputs, time);
    const isPaused = old.pausedAt !== null;
    snapshot.set({
      ...old,
      state,
      shown: isPaused ? old.shown : state.calls,
      waitingCount: isPaused ? countNew(state.calls, old.shown, old.pausedAt) : 0,
    });
  }

  function runsAnything(time: number): boolean {
    for (const call of snapshot.get().shown.values()) if (isInFlight(call, time)) return true;
    return false;
  }

  function resume(): void {
    const { state } = snapshot.get();
    snapshot.set({ state, shown: state.calls, pausedAt: null, isHeld: false, waitingCount: 0 });
  }

  return {
    snapshot,
    clock,
    push(input) {
      pending.push(input);
    },
    beat() {
      const time = now();
      const restedMs = time - tookInAt;
      const isDue = restedMs >= idleMs || (pending.length > 0 && restedMs >= renderMs);
      if (isDue) takeIn(time);
      // With what is taken in, so that the page renders once for both.
      const sinceTick = time - clock.get();
      if (sinceTick >= idleMs || (beatsFast && (isDue || sinceTick >= renderMs) && runsAnything(time))) clock.set(time);
    },
    pause() {
      const old = snapshot.get();
      snapshot.set({ ...old, pausedAt: old.pausedAt ?? now(), isHeld: false });
    },
    resume,
    hold(isHeld) {
      const old = snapshot.get();
      if (isHeld && old.pausedAt === null) snapshot.set({ ...old, pausedAt: now(), isHeld: true });
      else if (!isHeld && old.isHeld) resume();
    },
  };
}

function countNew(
  calls: ReadonlyMap<string, LiveCall>,
  shown: ReadonlyMap<string, LiveCall>,
  pausedAt: number | null,
): number {
  let count = 0;
  for (const [id, { seenAt }] of calls) if (seenAt >= (pausedAt ?? 0) && !shown.has(id)) count += 1;
  return count;
}
