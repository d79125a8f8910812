import { describe, expect, it } from 'vitest';
import { makeEnded, makeStarted } from '../../../../shared/live/testing/make-live-events.ts';
import { createLiveFeed } from './create-live-feed.ts';
import type { LiveInput } from './reduce-live.ts';

function setUp(beatsFast = true) {
  let now = 1_800_000_000_000;
  const feed = createLiveFeed({ now: () => now, beatsFast });
  let commits = 0;
  feed.snapshot.subscribe(() => {
    commits += 1;
  });
  return {
    feed,
    commits: () => commits,
    beatAfter: (ms: number) => {
      now += ms;
      feed.beat();
    },
  };
}

const told = (...events: (ReturnType<typeof makeStarted> | ReturnType<typeof makeEnded>)[]): LiveInput => ({
  ...{ kind: 'events', events, sampledFraction: 1, missedCount: 0 },
});
const idOf = (index: number) => index.toString(16).padStart(16, '0');

describe('the feed', () => {
  it('takes in by beats what came since, in one commit however much it was', () => {
    const { feed, commits, beatAfter } = setUp();
    beatAfter(0);
    for (let index = 0; index < 500; index += 1) feed.push(told(makeStarted({ callId: idOf(index) })));
    expect(commits()).toBe(1);

    beatAfter(100);

    expect(commits()).toBe(2);
    expect(feed.snapshot.get().shown.size).toBe(500);
  });

  it('takes in at once what comes after a pause, and ten times a second at most however often it beats', () => {
    const { feed, commits, beatAfter } = setUp();
    beatAfter(0);
    beatAfter(500);
    feed.push(told(makeStarted({ callId: idOf(1) })));
    beatAfter(20);
    expect(feed.snapshot.get().shown.size).toBe(1);

    const before = commits();
    for (let index = 0; index < 50; index += 1) {
      feed.push(told(makeStarted({ callId: idOf(index) })));
      beatAfter(20);
    }

    expect(commits() - before).toBe(10);
  });

  it('rests while nothing comes, and lets clocks tick only while something runs', () => {
    const { feed, commits, beatAfter } = setUp();
    beatAfter(0);
    const atRest = feed.clock.get();
    beatAfter(100);
    expect([commits(), feed.clock.get()]).toEqual([1, atRest]);
    feed.push(told(makeStarted()));
    beatAfter(100);
    beatAfter(100);
    expect([commits(), feed.clock.get()]).toEqual([2, atRest + 300]);
  });

  it('ticks once a second for those who want less motion', () => {
    const { feed, beatAfter } = setUp(false);
    beatAfter(0);
    const atRest = feed.clock.get();
    feed.push(told(makeStarted()));
    beatAfter(500);
    expect(feed.clock.get()).toBe(atRest);
    beatAfter(1_000);
    expect(feed.clock.get()).toBe(atRest + 1_500);
  });

  it('shows while paused what it showed, counts what waits, and catches up', () => {
    const { feed, beatAfter } = setUp();
    feed.push(told(makeStarted({ callId: idOf(1) })));
    beatAfter(0);
    feed.pause();
    feed.push(told(makeEnded({ callId: idOf(1) }), makeStarted({ callId: idOf(2) }), makeEnded({ callId: idOf(3) })));
    beatAfter(100);

    const paused = feed.snapshot.get();
    expect([...paused.shown.keys()]).toEqual([idOf(1)]);
    expect(paused.shown.get(idOf(1))?.end).toBeNull();
    expect(paused.waitingCount).toBe(2);
    expect(paused.state.calls.size).toBe(3);
    feed.hold(false);
    expect(feed.snapshot.get().pausedAt).not.toBeNull();
    feed.resume();
    expect(feed.snapshot.get()).toMatchObject({ pausedAt: null, waitingCount: 0 });
    expect(feed.snapshot.get().shown.get(idOf(1))?.end).not.toBeNull();
  });

  it('holds still for somebody who reads, and lets go by itself', () => {
    const { feed, beatAfter } = setUp();
    feed.hold(true);
    feed.push(told(makeStarted()));
    beatAfter(100);
    expect(feed.snapshot.get()).toMatchObject({ isHeld: true, waitingCount: 1, shown: new Map() });

    feed.hold(false);

    expect(feed.snapshot.get()).toMatchObject({ isHeld: false, pausedAt: null, waitingCount: 0 });
    expect(feed.snapshot.get().shown.size).toBe(1);
  });
});
