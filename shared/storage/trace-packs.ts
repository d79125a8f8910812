import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { BlobStore } from '../telemetry/blob-store.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import type { StoredSpan } from '../telemetry/stored-span.ts';
import { spansOfItem } from './pack-items.ts';
import { metaSk, packPrefix, tracePk } from './trace-keys.ts';

export interface TraceReadPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  blobs: BlobStore;
}

export interface TracePage {
  /** May also be that of a trace that waits for its first span, or was deleted. */
  meta: Record<string, unknown> | null;
  spans: StoredSpan[];
}

const concurrentDecodes = 8;

/**
 * META and all packs of a trace, page by page (1 MB each), so that a caller that folds holds one page in memory. META
 * sorts before the packs and is in the first page. Reads what was written last.
 */
export async function* readTracePages(
  projectId: string,
  traceId: string,
  { documents, tableName, blobs }: TraceReadPorts,
): AsyncGenerator<TracePage> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        // Pack ids are hexadecimal, so every one of them sorts before this.
        ExpressionAttributeValues: { ':pk': tracePk(projectId, traceId), ':first': metaSk, ':last': `${packPrefix}~` },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    const items = page.Items ?? [];
    const packs = items.filter((item) => item['sk'] !== metaSk);
    const spans = await mapConcurrently(packs, concurrentDecodes, async (item) => await spansOfItem(item, blobs));
    yield { meta: items.find((item) => item['sk'] === metaSk) ?? null, spans: spans.flat() };
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
