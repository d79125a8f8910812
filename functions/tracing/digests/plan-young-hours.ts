import type { CountedHour } from '../../../shared/storage/ingestion-counts.ts';
import { millisecondsPerHour, sliceMilliseconds } from '../../../shared/storage/trace-digest-keys.ts';
import { digestedAfterMilliseconds, sliceDigestedAfterMilliseconds } from '../../../shared/storage/trace-late-notes.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';

/**
 * Hours that are too young to be digested as a whole, and have slices that are old enough, newest first. Spans are mostly accepted in
 * the hour in which their trace started, or in the one after it.
 */
export function planYoungHours(counted: readonly CountedHour[], now: number): ProjectHour[] {
  const planned = new Map<string, ProjectHour>();
  const sorted = [...counted].sort((a, b) => b.hour - a.hour);
  for (const { projectId, hour: accepted } of sorted) {
    for (const hour of [accepted, accepted - millisecondsPerHour]) {
      const isDue = now >= hour + millisecondsPerHour + digestedAfterMilliseconds;
      const hasSlices = now >= hour + sliceMilliseconds + sliceDigestedAfterMilliseconds;
      if (hasSlices && !isDue) planned.set(`${projectId} ${hour}`, { projectId, hour });
    }
  }
  return [...planned.values()];
}
