import { describe, expect, test, vi } from 'vitest';
import type { LiveBatch, LiveCallEvent } from '../../../shared/contract/live-calls.ts';
import { makeEnded, makeStarted } from '../../../shared/live/testing/make-live-events.ts';
import { createLiveCalls } from './create-live-calls.ts';

interface SetUp {
  isWatched: boolean | Promise<boolean>;
  send?: () => Promise<void>;
  clock?: () => number;
}

function setUp({ isWatched, send, clock = () => 1_000 }: SetUp) {
  const batches: LiveBatch[] = [];
  const onError = vi.fn();
  const live = createLiveCalls({
    watch: { isWatched: () => isWatched },
    send: async (batch) => {
      batches.push(batch);
      await send?.();
    },
    clock,
    onError,
  });
  return { live, batches, onError };
}

const eventsOf = (batches: readonly LiveBatch[]) =>
  batches.flatMap(({ projects }) => projects.flatMap(({ events }) => events));

describe('calls that nobody watches', () => {
  test('are not even described, and nothing leaves', async () => {
    const { live, batches } = setUp({ isWatched: false });
    const describeCall = vi.fn(() => makeStarted());

    live.tell('p', describeCall);
    await live.flush();

    expect(describeCall).not.toHaveBeenCalled();
    expect(batches).toEqual([]);
  });

  test('are forgotten once that is found out', async () => {
    const { live, batches } = setUp({ isWatched: Promise.resolve(false) });

    live.tell('p', makeStarted);
    await live.flush();

    expect(batches).toEqual([]);
  });
});

describe('calls that are watched', () => {
  test('wait, in their order, until it is known that they are', async () => {
    const { live, batches } = setUp({ isWatched: Promise.resolve(true) });

    live.tell('p', () => makeStarted());
    live.tell('p', () => makeEnded());
    await live.flush();

    expect(batches).toEqual([
      { sentAt: 1_000, projects: [{ projectId: 'p', events: [makeStarted(), makeEnded()], lostCount: 0 }] },
    ]);
  });

  test('leave by themselves, in one message, after a moment', async () => {
    const { live, batches } = setUp({ isWatched: true });

    live.tell('p', () => makeStarted());
    live.tell('q', () => makeStarted());
    live.tell('p', () => makeEnded());
    expect(batches).toEqual([]);
    await vi.waitFor(() => expect(batches).toHaveLength(1));

    expect(batches[0]?.projects.map(({ projectId, events }) => [projectId, events.length])).toEqual([
      ['p', 2],
      ['q', 1],
    ]);
  });

  test('become several messages where they are too many for one', async () => {
    const { live, batches } = setUp({ isWatched: true });
    const event = makeStarted({ userId: 'ü'.repeat(200), sessionId: 'ü'.repeat(200) });

    for (let i = 0; i < 900; i += 1) live.tell('p', () => event);
    await live.flush();

    expect(eventsOf(batches)).toHaveLength(900);
    expect(batches.length).toBeGreaterThan(5);
    for (const batch of batches) expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(200_000);
  });
});

describe('when they leave', () => {
  test('what comes after a pause leaves at once, what follows is gathered however quick the queue is', async () => {
    vi.useFakeTimers({ now: 1_000 });
    try {
      const { live, batches } = setUp({ isWatched: true, clock: Date.now });
      live.tell('p', () => makeStarted());
      await vi.advanceTimersByTimeAsync(1);
      expect(batches).toHaveLength(1);

      for (let ms = 0; ms < 1_000; ms += 5) {
        live.tell('p', () => makeEnded());
        await vi.advanceTimersByTimeAsync(5);
      }

      expect(eventsOf(batches).length).toBeGreaterThan(180);
      expect(batches.length).toBeGreaterThan(15);
      expect(batches.length).toBeLessThanOrEqual(21);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('what goes wrong', () => {
  test('reaches no call: a queue that refuses, an event that cannot be described', async () => {
    const { live, onError } = setUp({ isWatched: true, send: async () => await Promise.reject(new Error('no queue')) });

    live.tell('p', () => makeStarted());
    live.tell('p', (): LiveCallEvent => {
      throw new Error('no words');
    });
    await live.flush();

    expect(onError.mock.calls.map(([error]) => (error as Error).message)).toEqual(['no words', 'no queue']);
  });

  test('a queue that hangs holds up no flush for long, and what comes on top of a bound is counted as lost', async () => {
    let release: () => void = () => undefined;
    const hangs = new Promise<void>((done) => {
      release = done;
    });
    const { live, batches } = setUp({ isWatched: true, send: () => hangs });

    live.tell('p', () => makeStarted());
    const before = performance.now();
    await live.flush();
    for (let i = 0; i < 1_200; i += 1) live.tell('p', () => makeEnded());
    release();
    await live.flush();

    expect(performance.now() - before).toBeLessThan(5_000);
    expect(eventsOf(batches)).toHaveLength(1 + 1_000);
    expect(batches.reduce((sum, { projects }) => sum + (projects[0]?.lostCount ?? 0), 0)).toBe(200);
  });
});
