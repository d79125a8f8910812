import type { LiveBatch, LiveCallEvent } from '../../../shared/contract/live-calls.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { LiveCalls } from './live-calls.ts';
import { splitBatch } from './split-batch.ts';
import type { TopicWatch } from './topic-watch.ts';

/** What comes after a pause leaves at once; what follows is gathered, so that a process sends twenty messages a second at most. */
const gatherMs = 50;
/** Events that wait while nothing leaves; what comes on top is counted as lost. */
const maxWaiting = 1_000;
/** What the end of an invocation grants: a live picture is not worth more of anybody's time. */
const maxFlushMs = 1_000;

interface Ports {
  watch: TopicWatch;
  send(batch: LiveBatch): Promise<void>;
  clock: Clock;
  onError(error: unknown): void;
}

export interface WaitingEvents {
  events: LiveCallEvent[];
  lostCount: number;
}

/** Gathers the events of watched projects and sends them off; an event of any other costs a look into a map. */
export function createLiveCalls({ watch, send, clock, onError }: Ports): LiveCalls {
  let waiting = new Map<string, WaitingEvents>();
  let waitingCount = 0;
  let timer: NodeJS.Timeout | null = null;
  let leaving: Promise<void> | null = null;
  let leftAt = Number.NEGATIVE_INFINITY;
  /** Events of which it is being found out whether anybody wants them. */
  const undecided = new Set<Promise<void>>();

  function add(projectId: string, event: LiveCallEvent): void {
    const ofProject = waiting.get(projectId) ?? { events: [], lostCount: 0 };
    waiting.set(projectId, ofProject);
    if (waitingCount >= maxWaiting) ofProject.lostCount += 1;
    else ofProject.events.push(event);
    waitingCount += 1;
    leaveSoon();
  }

  function leaveSoon(): void {
    if (leaving !== null || waiting.size === 0) return;
    const pauseMs = clock() - leftAt >= gatherMs ? 0 : gatherMs;
    timer ??= setTimeout(() => void leave(), pauseMs);
  }

  /** While messages are under way the next ones gather, however slow the queue is. */
  function leave(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    leaving ??= sendAll().finally(() => {
      leaving = null;
      leaveSoon();
    });
    return leaving;
  }

  async function sendAll(): Promise<void> {
    leftAt = clock();
    const batches = splitBatch(waiting, leftAt);
    waiting = new Map();
    waitingCount = 0;
    await Promise.all(batches.map((batch) => send(batch).catch(onError)));
  }

  function addIfWatched(projectId: string, isWatched: Promise<boolean>, event: LiveCallEvent): void {
    if (undecided.size >= maxWaiting) return;
    const deciding: Promise<void> = isWatched.then((answer) => {
      undecided.delete(deciding);
      if (answer) add(projectId, event);
    });
    undecided.add(deciding);
  }

  async function untilGone(): Promise<void> {
    await Promise.all(undecided);
    while (leaving !== null || waiting.size > 0) await leave();
  }

  return {
    tell(projectId, describe) {
      try {
        const isWatched = watch.isWatched(projectId);
        if (isWatched === true) add(projectId, describe());
        else if (isWatched !== false) addIfWatched(projectId, isWatched, describe());
      } catch (error) {
        onError(error);
      }
    },
    async flush() {
      if (undecided.size === 0 && waiting.size === 0 && leaving === null) return;
      await Promise.race([untilGone(), unreferencedPause(maxFlushMs)]);
    },
  };
}

function unreferencedPause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds).unref();
  });
}
