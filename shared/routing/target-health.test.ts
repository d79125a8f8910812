import { describe, expect, test } from 'vitest';
import { createTargetHealth, type HealthOutcome } from './target-health.ts';
import { failureLatencyMs } from './tracked-target.ts';

function newHealth(maxKeys?: number) {
  let now = 1_000_000;
  const health = createTargetHealth({ clock: () => now, random: () => 0, ...(maxKeys ? { maxKeys } : {}) });
  const call = (key: string, outcome: HealthOutcome, firstTokenMs: number | null = 100, durationMs = 400) =>
    health.begin(key).end({ outcome, firstTokenMs, durationMs });
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { health, call, pass };
}

describe('expected latency', () => {
  test('takes a slower answer at once and a faster one by and by', () => {
    const { health, call, pass } = newHealth();
    expect(health.expectedLatencyMs('a')).toBeNull();
    call('a', 'answered', 100);
    call('a', 'answered', 900);
    expect(health.expectedLatencyMs('a')).toBe(900);
    pass(30_000);
    call('a', 'answered', 100);
    expect(health.expectedLatencyMs('a')).toBeCloseTo(100 + 800 / Math.E, 6);
  });

  test('grows with the calls on their way, and is of the whole call where nothing was streamed', () => {
    const { health, call } = newHealth();
    call('a', 'answered', null, 250);
    const attempt = health.begin('a');
    expect(health.expectedLatencyMs('a')).toBe(500);
    attempt.end({ outcome: 'abandoned', firstTokenMs: null, durationMs: 9 });
    attempt.end({ outcome: 'failed', firstTokenMs: null, durationMs: 9 });
    expect(health.expectedLatencyMs('a')).toBe(250);
  });

  test('does not take a quick failure for a quick answer', () => {
    const { health, call } = newHealth();
    call('failed', 'failed', null, 3);
    call('limited', 'rate-limited', null, 60_000);
    expect(health.expectedLatencyMs('failed')).toBe(failureLatencyMs);
    expect(health.expectedLatencyMs('limited')).toBe(60_000);
  });

  test('falls back on what others saw, for as long as that is new', () => {
    const { health, call, pass } = newHealth();
    health.seed('a', { latencyMs: 200, errorRate: 0.5, calls: 10 });
    health.seed('b', { latencyMs: null, errorRate: 0, calls: 1 });
    expect(health.expectedLatencyMs('a')).toBe(100 + failureLatencyMs / 2);
    expect(health.expectedLatencyMs('b')).toBeNull();
    call('a', 'answered', 70);
    expect(health.expectedLatencyMs('a')).toBe(70);
    pass(121_000);
    expect(health.expectedLatencyMs('a')).toBeNull();
  });
});

describe('circuits', () => {
  const seen = (calls: number, failures: number) => ({
    ...{ latencyMs: 100, errorRate: failures / calls, calls },
    recent: { calls, failures },
  });

  test.each([
    { calls: 5, failures: 5, isAllowed: false },
    { calls: 20, failures: 10, isAllowed: false },
    { calls: 4, failures: 4, isAllowed: true },
    { calls: 19, failures: 18, isAllowed: true },
    { calls: 40, failures: 19, isAllowed: true },
  ])('$failures of $calls calls that failed elsewhere: let through is $isAllowed', ({ calls, failures, isAllowed }) => {
    const { health } = newHealth();
    health.seed('a', seen(calls, failures));
    expect(health.allows('a')).toBe(isAllowed);
  });

  test('do not open for what others saw while they see answers themselves', () => {
    const { health, call, pass } = newHealth();
    call('a', 'answered');
    health.seed('a', seen(20, 20));
    expect(health.allows('a')).toBe(true);
    pass(30_000);
    health.seed('a', seen(20, 20));
    expect(health.allows('a')).toBe(false);
    pass(5_000);
    call('a', 'answered');
    call('a', 'answered');
    health.seed('a', seen(20, 20));
    expect(health.allows('a')).toBe(true);
  });

  test('open on failures, not on rate limits or callers that leave', () => {
    const { health, call, pass } = newHealth();
    for (let done = 0; done < 30; done++) {
      call('limited', 'rate-limited');
      call('left', 'abandoned');
      call('down', 'failed');
    }
    expect(['limited', 'left', 'down', 'new'].map(health.allows)).toEqual([true, true, false, true]);
    expect(health.retryAfterMs('down')).toBe(5_000);
    expect(health.retryAfterMs('new')).toBe(0);
    expect(health.snapshot().find(({ key }) => key === 'limited')).toMatchObject({
      ...{ circuit: 'closed', inFlight: 0, calls: 30, failures: 30 },
    });
    pass(5_000);
    expect(health.allows('down')).toBe(true);
  });
});

describe('memory', () => {
  test('is bounded: what was used longest ago and is idle goes first', () => {
    const { health, call } = newHealth(2);
    const busy = health.begin('busy');
    call('idle', 'answered');
    call('new', 'answered');
    expect(health.snapshot().map(({ key }) => key)).toEqual(['busy', 'new']);
    health.begin('new');
    call('newest', 'answered');
    expect(health.snapshot().map(({ key }) => key)).toEqual(['new', 'newest']);
    busy.end({ outcome: 'answered', firstTokenMs: 1, durationMs: 1 });
  });
});
