import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { batchGet, batchGetSize } from '../../../shared/storage/batch-get.ts';
import { metaKey } from '../../../shared/storage/trace-keys.ts';
import { isTraceItem } from '../../../shared/storage/trace-meta.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';

const concurrentRequests = 8;

/** Of these traces, those that are there no more. */
export async function findGoneTraces(
  projectId: string,
  traceIds: readonly string[],
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<Set<string>> {
  const gone = new Set(traceIds);
  const keys = [...gone].map((traceId) => metaKey(projectId, traceId));
  const batches = Array.from({ length: Math.ceil(keys.length / batchGetSize) }, (_, index) =>
    keys.slice(index * batchGetSize, (index + 1) * batchGetSize),
  );
  await mapConcurrently(batches, concurrentRequests, async (batch) => {
    for (const item of await batchGet(documents, tableName, batch))
      if (isTraceItem(item)) gone.delete(String(item['traceId']));
  });
  return gone;
}
