import type { IngestionVerdict } from '../../../shared/contract/ingestion.ts';
import type { HourCounts } from '../../../shared/storage/ingestion-counts.ts';
import { millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';

/**
 * Five deliveries of a message, each hidden for 6 minutes, and 10 minutes for the stream after them: what is missing then is
 * in a dead-letter queue or gone.
 */
export const settledAfterMilliseconds = 40 * 60_000;

export interface Comparison extends HourCounts {
  missing: number;
  surplus: number;
  verdict: IngestionVerdict;
}

/** What the counts of an hour say about it. Surplus is no loss, but it can hide one. */
export function compareCounts(counts: HourCounts, hour: number, now: number): Comparison {
  const unaccounted = counts.accepted - (counts.stored + counts.repeated + counts.dropped);
  const unseen = counts.stored - counts.queryable;
  const missing = Math.max(0, unaccounted) + Math.max(0, unseen);
  const surplus = Math.max(0, -unaccounted) + Math.max(0, -unseen);
  const isSettled = now >= hour + millisecondsPerHour + settledAfterMilliseconds;
  return { ...counts, missing, surplus, verdict: verdictOf({ missing, surplus, isSettled }) };
}

function verdictOf(found: { missing: number; surplus: number; isSettled: boolean }): IngestionVerdict {
  if (found.missing === 0 && found.surplus === 0) return 'balanced';
  if (!found.isSettled) return 'settling';
  return found.missing > 0 ? 'missing' : 'surplus';
}
