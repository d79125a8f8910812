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
  const startNano = BigInt(startedAt) * 1_000_000n + BigInt(Math.round(roundMs(fromMs) * 1e6));
  const endNano = startNano + BigInt(Math.round(durationMs * 1e6));
  return {
    startTime: toTimestamp(startNano),
    endTime: toTimestamp(endNano),
    startTimeUnixNano: String(startNano),
    endTimeUnixNano: String(endNano),
    durationMs,
  };
}

function toTimestamp(nano: bigint): string {
  return new Date(Math.round(Number(nano / 1_000n) / 1_000)).toISOString();
}
