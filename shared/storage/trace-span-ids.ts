import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { idsKey, idsPrefix, tracePk } from './trace-keys.ts';
import type { TraceMeta } from './trace-meta.ts';

const bytesPerId = 8;
/** META holds the newest ids: it is read anyway, and half a kilobyte more does not change its price. */
const maxRecentIds = 64;

interface IdsPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/**
 * The ids of all spans that a trace has: 8 bytes a span, so that finding out whether one came before costs next to
 * nothing and never reads a pack. 100,000 spans are one query page of 0.8 MB.
 */
export async function readKnownIds(meta: TraceMeta, { documents, tableName }: IdsPorts): Promise<Set<string>> {
  const known = new Set(unpackIds(meta.recentIds));
  if (meta.segmentCount === 0) return known;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': tracePk(meta.projectId, meta.traceId), ':prefix': idsPrefix },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) for (const id of unpackIds(item['ids'] as Uint8Array)) known.add(id);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return known;
}

export interface IdsPlan {
  recentIds: Uint8Array;
  segmentCount: number;
  /** The IDS item to write in the same transaction, when META's part is full. */
  segment: { pk: string; sk: string; ids: Uint8Array; ttl: number } | null;
}

export function planIds(meta: Omit<TraceMeta, 'fold'>, newIds: readonly string[]): IdsPlan {
  const all = Buffer.concat([meta.recentIds, packIds(newIds)]);
  if (all.byteLength <= maxRecentIds * bytesPerId)
    return { recentIds: all, segmentCount: meta.segmentCount, segment: null };
  const key = idsKey(meta.projectId, meta.traceId, meta.segmentCount);
  return {
    recentIds: new Uint8Array(),
    segmentCount: meta.segmentCount + 1,
    segment: { ...key, ids: all, ttl: meta.ttl },
  };
}

export function packIds(ids: readonly string[]): Uint8Array {
  return Buffer.from(ids.join(''), 'hex');
}

export function unpackIds(bytes: Uint8Array): string[] {
  const hex = Buffer.from(bytes).toString('hex');
  return Array.from({ length: bytes.byteLength / bytesPerId }, (_, index) => hex.slice(index * 16, index * 16 + 16));
}
