import type { AttemptCounts } from '../../../../shared/telemetry/attempt-counts.ts';

/** `6 of 10 attempts failed, and 1 by its caller’s doing (rejected as wrong, or given up)`. */
export function attemptWords({ asked, failed, byCaller }: AttemptCounts): string {
  const words = `${failed.toLocaleString('en')} of ${asked.toLocaleString('en')} attempts failed`;
  if (byCaller === 0) return words;
  return `${words}, and ${byCaller.toLocaleString('en')} by ${byCaller === 1 ? 'its caller’s' : 'their callers’'} doing (rejected as wrong, or given up)`;
}
