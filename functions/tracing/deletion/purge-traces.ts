import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { deleteItems, type PartitionContents, readContents } from '../../../shared/storage/trace-deletion-contents.ts';
import { traceDeletionKey, traceWorkKey } from '../../../shared/storage/trace-deletion-keys.ts';
import { transact } from '../../../shared/storage/transact.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { type ForgetPorts, forgetRaw } from './forget-raw.ts';
import { forgetTrace } from './forgettable.ts';

export interface PurgePorts extends ForgetPorts {
  coreTable: string;
}

interface Purge {
  projectId: string;
  deletionId: string;
  traceIds: readonly string[];
}

const concurrentTraces = 4;

/**
 * Deletes everything of traces that were buried: what only their packs point to first, then their items, and the note that it
 * has to be done last. Doing it again, after a worker died, does the rest. Answers how many have to wait.
 */
export async function purgeTraces({ projectId, deletionId, traceIds }: Purge, ports: PurgePorts): Promise<number> {
  const table = { documents: ports.documents, tableName: ports.tracesTable };
  const traces = await mapConcurrently(traceIds, concurrentTraces, async (traceId) => ({
    traceId,
    what: forgetTrace(traceId),
    ...(await readContents(projectId, { kind: 'trace', traceId }, table)),
  }));
  // Traces of one request share its raw object: it is rewritten once.
  const { changedCount, waiting } = await forgetRaw(
    traces.flatMap(({ what, rawKeys }) => rawKeys.map((rawKey) => ({ rawKey, what }))),
    ports,
  );
  if (changedCount > 0) await count({ projectId, deletionId }, changedCount, ports);
  const ready = traces.filter(({ what }) => !waiting.has(what.name));
  await mapConcurrently(ready, concurrentTraces, (trace) => purgeItems({ projectId, deletionId, ...trace }, ports));
  return waiting.size;
}

async function purgeItems(
  {
    projectId,
    deletionId,
    traceId,
    keys,
    scoreCount,
  }: Omit<Purge, 'traceIds'> & { traceId: string } & PartitionContents,
  { documents, tracesTable, coreTable, objects }: PurgePorts,
): Promise<void> {
  await deleteItems(keys, { documents, tableName: tracesTable });
  const objectCount = await objects.removeAll(projectId, traceId);
  await transact(documents, [
    {
      Delete: {
        TableName: tracesTable,
        Key: traceWorkKey(projectId, deletionId, traceId),
        // Of two workers on one trace only one counts.
        ConditionExpression: 'attribute_exists(pk)',
      },
    },
    {
      Update: {
        TableName: coreTable,
        Key: traceDeletionKey(projectId, deletionId),
        UpdateExpression: 'ADD scoreCount :scores, objectCount :objects',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':scores': scoreCount, ':objects': objectCount },
      },
    },
  ]);
}

async function count(
  { projectId, deletionId }: Omit<Purge, 'traceIds'>,
  rewritten: number,
  { documents, coreTable }: PurgePorts,
): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: coreTable,
      Key: traceDeletionKey(projectId, deletionId),
      UpdateExpression: 'ADD rewrittenCount :rewritten',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':rewritten': rewritten },
    }),
  );
}
