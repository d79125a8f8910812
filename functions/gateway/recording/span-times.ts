export interface Interval {
  /** Epoch milliseconds; the others are after it. */
  startedAt: number;
  fromMs: number;
  untilMs: number;
}

/** Microseconds are as fine as the clock is. */
export function roundMs(ms: number): number {
  return Math.max(Math.round(ms * 1000) / 1000, 0);
}

export function spanTimes({ startedAt, fromMs, untilMs }: Interval) {
  const durationMs = roundMs(untilMs - fromMs);
  // Whole microseconds of our time are exact in a number, and nanoseconds are not.
  const start = startedAt * 1000 + Math.round(roundMs(fromMs) * 1000);
  const end = start + Math.round(durationMs * 1000);
  return {
    startTime: toTimestamp(start),
    endTime: toTimestamp(end),
    startTimeUnixNano: `${start}000`,
    endTimeUnixNano: `${end}000`,
    durationMs,
  };
}

function toTimestamp(microseconds: number): string {
  return new Date(Math.round(microseconds / 1000)).toISOString();
}
