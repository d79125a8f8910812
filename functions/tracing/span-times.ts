import { minNanos } from '../../shared/contract/native-time.ts';
import type { Span } from '../../shared/contract/span.ts';
import { compareNanos, millisecondsBetween, toTimestamp } from '../../shared/telemetry/nanos.ts';

/** Clocks run ahead, but not by more than a day: that is a wrong unit or a wrong date. Lists look as far ahead. */
export const maxAheadMilliseconds = 86_400_000;

/** Whether a time (nanoseconds since 1970) is before the year 2000. */
export function isTooEarly(nanos: string): boolean {
  return compareNanos(nanos, String(minNanos)) < 0;
}

/** Whether a time is more than a day after the moment at which the span was received (epoch milliseconds). */
export function isTooLate(nanos: string, receivedAt: number): boolean {
  return compareNanos(nanos, String(BigInt(Math.ceil(receivedAt) + maxAheadMilliseconds) * 1_000_000n)) > 0;
}

/** Of a time that is refused. Years bound how many different reasons one request may have. */
export function yearOf(nanos: string): string {
  return toTimestamp(nanos).slice(0, 4);
}

type Times = Pick<Span, 'startTime' | 'endTime' | 'startTimeUnixNano' | 'endTimeUnixNano' | 'durationMs'>;

/** When a span began and ended. One that ends before it begins took no time: its clock was set back, or it never ended. */
export function timesOf(start: string, sentEnd: string): Times {
  const end = compareNanos(sentEnd, start) < 0 ? start : sentEnd;
  return {
    startTime: toTimestamp(start),
    endTime: toTimestamp(end),
    startTimeUnixNano: start,
    endTimeUnixNano: end,
    durationMs: millisecondsBetween(start, end),
  };
}

/** What a span's `metadata.mapping` says of an end before its beginning; nothing of a span without an end. */
export function timeWarningOf(start: string, sentEnd: string): Record<string, string> {
  const isBackwards = sentEnd !== '0' && compareNanos(sentEnd, start) < 0;
  return isBackwards ? { warning: 'end_before_start', sentEndTimeUnixNano: sentEnd } : {};
}

/** No answer takes longer to begin; what says so is of another unit, or a time of day. */
export const maxFirstTokenMilliseconds = 31 * 86_400_000;

/** A time to the first token, in milliseconds, that can be true and that the table takes: numbers have a least and a greatest there. */
export function readFirstToken(milliseconds: number): number | null {
  if (!(milliseconds >= 0 && milliseconds <= maxFirstTokenMilliseconds)) return null;
  // Less than a nanosecond is none.
  return milliseconds < 1e-6 ? 0 : milliseconds;
}
