import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakerDefaults, type CircuitOutcome, type CircuitState, createCircuitBreaker } from './circuit-breaker.ts';

function newBreaker() {
  let now = 1_000_000;
  const breaker = createCircuitBreaker({ clock: () => now, random: () => 0 });
  const call = (outcome: CircuitOutcome, times = 1) => {
    for (let done = 0; done < times; done++) breaker.begin()(outcome);
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { breaker, call, pass };
}

describe('a circuit', () => {
  test('opens after five failures in a row, but not if one answer is between', () => {
    const { breaker, call } = newBreaker();
    call('failure', 4);
    call('success');
    call('failure', 4);
    call('none');
    expect(breaker.state()).toBe('closed');
    call('failure');
    expect([breaker.state(), breaker.allows(), breaker.retryAfterMs()]).toEqual(['open', false, 5_000]);
  });

  test('opens when half of enough calls fail', () => {
    const { breaker, call } = newBreaker();
    for (let done = 0; done < 9; done++) {
      call('success');
      call('failure');
    }
    call('success');
    expect(breaker.state()).toBe('closed');
    call('failure');
    expect(breaker.state()).toBe('open');
  });

  test('forgets what is longer ago than half a minute', () => {
    const { breaker, call, pass } = newBreaker();
    for (let done = 0; done < 9; done++) {
      call('success');
      call('failure');
    }
    pass(33_000);
    call('success');
    call('failure');
    expect(breaker.state()).toBe('closed');
  });

  test('lets one probe through at a time, and closes after two answers', () => {
    const { breaker, call, pass } = newBreaker();
    call('failure', 5);
    pass(5_000);
    expect([breaker.state(), breaker.allows(), breaker.retryAfterMs()]).toEqual(['half-open', true, 0]);
    const end = breaker.begin();
    expect(breaker.allows()).toBe(false);
    end('success');
    end('failure');
    expect(breaker.allows()).toBe(true);
    call('none');
    call('success');
    expect(breaker.state()).toBe('closed');
  });

  test('stays open twice as long after each failed probe, up to a limit, and anew after it closed', () => {
    const { breaker, call, pass } = newBreaker();
    const waits: number[] = [];
    call('failure', 5);
    for (let opened = 0; opened < 6; opened++) {
      waits.push(breaker.retryAfterMs());
      pass(breaker.retryAfterMs());
      call('failure');
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 120_000]);
    pass(120_000);
    call('success', 2);
    call('failure', 5);
    expect(breaker.retryAfterMs()).toBe(5_000);
  });

  test('does not take late outcomes of an earlier state for its own', () => {
    const { breaker, call, pass } = newBreaker();
    const [late, later] = [breaker.begin(), breaker.begin()];
    call('failure', 5);
    breaker.begin()('success');
    pass(5_000);
    late('failure');
    expect(breaker.state()).toBe('half-open');
    call('success', 2);
    later('failure');
    call('failure', 4);
    expect(breaker.state()).toBe('closed');
  });
});

test('whatever comes: open lets nobody pass, half-open one at most, and time alone never closes it', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('begin' as const) }),
    fc.record({
      kind: fc.constant('end' as const),
      index: fc.nat(9),
      outcome: fc.constantFrom<CircuitOutcome[]>('success', 'failure', 'failure', 'none'),
    }),
    fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 9_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { breaker, pass } = newBreaker();
      const running: ((outcome: CircuitOutcome) => void)[] = [];
      for (const each of steps) {
        const before = breaker.state();
        if (each.kind === 'wait') pass(each.milliseconds);
        if (each.kind === 'end') running.splice(each.index, 1)[0]?.(each.outcome);
        if (each.kind === 'begin' && breaker.allows()) running.push(breaker.begin());
        expect(reachable[each.kind][before]).toContain(breaker.state());
        expect(breaker.retryAfterMs()).toBeLessThanOrEqual(breakerDefaults.maxOpenMs);
        const mayPass = { closed: [true], open: [false], 'half-open': each.kind === 'begin' ? [false] : [true, false] };
        expect(mayPass[breaker.state()]).toContain(breaker.allows());
      }
    }),
  );
});

/** The states that each step may lead to, from each state. */
const reachable: Record<'begin' | 'end' | 'wait', Record<CircuitState, CircuitState[]>> = {
  begin: { closed: ['closed'], open: ['open'], 'half-open': ['half-open'] },
  end: { closed: ['closed', 'open'], open: ['open'], 'half-open': ['half-open', 'open', 'closed'] },
  wait: { closed: ['closed'], open: ['open', 'half-open'], 'half-open': ['half-open'] },
};
