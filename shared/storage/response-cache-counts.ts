import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Clock } from '../runtime/clock.ts';
import { cacheCountsKey } from './response-cache-keys.ts';

export interface CacheCounts {
  hitCount: number;
  sharedCount: number;
  storedCount: number;
  savedNanoUsd: number;
  /** Of `savedNanoUsd`, what nobody would have been charged for. */
  simulatedSavedNanoUsd: number;
}

export interface CacheCountsPorts {
  documents: DynamoDBDocumentClient;
  /** The rollups table. */
  tableName: string;
  clock: Clock;
}

/** A little longer than the 30 days that anybody can ask for. */
const keptDays = 35;

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
      Key: cacheCountsKey(projectId, cacheDayOf(now), namespace),
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

/** In UTC, as `2026-11-26`. */
export function cacheDayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
