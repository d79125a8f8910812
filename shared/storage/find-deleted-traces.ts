import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { metaKey } from './trace-keys.ts';
import { isTombstone } from './trace-meta.ts';
import type { TraceReadPorts } from './trace-packs.ts';

const concurrentReads = 8;

/** Of these traces, those that have been deleted. */
export async function findDeletedTraces(
  projectId: string,
  traceIds: readonly string[],
  { documents, tableName }: Pick<TraceReadPorts, 'documents' | 'tableName'>,
): Promise<string[]> {
  const isDeleted = async (traceId: string): Promise<boolean> => {
    const Key = metaKey(projectId, traceId);
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item !== undefined && isTombstone(Item);
  };
  const found = await mapConcurrently(traceIds, concurrentReads, isDeleted);
  return traceIds.filter((_, index) => found[index]);
}
