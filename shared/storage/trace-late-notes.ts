import {
  digestPartition,
  hourOf,
  lateNoteSortKey,
  millisecondsPerHour,
  sliceMilliseconds,
  sliceOf,
} from './trace-digest-keys.ts';
import { dayOf, shardOf } from './trace-keys.ts';
import type { TransactItem } from './transact.ts';

/** After the end of its slice: who writes a trace within it leaves no note. */
export const lateAfterMilliseconds = 5 * 60_000;
/**
 * What was written so long ago the index shows, and who noted it has also written it: a request is signed for five minutes, and the
 * functions that write live shorter than this.
 */
export const settledAfterMilliseconds = 20 * 60_000;
/** After its end a slice can be digested: whatever was written without a note is in the index. */
export const sliceDigestedAfterMilliseconds = lateAfterMilliseconds + settledAfterMilliseconds;
/** After the end of an hour: then its digest may be due already, and somebody has to tell that it is due anew. */
const hourLateAfterMilliseconds = millisecondsPerHour;
/** After its end an hour is digested as a whole. */
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

/** The hours of a write that have to be digested anew because of it. */
export function lateHours({ starts, now }: Pick<LateWrite, 'starts' | 'now'>): number[] {
  const hours = new Set(knownStarts(starts).map(hourOf));
  return [...hours].filter((hour) => isHourLate(hour, now));
}

/** Whether who writes to the hour tells the job so; of younger ones it comes to know anyway. */
export function isHourLate(hour: number, now: number): boolean {
  return now >= hour + millisecondsPerHour + hourLateAfterMilliseconds;
}

/**
 * Goes into the transaction that writes META of a trace whose slice may be digested: as long as the note is there, whoever believes
 * the digest reads this start beside it.
 */
export function lateNotes(write: LateWrite, tableName: string): TransactItem[] {
  const { projectId, traceId, version, ttl, now } = write;
  const late = knownStarts(write.starts).filter(
    (start) => now >= sliceOf(start) + sliceMilliseconds + lateAfterMilliseconds,
  );
  return late.map((start) => ({
    Put: {
      TableName: tableName,
      Item: {
        pk: digestPartition(projectId, dayOf(start)),
        sk: lateNoteSortKey({ traceId, version, start, at: now }),
        ...{ at: now, start, shard: shardOf(traceId) },
        ttl: ttl + keptLongerSeconds,
      },
    },
  }));
}

function knownStarts(starts: readonly (number | null)[]): number[] {
  return [...new Set(starts.filter((start) => start !== null))];
}
