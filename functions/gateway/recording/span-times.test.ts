import { expect, test } from 'vitest';
import { spanTimes } from './span-times.ts';

const startedAt = Date.parse('2026-11-27T12:00:00.000Z');

test('an interval is told in microseconds, and by the nearest millisecond', () => {
  expect(spanTimes({ startedAt, fromMs: 1.2344, untilMs: 3.7351 })).toEqual({
    startTime: '2026-11-27T12:00:00.001Z',
    endTime: '2026-11-27T12:00:00.004Z',
    startTimeUnixNano: '1795780800001234000',
    endTimeUnixNano: '1795780800003735000',
    durationMs: 2.501,
  });
});

test('no interval ends before it begins', () => {
  const { startTimeUnixNano, endTimeUnixNano, durationMs } = spanTimes({ startedAt, fromMs: 5, untilMs: 4 });

  expect(durationMs).toBe(0);
  expect(endTimeUnixNano).toBe(startTimeUnixNano);
});
