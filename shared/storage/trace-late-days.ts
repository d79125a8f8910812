import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import {
  digestPartition,
  hourOf,
  hourOfSortKey,
  hoursRange,
  isLateNote,
  lateDayKey,
  lateDayShards,
  lateDaysPartition,
  millisecondsPerHour,
} from './trace-digest-keys.ts';
import { millisecondsPerDay } from './trace-keys.ts';
import { isHourLate } from './trace-late-notes.ts';

export interface LateDay {
  projectId: string;
  day: number;
  /** When a late write last told of the day, epoch milliseconds. */
  writtenAt: number;
}

/** Days with late writes, as the job that makes digests needs them; writers tell of them with `createLateDays`. */
export interface LateDayList {
  days(): AsyncIterable<LateDay>;
  /** The hours of the day that have late notes, as far as they are late: of younger ones the list tells nothing. */
  changedHours(of: Pick<LateDay, 'projectId' | 'day'>, now: number): Promise<number[]>;
  /** Unless a write has told of the day since. */
  forget(day: LateDay): Promise<void>;
}

interface LateDayPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** Of the notes of an hour one is enough. */
const pageSize = 400;

export function createLateDayList(ports: LateDayPorts): LateDayList {
  return {
    days: () => readDays(ports),
    changedHours: (of, now) => readChangedHours(of, now, ports),
    forget: (day) => forgetDay(day, ports),
  };
}

async function* readDays(ports: LateDayPorts): AsyncGenerator<LateDay> {
  for (const shard of lateDayShards) yield* readShard(shard, ports);
}

async function* readShard(shard: number, { documents, tableName }: LateDayPorts): AsyncGenerator<LateDay> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': lateDaysPartition(shard) },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    yield* (page.Items ?? []) as LateDay[];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

async function readChangedHours(
  { projectId, day }: Pick<LateDay, 'projectId' | 'day'>,
  now: number,
  { documents, tableName }: LateDayPorts,
): Promise<number[]> {
  const changed = new Set<number>();
  const dayStart = day * millisecondsPerDay;
  for (let to = Math.min(dayStart + millisecondsPerDay, youngestLateEnd(now)); to > dayStart; ) {
    const [first, end] = hoursRange(dayStart, to);
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ProjectionExpression: 'sk',
        ExpressionAttributeValues: { ':pk': digestPartition(projectId, day), ':first': first, ':end': end },
        ConsistentRead: true,
        // The notes of an hour come before its digest, so that a page ends in what was seen of an hour.
        ScanIndexForward: false,
        Limit: pageSize,
      }),
    );
    const sortKeys = Items.map(({ sk }) => String(sk));
    for (const sortKey of sortKeys) if (isLateNote(sortKey)) changed.add(hourOfSortKey(sortKey));
    const last = sortKeys.at(-1);
    to = LastEvaluatedKey !== undefined && last !== undefined ? hourOfSortKey(last) : dayStart;
  }
  return [...changed];
}

/** Where the newest hour ends that is late. */
function youngestLateEnd(now: number): number {
  let hour = hourOf(now);
  while (!isHourLate(hour, now)) hour -= millisecondsPerHour;
  return hour + millisecondsPerHour;
}

async function forgetDay(
  { projectId, day, writtenAt }: LateDay,
  { documents, tableName }: LateDayPorts,
): Promise<void> {
  try {
    await documents.send(
      new DeleteCommand({
        TableName: tableName,
        Key: lateDayKey(projectId, day),
        ConditionExpression: 'writtenAt = :writtenAt',
        ExpressionAttributeValues: { ':writtenAt': writtenAt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
