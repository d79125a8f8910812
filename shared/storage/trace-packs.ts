import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { BlobStore } from '../telemetry/blob-store.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import type { StoredSpan } from '../telemetry/stored-span.ts';
import { packContentAttributes, packTextOfItem, spansOfItem } from './pack-items.ts';
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

export interface PackTextPage {
  /** Of each pack its JSON. */
  texts: string[];
  /** Nothing came before it, and nothing comes after it. */
  isWhole: boolean;
}

/** Only the spans of a trace, as they were packed, for those that look through many traces. Reads what was written last. */
export async function* readPackTexts(
  projectId: string,
  traceId: string,
  { documents, tableName, blobs }: TraceReadPorts,
): AsyncGenerator<PackTextPage> {
  const names = packContentAttributes.map((attribute) => [`#${attribute}`, attribute] as const);
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ProjectionExpression: names.map(([name]) => name).join(', '),
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: {
          ...{ ':pk': tracePk(projectId, traceId), ':first': packPrefix, ':last': `${packPrefix}~` },
        },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    const isWhole = start === undefined && page.LastEvaluatedKey === undefined;
    const read = (item: Record<string, unknown>) => packTextOfItem(item, blobs);
    const texts = await mapConcurrently(page.Items ?? [], concurrentDecodes, read);
    yield { texts: texts.filter((text) => text !== null), isWhole };
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
