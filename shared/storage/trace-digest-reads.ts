import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { decodeRuns, digestFormat, type ShardRun } from '../trace-digests/digest-codec.ts';
import {
  digestPartition,
  hourOf,
  hourOfSortKey,
  hoursRange,
  isLateNote,
  millisecondsPerHour,
} from './trace-digest-keys.ts';
import { dayOf } from './trace-keys.ts';

/** What digests say of some hours of a day. */
export interface DayDigests {
  /** Runs of the hours whose digest can be believed, by hour, oldest first in each shard. */
  hours: ReadonlyMap<number, readonly ShardRun[]>;
  /** Hours below this one have not been asked for. */
  readDownTo: number;
  queryCount: number;
}

interface DayQuery {
  projectId: string;
  /** Epoch milliseconds, within one day: [from, to). */
  from: number;
  to: number;
}

interface DigestPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** What has been read of a day waits in memory for its part of the index. */
const maxPages = 4;
/** Far more than a day has digests; of notes there may be a hundred thousand. */
const pageSize = 400;

/**
 * The digests of a part of a day, newest first. Notes come before the digest of their hour, because a note that is gone has left a
 * digest that knows of it. Consistent, because a digest must not be believed after its hour was written to.
 */
export async function readDayDigests(query: DayQuery, ports: DigestPorts): Promise<DayDigests> {
  const first = hourOf(query.from);
  const hours = new Map<number, readonly ShardRun[]>();
  let readDownTo = hourOf(query.to - 1) + millisecondsPerHour;
  let queryCount = 0;
  while (readDownTo > first && queryCount < maxPages) {
    const { items, isCut } = await readPage(query.projectId, first, readDownTo, ports);
    queryCount += 1;
    takeDigests(items, hours);
    const last = items.at(-1)?.['sk'];
    // Where a page ends in the notes of an hour, the rest of them say nothing more; a digest is the last of its hour anyway.
    readDownTo = isCut && typeof last === 'string' ? hourOfSortKey(last) : first;
  }
  return { hours, readDownTo: Math.max(query.from, readDownTo), queryCount };
}

async function readPage(projectId: string, from: number, to: number, { documents, tableName }: DigestPorts) {
  const [first, end] = hoursRange(from, to);
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
      ExpressionAttributeValues: { ':pk': digestPartition(projectId, dayOf(from)), ':first': first, ':end': end },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: pageSize,
    }),
  );
  return { items: Items, isCut: LastEvaluatedKey !== undefined };
}

function takeDigests(items: readonly Record<string, unknown>[], hours: Map<number, readonly ShardRun[]>): void {
  const changed = new Set<number>();
  for (const { sk, format, runs } of items) {
    const hour = hourOfSortKey(String(sk));
    if (isLateNote(String(sk))) changed.add(hour);
    else if (format === digestFormat && !changed.has(hour)) hours.set(hour, decodeRuns(runs as Uint8Array, hour));
  }
}
