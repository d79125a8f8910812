import { digestPartition, hourOf, lateNoteSortKey, millisecondsPerHour } from './trace-digest-keys.ts';
import { dayOf } from './trace-keys.ts';
import type { TransactItem } from './transact.ts';

/**
 * An hour is digested two hours after its end at the earliest. Who writes within the first of them writes no note, and has all of
 * the second to be done.
 */
export const lateAfterMilliseconds = millisecondsPerHour;
export const digestedAfterMilliseconds = 2 * millisecondsPerHour;

/** Items expire some time after their `ttl`: a note must not go before its trace. */
const keptLongerSeconds = 7 * 86_400;

export interface LateWrite {
  projectId: string;
  traceId: string;
  /** Of META, as it is written. */
  version: number;
  ttl: number;
  /** When the trace started before the write, and starts after it, epoch milliseconds. */
  starts: readonly (number | null)[];
  now: number;
}

/** The hours of a write whose digests it may make wrong. */
export function lateHours({ starts, now }: Pick<LateWrite, 'starts' | 'now'>): number[] {
  const hours = new Set(starts.filter((start) => start !== null).map(hourOf));
  return [...hours].filter((hour) => now >= hour + millisecondsPerHour + lateAfterMilliseconds);
}

/**
 * Goes into the transaction that writes META of a trace of long ago: as long as the note is there, nobody believes the digest of
 * that hour.
 */
export function lateNotes(write: LateWrite, tableName: string): TransactItem[] {
  const { projectId, traceId, version, ttl, now } = write;
  return lateHours(write).map((hour) => ({
    Put: {
      TableName: tableName,
      Item: {
        pk: digestPartition(projectId, dayOf(hour)),
        sk: lateNoteSortKey(hour, traceId, version, now),
        at: now,
        ttl: ttl + keptLongerSeconds,
      },
    },
  }));
}
