import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { decodeRuns, digestFormat } from '../trace-digests/digest-codec.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';
import {
  digestPartition,
  digestSortKey,
  hourOf,
  hourOfSortKey,
  hoursRange,
  isLateNote,
  millisecondsPerHour,
  shardOfSortKey,
} from './trace-digest-keys.ts';
import { dayOf } from './trace-keys.ts';

/** Runs of the hours whose digests can be believed, by hour and shard, oldest first. */
export type DigestedHours = ReadonlyMap<number, ReadonlyMap<number, readonly RunDigest[]>>;

/** What digests say of some hours of a day. */
export interface DayDigests {
  hours: DigestedHours;
  /** Hours below this one have not been asked for. */
  readDownTo: number;
  queryCount: number;
}

interface DayQuery {
  projectId: string;
  /** Epoch milliseconds, within one day: [from, to). */
  from: number;
  to: number;
  /** The only fence whose digests are believed. */
  fenceId: string;
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
 * The digests of a part of a day, newest first. Notes come before the digests of their hour, because a note that is gone has left
 * digests that know of it. Consistent, because a digest must not be believed after its hour was written to.
 */
export async function readDayDigests(query: DayQuery, ports: DigestPorts): Promise<DayDigests> {
  const from = hourOf(query.from);
  let [, end] = hoursRange(from, hourOf(query.to - 1) + millisecondsPerHour);
  let readDownTo = hourOfSortKey(end);
  let queryCount = 0;
  let isWithinHour = false;
  const reading = new DayReading(query.fenceId);
  while (isWithinHour || (readDownTo > from && queryCount < maxPages)) {
    const { items, isCut } = await readPage(query.projectId, from, end, ports);
    queryCount += 1;
    reading.take(items);
    const last = String(items.at(-1)?.['sk']);
    if (!isCut) return { hours: reading.hours, readDownTo: query.from, queryCount };
    readDownTo = hourOfSortKey(last);
    end = belowSortKey(last);
    isWithinHour = end !== hoursRange(from, readDownTo)[1];
  }
  return { hours: reading.hours, readDownTo: Math.max(query.from, readDownTo), queryCount };
}

/** Where to go on: where a page ends in the notes of an hour, the rest of them and its digests say nothing more. */
function belowSortKey(sortKey: string): string {
  const shard = shardOfSortKey(sortKey);
  const hour = hourOfSortKey(sortKey);
  return shard === null || shard === 0 ? hoursRange(0, hour)[1] : digestSortKey(hour, shard - 1);
}

async function readPage(projectId: string, from: number, end: string, { documents, tableName }: DigestPorts) {
  const [first] = hoursRange(from, from);
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

/** What has been read so far. The digests of an hour may lie on another page than its notes, which are above them. */
class DayReading {
  readonly hours = new Map<number, Map<number, readonly RunDigest[]>>();
  private readonly changed = new Set<number>();
  private readonly fenceId: string;

  constructor(fenceId: string) {
    this.fenceId = fenceId;
  }

  take(items: readonly Record<string, unknown>[]): void {
    for (const { sk, format, fence, runs } of items) {
      const hour = hourOfSortKey(String(sk));
      const shard = shardOfSortKey(String(sk));
      if (isLateNote(String(sk))) this.changed.add(hour);
      if (shard === null || this.changed.has(hour) || format !== digestFormat || fence !== this.fenceId) continue;
      const shards = this.hours.get(hour) ?? new Map<number, readonly RunDigest[]>();
      this.hours.set(hour, shards.set(shard, decodeRuns(runs as Uint8Array, hour)));
    }
  }
}
