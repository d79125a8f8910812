import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { StandingFences } from './trace-digest-fence.ts';
import { HourReading } from './trace-digest-hour-reading.ts';
import { digestPartition, hourOf, hourOfSortKey, hoursRange, millisecondsPerHour } from './trace-digest-keys.ts';
import type { DigestedHours } from './trace-digested-hour.ts';
import { dayOf } from './trace-keys.ts';

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
  /** The only ones whose digests are believed. */
  fences: StandingFences;
}

interface DigestPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** What has been read of a day waits in memory for its part of the index. One hour is always read to its end. */
const maxPages = 4;
/** Far more than an hour has digests; of notes there may be a hundred thousand. */
const pageSize = 400;

/**
 * The digests of a part of a day, newest first. Notes come before the digests of their hour, because a note that is gone has left
 * digests that know of it. Consistent, because all notes of an hour have to be seen.
 */
export async function readDayDigests(query: DayQuery, ports: DigestPorts): Promise<DayDigests> {
  const [from, top] = [hourOf(query.from), hourOf(query.to - 1) + millisecondsPerHour];
  const reading = new DayReading(query.fences);
  let position: Position = { end: hoursRange(from, top)[1] };
  for (let queryCount = 1; ; queryCount++) {
    const { items, after } = await readPage(query.projectId, from, position, ports);
    reading.take(items);
    const last = after === undefined ? null : String(after['sk']);
    const readDownTo = last === null ? from : reading.downTo(last);
    if (readDownTo <= from || (queryCount >= maxPages && readDownTo < top)) {
      return { hours: reading.hours(readDownTo), readDownTo: Math.max(query.from, readDownTo), queryCount };
    }
    // Where nothing more can be told of an hour, its rest is left out.
    const isLeft = last !== null && readDownTo === hourOfSortKey(last);
    position = isLeft ? { end: hoursRange(from, readDownTo)[1] } : { end: position.end, after };
  }
}

/** Where to go on. */
interface Position {
  /** The greatest sort key. */
  end: string;
  /** The key after which a page goes on within an hour. */
  after?: Record<string, unknown> | undefined;
}

async function readPage(projectId: string, from: number, { end, after }: Position, ports: DigestPorts) {
  const { Items = [], LastEvaluatedKey } = await ports.documents.send(
    new QueryCommand({
      TableName: ports.tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
      ExpressionAttributeValues: {
        ...{ ':pk': digestPartition(projectId, dayOf(from)), ':first': hoursRange(from, from)[0], ':end': end },
      },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: pageSize,
      ExclusiveStartKey: after,
    }),
  );
  return { items: Items, after: LastEvaluatedKey };
}

/** What has been read so far, hour by hour. */
class DayReading {
  private readonly read = new Map<number, HourReading>();
  private readonly fences: StandingFences;

  constructor(fences: StandingFences) {
    this.fences = fences;
  }

  take(items: readonly Record<string, unknown>[]): void {
    for (const item of items) this.of(String(item['sk'])).take(item);
  }

  /** The lowest hour of which all is known, if a page ends with this item. */
  downTo(sortKey: string): number {
    const hour = hourOfSortKey(sortKey);
    return this.of(sortKey).isOver(sortKey) ? hour : hour + millisecondsPerHour;
  }

  hours(downTo: number): DigestedHours {
    const known = [...this.read].filter(([hour]) => hour >= downTo);
    return new Map(known.map(([hour, reading]) => [hour, reading.finish()]));
  }

  private of(sortKey: string): HourReading {
    const hour = hourOfSortKey(sortKey);
    const reading = this.read.get(hour) ?? new HourReading(hour, this.fences);
    this.read.set(hour, reading);
    return reading;
  }
}
