import { describe, expect, it } from 'vitest';
import { makeEnded, makeStarted } from '../../../../shared/live/testing/make-live-events.ts';
import { parseFilter } from '../../../../shared/trace-filter/parse-filter.ts';
import { createCallFilter, isSlow, listCalls } from './filter-calls.ts';
import { type LiveCall, newCall, withEvent } from './live-call.ts';
import { type LiveSearch, parseLiveSearch } from './live-search.ts';
import { addDuration, type Durations, slowAfter } from './slow-calls.ts';

const now = 1_800_000_000_000;
const started = (changes = {}) => {
  const event = makeStarted(changes);
  return withEvent(newCall(event, now), event, null);
};
const ended = (changes = {}, slowAfterMs: number | null = null) => {
  const event = makeEnded(changes);
  return withEvent(newCall(event, now), event, slowAfterMs);
};

function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return createCallFilter(parsed.filter);
}

const shown = (calls: LiveCall[], search: LiveSearch, durations: Durations = new Map()) =>
  listCalls(calls, { now, search, matches: filterOf(search.q ?? ''), slow: { fixedMs: search.slow, durations } }).map(
    ({ id }) => id,
  );

describe('the filter language', () => {
  it.each([
    ['model:lorem', true],
    ['model:gpt-5*', false],
    ['user:ada tag:checkout', true],
    ['status:error', false],
    ['"harbour"', true],
    ['cost>0.1', false],
    ['is:simulated', true],
  ])('takes live calls for traces: %s', (text, isShown) => {
    const call = ended({ userId: 'ada', tags: ['checkout'] });
    expect(filterOf(text)({ ...call, inputPreview: 'to the harbour' })).toBe(isShown);
  });

  it('finds a call that runs by what it asked for', () => {
    expect(filterOf('model:fast')(started({ requestedModel: 'fast' }))).toBe(true);
    expect(filterOf('latency>1s')(started())).toBe(false);
  });
});

describe('the list', () => {
  const old = ended({ callId: '000000000000000a', startTime: '2026-11-26T12:00:00.000Z', status: 'error' });
  const running = started({ callId: '000000000000000b', startTime: '2026-11-26T12:00:01.000Z' });
  const latest = ended({ callId: '000000000000000c', startTime: '2026-11-26T12:00:02.000Z' });
  const calls = [old, running, latest];
  const ids = (...list: LiveCall[]) => list.map(({ id }) => id);

  it('is newest first, or with those that run on top', () => {
    expect(shown(calls, {})).toEqual(ids(latest, running, old));
    expect(shown(calls, { order: 'running' })).toEqual(ids(running, latest, old));
  });

  it('waits with a trace that came otherwise, whose call may only be late', () => {
    const received: LiveCall = { ...latest, id: 'trace:a', source: 'received' };

    expect(shown([received], {})).toEqual([]);
    expect(shown([{ ...received, seenAt: now - 5_000 }], {})).toEqual(['trace:a']);
  });

  it('shows those that run, or failed, or are slow', () => {
    expect(shown(calls, { state: 'running' })).toEqual(ids(running));
    expect(shown(calls, { state: 'failed' })).toEqual(ids(old));
    expect(shown(calls, { state: 'slow', slow: 500 })).toEqual(ids(latest, old));
  });
});

describe('slow', () => {
  const usual = Array.from({ length: 20 }, (_, index) => index * 10).reduce<Durations>(
    (durations, ms) => addDuration(durations, 'sandbox/lorem', ms),
    new Map(),
  );

  it('is what takes longer than 19 of 20 of the last calls to its model', () => {
    expect(slowAfter(usual, 'sandbox/lorem')).toBe(180);
    expect(isSlow(started(), now + 181, { fixedMs: undefined, durations: usual })).toBe(true);
    expect(isSlow(started(), now + 180, { fixedMs: undefined, durations: usual })).toBe(false);
    expect(isSlow(ended({}, 800), now, { fixedMs: undefined, durations: new Map() })).toBe(true);
  });

  it('is nothing that takes hardly longer than all others', () => {
    const alike = new Map([['m', Array.from({ length: 40 }, (_, index) => 3_000 + index)]]);

    expect(slowAfter(alike, 'm')).toBe(3_019 * 1.5);
  });

  it('is not known of few calls, and the last hundred count', () => {
    const ms = Array.from({ length: 150 }, (_, index) => index);
    const durations = ms.reduce<Durations>((all, each) => addDuration(all, 'm', each), new Map());

    expect(slowAfter(new Map([['m', ms.slice(0, 19)]]), 'm')).toBeNull();
    expect(durations.get('m')).toEqual(ms.slice(50));
  });
});

it('reads its URL, and drops what is malformed', () => {
  expect(parseLiveSearch({ q: 'model:x', state: 'slow', order: 'running', slow: '1500', trace: 't' })).toEqual({
    ...{ q: 'model:x', state: 'slow', order: 'running', slow: 1500, trace: 't' },
  });
  expect(parseLiveSearch({ state: 'odd', order: 'newest', slow: '-1' })).toEqual({});
});
