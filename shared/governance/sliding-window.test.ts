import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomInWindow, usedInWindow, waitInWindow, windowMilliseconds, windowOf } from './sliding-window.ts';

const counts = fc.record({ previous: fc.nat(2000), current: fc.nat(2000) });
const time = fc.integer({ min: 0, max: 10 * windowMilliseconds });

/** The counts as they will be seen later, if nothing else comes. */
function later(now: { previous: number; current: number }, at: number, then: number) {
  const passed = windowOf(then) - windowOf(at);
  if (passed === 0) return now;
  return passed === 1 ? { previous: now.current, current: 0 } : { previous: 0, current: 0 };
}

describe('a sliding window', () => {
  test('sees the minute before fade', () => {
    expect(usedInWindow({ previous: 60, current: 5 }, 0)).toBe(65);
    expect(usedInWindow({ previous: 60, current: 5 }, 30_000)).toBe(35);
    expect(usedInWindow({ previous: 60, current: 5 }, 59_999)).toBe(6);
  });

  test('has room exactly where what is used and what is new stay within the limit', () => {
    fc.assert(
      fc.property(counts, fc.nat(3000), fc.integer({ min: 1, max: 500 }), time, (now, limit, amount, at) => {
        const fits = now.current <= roomInWindow(limit, now.previous, amount, at);
        expect(fits).toBe(usedInWindow(now, at) + amount <= limit);
      }),
    );
  });

  test('after the wait it fits, and a millisecond before it does not', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 500 }),
        time,
        (now, limit, amount, at) => {
          const wait = waitInWindow(limit, now, amount, at);
          expect(wait === null).toBe(amount > limit);
          if (wait === null) return;
          const usedAt = (then: number) => usedInWindow(later(now, at, then), then) + amount;
          expect(usedAt(at + wait)).toBeLessThanOrEqual(limit);
          if (wait > 0) expect(usedAt(at + wait - 1)).toBeGreaterThan(limit);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('admits no more than the limit in any minute of the clock', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (gaps, limit) => {
        const admitted = new Map<number, number>();
        let at = 0;
        for (const gap of gaps) {
          at += gap;
          const window = windowOf(at);
          const now = { previous: admitted.get(window - 1) ?? 0, current: admitted.get(window) ?? 0 };
          if (usedInWindow(now, at) + 1 <= limit) admitted.set(window, now.current + 1);
        }
        for (const count of admitted.values()) expect(count).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
