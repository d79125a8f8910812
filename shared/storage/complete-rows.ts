import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { batchGet, batchGetSize } from './batch-get.ts';
import { metaKey } from './trace-keys.ts';
import type { Row } from './trace-partition.ts';

/** Rows that are completed in one request. */
export const completedAtOnce = batchGetSize;

/**
 * Rows with all attributes that are asked for, of which a sieve let only some be read, as they are now: META is read after the index, and consistently, so
 * that it is as new as they are. Those that have gone are left out, and one that was met twice is there once.
 */
export async function completeRows(
  projectId: string,
  rows: readonly Row[],
  attributes: readonly string[] | null,
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<Row[]> {
  if (rows.length === 0) return [];
  // A trace whose start moves while the index is read may be met twice, and no key may be asked for twice.
  const newest = new Map(rows.toReversed().map((row) => [row.traceId, row]));
  const keys = [...newest.keys()].map((traceId) => metaKey(projectId, traceId));
  const wanted = attributes && { attributes: [...attributes, 'traceId', 'timeSk'] };
  const metas = await batchGet(documents, tableName, keys, { isConsistent: true, ...wanted });
  const items = new Map(metas.map((item) => [item['traceId'], item]));
  return rows.flatMap((row) => {
    if (newest.get(row.traceId) !== row) return [];
    const item = items.get(row.traceId);
    return item?.['timeSk'] === undefined ? [] : [{ ...row, item }];
  });
}
