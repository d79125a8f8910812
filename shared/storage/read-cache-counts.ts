import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CacheCounts, type CacheCountsPorts, cacheDayOf } from './response-cache-counts.ts';
import { cacheCountsPartition } from './response-cache-keys.ts';

/** What a namespace saved on a day. */
export interface CacheDayCounts extends CacheCounts {
  /** In UTC, as `2026-11-26`. */
  day: string;
  namespace: string;
}

export interface CacheHistory {
  /** The first day of which all counts are there, epoch milliseconds. */
  since: number;
  /** Newest first. */
  rows: CacheDayCounts[];
}

const dayMilliseconds = 86_400_000;
/** What `GET /api/v2/cache` promises. */
const reportedDays = 30;
/** Callers name namespaces, so there may be any number; about 3 MB are read at the most. */
const maxRows = 20_000;

const countSchema = z.number().default(0);
const itemSchema = z
  .object({
    sk: z.string(),
    hitCount: countSchema,
    sharedCount: countSchema,
    storedCount: countSchema,
    savedNanoUsd: countSchema,
    // Not counted at first: what was saved then is taken to be real.
    simulatedSavedNanoUsd: countSchema,
  })
  .transform(({ sk, ...counts }): CacheDayCounts => {
    const [day = '', namespace = ''] = sk.split('#');
    return { day, namespace: decodeURIComponent(namespace), ...counts };
  });

/** Of the last 30 days; of fewer, and whole ones, where there are more than `limit` rows. */
export async function readCacheCounts(
  { documents, tableName, clock }: CacheCountsPorts,
  projectId: string,
  limit = maxRows,
): Promise<CacheHistory> {
  const since = startOf(cacheDayOf(clock())) - (reportedDays - 1) * dayMilliseconds;
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND sk >= :since',
    ExpressionAttributeValues: { ':pk': cacheCountsPartition(projectId), ':since': cacheDayOf(since) },
    ScanIndexForward: false,
    Limit: limit + 1,
  };
  const rows: CacheDayCounts[] = [];
  for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
    rows.push(...Items.map((item) => itemSchema.parse(item)));
    if (rows.length > limit) return wholeDays(rows);
  }
  return { since, rows };
}

/** Without the day at which the reading stopped. */
function wholeDays(rows: readonly CacheDayCounts[]): CacheHistory {
  const cut = rows.at(-1)?.day ?? '';
  return { since: startOf(cut) + dayMilliseconds, rows: rows.filter(({ day }) => day !== cut) };
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}
