import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Clock } from '../runtime/clock.ts';
import { cacheCountsKey, cacheCountsPartition } from './response-cache-keys.ts';

export interface CacheCounts {
  hitCount: number;
  sharedCount: number;
  storedCount: number;
  savedNanoUsd: number;
}

export interface CacheCountsPorts {
  documents: DynamoDBDocumentClient;
  /** The rollups table. */
  tableName: string;
  clock: Clock;
}

export interface NamespaceCounts extends CacheCounts {
  namespace: string;
}

const dayMilliseconds = 86_400_000;
/** What `GET /api/v2/cache` promises. */
const reportedDays = 30;
/** A little longer than anybody can ask for. */
const keptDays = reportedDays + 5;

const countSchema = z.number().default(0);
const itemSchema = z.object({
  sk: z.string(),
  hitCount: countSchema,
  sharedCount: countSchema,
  storedCount: countSchema,
  savedNanoUsd: countSchema,
});

export const noCounts: CacheCounts = { hitCount: 0, sharedCount: 0, storedCount: 0, savedNanoUsd: 0 };

export function sumCounts(one: CacheCounts, other: CacheCounts): CacheCounts {
  return {
    hitCount: one.hitCount + other.hitCount,
    sharedCount: one.sharedCount + other.sharedCount,
    storedCount: one.storedCount + other.storedCount,
    savedNanoUsd: one.savedNanoUsd + other.savedNanoUsd,
  };
}

export async function addCacheCounts(
  { documents, tableName, clock }: CacheCountsPorts,
  { projectId, namespace }: { projectId: string; namespace: string },
  counts: Partial<CacheCounts>,
): Promise<void> {
  const now = clock();
  const all = Object.entries(counts);
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: cacheCountsKey(projectId, dayOf(now), namespace),
      UpdateExpression: `SET #ttl = :ttl ADD ${all.map((_, index) => `#c${index} :c${index}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        ...Object.fromEntries(all.map(([name], index) => [`#c${index}`, name])),
      },
      ExpressionAttributeValues: {
        ':ttl': Math.floor(now / 1000) + keptDays * 86_400,
        ...Object.fromEntries(all.map(([, value], index) => [`:c${index}`, value])),
      },
    }),
  );
}

/** Of the last 30 days, by namespace; the one that saved most is first. */
export async function readCacheCounts(
  { documents, tableName, clock }: CacheCountsPorts,
  projectId: string,
): Promise<{ since: string; namespaces: NamespaceCounts[] }> {
  const since = dayOf(clock() - (reportedDays - 1) * dayMilliseconds);
  const sums = new Map<string, CacheCounts>();
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND sk >= :since',
    ExpressionAttributeValues: { ':pk': cacheCountsPartition(projectId), ':since': since },
  };
  for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
    for (const item of Items) {
      const { sk, ...counts } = itemSchema.parse(item);
      const namespace = decodeURIComponent(sk.slice(since.length + 1));
      sums.set(namespace, sumCounts(sums.get(namespace) ?? noCounts, counts));
    }
  }
  const namespaces = [...sums].map(([namespace, counts]) => ({ namespace, ...counts }));
  return { since: `${since}T00:00:00.000Z`, namespaces: namespaces.sort(bySaving) };
}

function bySaving(one: NamespaceCounts, other: NamespaceCounts): number {
  return other.savedNanoUsd - one.savedNanoUsd || one.namespace.localeCompare(other.namespace);
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
