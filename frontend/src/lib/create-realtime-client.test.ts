import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceUpdatedEvent } from '../../../shared/contract/realtime.ts';
import { makeEnded, makeStarted } from '../../../shared/live/testing/make-live-events.ts';
import { backoffDelay } from './backoff.ts';
import { createRealtimeClient, type RealtimeSocket } from './create-realtime-client.ts';

const topic = 'project:1:traces';

function setUp() {
  const sockets: (RealtimeSocket & { sent: unknown[]; isClosed: boolean; url: string })[] = [];
  const timers: { task: () => void; delayMs: number; isCancelled: boolean }[] = [];
  let refusals = 0;
  const client = createRealtimeClient({
    openTicket: async () => {
      if (refusals > 0) {
        refusals -= 1;
        throw new TypeError('no network');
      }
      return `wss://signalbox.test/?ticket=${sockets.length}`;
    },
    openSocket: (url) => {
      const socket = {
        url,
        sent: [] as unknown[],
        isClosed: false,
        send: (text: string) => socket.sent.push(JSON.parse(text)),
        close: () => {
          socket.isClosed = true;
        },
        onopen: null,
        onmessage: null,
        onclose: null,
      };
      sockets.push(socket);
      return socket as (typeof sockets)[number];
    },
    schedule: (task, delayMs) => {
      const timer = { task, delayMs, isCancelled: false };
      timers.push(timer);
      return () => {
        timer.isCancelled = true;
      };
    },
    random: () => 1,
  });
  const heard: string[] = [];
  return {
    client,
    sockets,
    heard,
    listener: {
      onEvent: (event: TraceUpdatedEvent) => heard.push(event.trace.traceId),
      onDeleted: (traceId: string) => heard.push(`no ${traceId}`),
      onGap: () => heard.push('gap'),
    },
    refuseTickets: (count: number) => {
      refusals = count;
    },
    /** Lets the pending promise of the ticket settle. */
    settle: () => new Promise<void>((done) => setImmediate(done)),
    /** Runs the timer that is pending, and gives its delay. */
    elapse: () => {
      const pending = timers.findLast((timer) => !timer.isCancelled);
      if (!pending) throw new Error('no timer is pending');
      pending.isCancelled = true;
      pending.task();
      return pending.delayMs;
    },
    say: (message: unknown) => sockets.at(-1)?.onmessage?.({ data: JSON.stringify(message) }),
  };
}

const event = (id: string, traceId: string) => ({
  type: 'event',
  topic,
  id,
  event: { type: 'trace.updated', trace: trace(traceId) },
});
const subscribed = (isComplete: boolean) => ({ type: 'subscribed', topic, isComplete });
const traceId = (digit: string) => digit.repeat(32);

async function live() {
  const world = setUp();
  const unsubscribe = world.client.subscribe(topic, world.listener);
  await world.settle();
  world.sockets[0]?.onopen?.();
  return { ...world, unsubscribe };
}

describe('the realtime client', () => {
  it('connects with a ticket on the first subscription and asks for the topic', async () => {
    const world = setUp();
    world.client.subscribe(topic, world.listener);
    expect(world.client.state.get()).toBe('connecting');
    await world.settle();
    expect(world.sockets[0]?.url).toContain('ticket=0');
    world.sockets[0]?.onopen?.();
    expect(world.client.state.get()).toBe('live');
    expect(world.sockets[0]?.sent).toEqual([{ action: 'subscribe', topic }]);
  });

  it('delivers events, and reports a gap for what happened before the subscription', async () => {
    const { say, heard } = await live();
    say(subscribed(true));
    say(event('e1', traceId('a')));
    expect(heard).toEqual(['gap', traceId('a')]);
  });

  it('tells that a trace is no more, apart from those that changed, to whoever wants to know', async () => {
    const { say, heard, client } = await live();
    client.subscribe(topic, { onEvent: () => heard.push('changed'), onGap: () => undefined });
    say(subscribed(true));
    say({ type: 'event', topic, id: 'e1', event: { type: 'trace.deleted', traceId: traceId('a') } });
    expect(heard).toEqual(['gap', `no ${traceId('a')}`]);
  });

  it('delivers many events at once as they came, and asks for nothing older after a loss', async () => {
    const world = setUp();
    const messages: unknown[] = [];
    const heard = {
      onEvent: () => undefined,
      onEvents: (message: unknown) => messages.push(message),
      onGap: () => messages.push('gap'),
    };
    world.client.subscribe(topic, heard);
    await world.settle();
    world.sockets[0]?.onopen?.();
    const many = { type: 'events', topic, events: [makeStarted(), makeEnded()], sampledFraction: 0.5, missedCount: 2 };
    world.say(subscribed(true));
    world.say(many);
    world.sockets[0]?.onclose?.();
    world.elapse();
    await world.settle();
    world.sockets[1]?.onopen?.();
    expect(world.sockets[1]?.sent).toEqual([{ action: 'subscribe', topic }]);
    world.say(subscribed(true));
    expect(messages).toEqual(['gap', many, 'gap']);
  });

  it('resumes after the last event it saw, without a gap if the server kept them all', async () => {
    const { say, heard, sockets, elapse, settle, client } = await live();
    say(subscribed(true));
    say(event('e1', traceId('a')));
    sockets[0]?.onclose?.();
    expect(client.state.get()).toBe('waiting');
    elapse();
    await settle();
    sockets[1]?.onopen?.();
    expect(sockets[1]?.sent).toEqual([{ action: 'subscribe', topic, lastEventId: 'e1' }]);
    say(subscribed(true));
    expect(heard).toEqual(['gap', traceId('a')]);
    say(subscribed(false));
    expect(heard.at(-1)).toBe('gap');
  });

  it('waits longer after each failure and starts short again once something arrived', async () => {
    const { client, listener, refuseTickets, settle, elapse, sockets, say } = setUp();
    refuseTickets(3);
    client.subscribe(topic, listener);
    const delays: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      await settle();
      delays.push(elapse());
    }
    expect(delays).toEqual([500, 1000, 2000]);
    await settle();
    sockets[0]?.onopen?.();
    say({ type: 'pong' });
    sockets[0]?.onclose?.();
    expect(elapse()).toBe(500);
  });

  it('pings a silent connection and drops it if no answer comes', async () => {
    const { client, sockets, elapse, say } = await live();
    elapse();
    expect(sockets[0]?.sent.at(-1)).toEqual({ action: 'ping' });
    say({ type: 'pong' });
    elapse();
    elapse();
    expect(sockets[0]?.isClosed).toBe(true);
    expect(client.state.get()).toBe('waiting');
  });

  it('gives up on a connection that never opens', async () => {
    const { client, listener, settle, elapse, sockets } = setUp();
    client.subscribe(topic, listener);
    await settle();
    expect(elapse()).toBe(10_000);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(client.state.get()).toBe('waiting');
  });

  it('reconnects at once when told that the network is back, and pings when it is live', async () => {
    const { client, sockets, settle } = await live();
    client.check();
    expect(sockets[0]?.sent.at(-1)).toEqual({ action: 'ping' });
    sockets[0]?.onclose?.();
    client.check();
    await settle();
    expect(sockets).toHaveLength(2);
  });

  it('ignores what an earlier connection still says', async () => {
    const { client, sockets, heard } = await live();
    client.stop();
    expect(client.state.get()).toBe('idle');
    sockets[0]?.onmessage?.({ data: JSON.stringify(event('e1', traceId('a'))) });
    sockets[0]?.onclose?.();
    expect(heard).toEqual([]);
    expect(client.state.get()).toBe('idle');
  });

  it('shares a topic between listeners and leaves it with the last one', async () => {
    const { client, sockets, unsubscribe, heard, say } = await live();
    const other: string[] = [];
    const leave = client.subscribe(topic, { onEvent: () => other.push('event'), onGap: () => other.push('gap') });
    say(event('e1', traceId('a')));
    expect([heard, other]).toEqual([[traceId('a')], ['event']]);
    unsubscribe();
    expect(sockets[0]?.sent).toHaveLength(1);
    leave();
    expect(sockets[0]?.sent.at(-1)).toEqual({ action: 'unsubscribe', topic });
  });

  it('skips messages that it cannot read', async () => {
    const { sockets, heard, client } = await live();
    sockets[0]?.onmessage?.({ data: '{' });
    sockets[0]?.onmessage?.({ data: JSON.stringify({ type: 'of tomorrow' }) });
    expect(heard).toEqual([]);
    expect(client.state.get()).toBe('live');
  });
});

describe('the backoff', () => {
  it('stays between half and the whole of its ceiling', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const delay = backoffDelay(attempt, () => random);
        expect(delay).toBeGreaterThanOrEqual(250);
        expect(delay).toBeLessThanOrEqual(30_000);
      }),
    );
  });
});

function trace(id: string) {
  const time = '2026-11-21T07:00:00.000Z';
  return {
    ...{ traceId: id, projectId: '0192f1a0-0000-7000-8000-000000000001', name: 'chat', startTime: time, endTime: time },
    ...{ durationMs: 1, status: 'ok', spanCount: 1, errorCount: 0, models: [], providers: [], inputTokens: 1 },
    ...{
      outputTokens: 1,
      totalTokens: 2,
      costNanoUsd: null,
      simulatedCostNanoUsd: 0,
      unpricedSpanCount: 1,
      isEstimated: false,
      isSimulated: true,
    },
    ...{ timeToFirstTokenMs: null, service: null, environment: null, sessionId: null, userId: null },
    ...{
      release: null,
      tags: [],
      keyIds: [],
      types: [],
      errorTypes: [],
      prompts: [],
      metadata: [],
      scores: {},
      inputPreview: null,
      outputPreview: null,
    },
  };
}
