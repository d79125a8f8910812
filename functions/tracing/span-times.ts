import { minNanos } from '../../shared/contract/native-time.ts';
import { compareNanos, toTimestamp } from '../../shared/telemetry/nanos.ts';

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
