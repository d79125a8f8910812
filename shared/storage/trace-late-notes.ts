import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { digestPartition, hourOf, lateDayKey, lateNoteSortKey, millisecondsPerHour } from './trace-digest-keys.ts';
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
/** For as long nobody has to have written late before a day is forgotten. */
const dayKeptSeconds = 30 * 86_400;

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

/** Tells the job that makes digests which days to look at. Where that is lost, lists of the day are slower, not wrong. */
export interface LateDays {
  note(projectId: string, hours: readonly number[], now: number): Promise<void>;
}

/** Once written, a day is not written again for so long; the job forgets it later than that. */
const rememberedMilliseconds = 10 * 60_000;
export const lateDayKeptMilliseconds = 60 * 60_000;
const maxRemembered = 5_000;

export function createLateDays(ports: { documents: DynamoDBDocumentClient; tableName: string }): LateDays {
  const noted = new Map<string, number>();
  return {
    async note(projectId, hours, now) {
      for (const day of new Set(hours.map(dayOf))) {
        const id = `${projectId} ${day}`;
        if (now - (noted.get(id) ?? 0) < rememberedMilliseconds) continue;
        await writeDay(projectId, day, now, ports);
        if (noted.size >= maxRemembered) noted.clear();
        noted.set(id, now);
      }
    },
  };
}

async function writeDay(
  projectId: string,
  day: number,
  now: number,
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: lateDayKey(projectId, day),
      UpdateExpression: 'SET projectId = :projectId, #day = :day, writtenAt = :now, #ttl = :ttl',
      ExpressionAttributeNames: { '#day': 'day', '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ...{ ':projectId': projectId, ':day': day, ':now': now },
        ':ttl': Math.floor(now / 1000) + dayKeptSeconds,
      },
    }),
  );
}
