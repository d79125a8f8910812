import type { CountedHour } from '../../../shared/storage/ingestion-counts.ts';
import { millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';

/** Hours whose digests are due because a project accepted spans in the last of them. */
export interface FreshHours {
  projectId: string;
  /** In which spans were accepted. */
  accepted: number;
  /** In which their traces may have started; and those since the last such hour, so that lists need not ask for them. */
  hours: readonly number[];
}

/**
 * What is to be digested, oldest first. Spans are mostly accepted in the hour in which their trace started, or in the one after it;
 * those of another time leave late notes. What was digested before `since` is due again.
 */
export function planFreshHours(counted: readonly CountedHour[], since = 0): FreshHours[] {
  const sorted = [...counted].sort((a, b) => a.hour - b.hour);
  const lastOf = new Map<string, number>();
  const due: FreshHours[] = [];
  for (const { projectId, hour, digestedAt } of sorted) {
    const first = (lastOf.get(projectId) ?? hour - 2 * millisecondsPerHour) + millisecondsPerHour;
    lastOf.set(projectId, hour);
    if (digestedAt !== undefined && digestedAt >= since) continue;
    const hours = Array.from(
      { length: (hour - first) / millisecondsPerHour + 1 },
      (_, index) => first + index * millisecondsPerHour,
    );
    due.push({ projectId, accepted: hour, hours });
  }
  return due;
}
