import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveCallEvent } from '../../../../shared/contract/live-calls.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { isFollowed } from '../../../../shared/live/is-followed.ts';
import { makeEnded, makeStarted, makeStreaming } from '../../../../shared/live/testing/make-live-events.ts';
import { elapsedOf, shownElapsed, stateOf } from './live-call.ts';
import { readRates } from './live-rates.ts';
import { emptyLiveState, isInFlight, type LiveInput, type LiveState, maxCalls, reduceLive } from './reduce-live.ts';

const now = Date.parse('2026-11-26T12:00:01.000Z');

const events = (
  list: readonly LiveCallEvent[],
  rest: { sampledFraction?: number; missedCount?: number } = {},
): LiveInput => ({
  kind: 'events',
  events: list,
  sampledFraction: 1,
  missedCount: 0,
  ...rest,
});
const reduced = (inputs: readonly LiveInput[], state: LiveState = emptyLiveState, at = now) =>
  reduceLive(state, inputs, at);
const only = (state: LiveState) => [...state.calls.values()][0];
const idOf = (index: number) => index.toString(16).padStart(16, '0');

const trace = {
  ...{
    traceId: 'a'.repeat(32),
    name: 'agent',
    startTime: '2026-11-26T12:00:00.000Z',
    endTime: '2026-11-26T12:00:01.000Z',
  },
  ...{ durationMs: 800, status: 'ok', models: ['gpt'], providers: ['openai'], keyIds: [], errorTypes: [], tags: [] },
  ...{ inputTokens: 1, outputTokens: 2, totalTokens: 3, costNanoUsd: 5, timeToFirstTokenMs: null },
} as unknown as TraceSummary;
const listening: LiveInput = { kind: 'listening', awayMs: null };

describe('a call', () => {
  it('that runs is shown to the tenth of a second, and never to have begun to answer later than that', () => {
    const streaming = only(reduced([events([makeStreaming({ timeToFirstTokenMs: 2_120 })])])) ?? fail();

    expect(shownElapsed(streaming, now)).toBe(2_120);
    expect(shownElapsed(streaming, now + 40)).toBe(2_200);
    expect(shownElapsed(streaming, now + 520)).toBe(2_600);
  });

  it('goes from started over streaming to ended', () => {
    const started = reduced([events([makeStarted()])]);
    const streaming = reduced([events([makeStreaming()])], started);
    const ended = reduced([events([makeEnded()])], streaming);

    expect([started, streaming, ended].map((state) => stateOf(only(state) ?? fail(), now))).toEqual([
      'started',
      'streaming',
      'ended',
    ]);
    expect(only(ended)).toMatchObject({ inputPreview: 'Hello', timeToFirstTokenMs: 120, end: { totalTokens: 30 } });
  });

  it('ticks by this computer’s clock, whatever the server’s says, and stands still when it has ended', () => {
    const state = reduced([events([makeStreaming({ startTime: '2020-01-01T00:00:00.000Z' })])]);

    expect(elapsedOf(only(state) ?? fail(), now + 500)).toBe(620);
    expect(elapsedOf(only(reduced([events([makeEnded()])], state)) ?? fail(), now + 9_000)).toBe(900);
  });

  it('is lost after fifteen minutes without an end, and no longer in flight', () => {
    const call = only(reduced([events([makeStarted()])])) ?? fail();

    expect(isInFlight(call, now + 14 * 60_000)).toBe(true);
    expect(stateOf(call, now + 15 * 60_000)).toBe('lost');
    expect(isInFlight(call, now + 15 * 60_000)).toBe(false);
  });

  it('comes out the same, and is counted once, from any order and any repetition of its events', () => {
    const told = [0, 1, 2].flatMap((index) => [
      makeStarted({ callId: idOf(index) }),
      makeStreaming({ callId: idOf(index) }),
      makeEnded({ callId: idOf(index), status: index === 1 ? 'error' : 'ok' }),
    ]);
    const expected = reduced([events(told)]);
    const comparable = ({ calls, rates }: LiveState) => ({
      calls: [...calls.values()].map((call) => ({ ...call, ranMs: 0 })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      rates,
    });

    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom(...told), { maxLength: 12 })
          .chain((more) => fc.shuffledSubarray([...told, ...more], { minLength: told.length + more.length })),
        fc.nat({ max: 20 }),
        (shuffled, cut) => {
          const inTwo = [events(shuffled.slice(0, cut)), events(shuffled.slice(cut))];
          expect(comparable(reduced(inTwo))).toEqual(comparable(expected));
        },
      ),
    );
  });
});

describe('rates', () => {
  it('count what happened in the last seconds, and forget it after a minute', () => {
    const calls = Array.from({ length: 20 }, (_, index) => [
      makeStarted({ callId: idOf(index) }),
      makeEnded({ callId: idOf(index), status: index < 5 ? 'error' : 'ok' }),
    ]).flat();
    const { rates } = reduced([events(calls)]);

    expect(readRates(rates, now, now - 60_000)).toMatchObject({
      ...{ callsPerSecond: 2, errorsPerSecond: 0.5, tokensPerSecond: 60, costNanoUsdPerMinute: 80_000 },
    });
    expect(readRates(rates, now, now - 60_000).startedBySecond.at(-1)).toBe(20);
    expect(readRates(rates, now + 61_000, now - 60_000)).toMatchObject({ callsPerSecond: 0, tokensPerSecond: 0 });
    // The page was left and opened again: nothing has started since, though the line still shows what did before.
    expect(readRates(rates, now + 5_000, now + 4_000)).toMatchObject({ callsPerSecond: 0, costNanoUsdPerMinute: 0 });
  });

  it('scale a sample up to what it stands for', () => {
    const { rates, sampledAt } = reduced([events([makeStarted()], { sampledFraction: 0.25 })]);

    expect(readRates(rates, now, now - 60_000).startedBySecond.at(-1)).toBe(4);
    expect(sampledAt).toBe(now);
  });
});

describe('what is not told', () => {
  it('is unsure for calls that fall out of a sample, until they are heard of again', () => {
    const ids = Array.from({ length: 16 }, (_, index) => idOf(index));
    const running = reduced([events(ids.map((callId) => makeStarted({ callId })))]);
    const sampled = reduced([events([], { sampledFraction: 0.5, missedCount: 3 })], running);

    for (const call of sampled.calls.values()) expect(call.isUnsure).toBe(!isFollowed(call.id, 0.5));
    expect(sampled.missedCount).toBe(3);
    const out = [...sampled.calls.values()].find(({ isUnsure }) => isUnsure) ?? fail();
    const back = reduced([events([makeEnded({ callId: out.id })])], sampled).calls.get(out.id) ?? fail();
    expect(stateOf(back, now)).toBe('ended');
  });

  it('while the connection was away is said, and what ran then is unsure until its trace tells its end', () => {
    const running = reduced([listening, events([makeStarted()])]);
    const back = reduced([{ kind: 'listening', awayMs: 4_000 }], running, now + 5_000);
    const call = only(back) ?? fail();

    expect(back.gap).toEqual({ ms: 4_000, at: now + 5_000 });
    expect([stateOf(call, now + 5_000), isInFlight(call, now + 5_000)]).toEqual(['unsure', false]);
    const told = reduced([{ kind: 'trace', trace: { ...trace, traceId: call.traceId } }], back, now + 5_100);
    expect(only(told)).toMatchObject({ isUnsure: false, end: { durationMs: 800, totalTokens: 3 } });
  });
});

describe('traces that did not come through the gateway', () => {
  const heard = reduced([listening], emptyLiveState, now - 60_000);
  const received = (state = heard) => [...reduced([{ kind: 'trace', trace }], state).calls.values()];

  it('appear as received, once, however often they grow', () => {
    const twice = reduced(
      [
        { kind: 'trace', trace },
        { kind: 'trace', trace: { ...trace, durationMs: 900 } },
      ],
      heard,
    );

    expect([...twice.calls.values()]).toMatchObject([{ source: 'received', end: { durationMs: 900, status: 'ok' } }]);
  });

  it('are not the gateway’s own', () => {
    const ours = reduced([events([makeStarted({ traceId: trace.traceId })])], heard);

    expect(received(ours).map(({ source }) => source)).toEqual(['gateway']);
    const late = reduced([{ kind: 'trace', trace }, events([makeEnded({ traceId: trace.traceId })])], heard);
    expect([...late.calls.values()].map(({ source }) => source)).toEqual(['gateway']);
  });

  it('are not guessed where the gateway may not have told of its calls, nor when an old one changes', () => {
    expect(received(reduced([listening]))).toEqual([]);
    expect(received(reduced([events([], { sampledFraction: 0.5 })], heard))).toEqual([]);
    expect(
      reduced([{ kind: 'trace', trace: { ...trace, endTime: '2026-11-20T00:00:00.000Z' } }], heard).calls.size,
    ).toBe(0);
  });
});

it('keeps 2,000 calls: the oldest that have ended go first, and those that run stay', () => {
  const running = makeStarted({ callId: idOf(99_999) });
  const ended = Array.from({ length: maxCalls + 500 }, (_, index) => makeEnded({ callId: idOf(index) }));

  const { calls } = reduced([events([running, ...ended])]);

  expect(calls.size).toBe(maxCalls);
  expect(calls.has(running.callId)).toBe(true);
  expect(calls.has(idOf(0))).toBe(false);
  expect(calls.has(idOf(maxCalls + 499))).toBe(true);
});

function fail(): never {
  throw new Error('There is no such call.');
}
