import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { outdated } from './retry-on-change.ts';
import { retryAnnotation } from './trace-annotation-heads.ts';
import { sessionWorkKey, traceDeletionKey, traceWorkKey } from './trace-deletion-keys.ts';
import { metaKey } from './trace-keys.ts';
import { sharedLateDays } from './trace-late-day-notes.ts';
import { emptyMeta, fromMetaItem, isTombstone, toTombstone } from './trace-meta.ts';
import { prepareMetaWrite } from './trace-meta-write.ts';
import { type TransactItem, transact } from './transact.ts';

export interface BurialPorts {
  documents: DynamoDBDocumentClient;
  tracesTable: string;
  coreTable: string;
}

export interface Burial {
  projectId: string;
  traceId: string;
  deletionId: string;
  /** Epoch milliseconds. */
  now: number;
  retentionDays: number;
  /** Of a trace that was deleted before: whether to look for its contents again. */
  purgesAgain: boolean;
}

const millisecondsPerDay = 86_400_000;
/** What was accepted may wait for 14 days among the dead letters before it is stored. */
const minTombstoneDays = 21;

/**
 * Puts a tombstone in the place of a trace: from now on it shows nowhere and takes nothing. In the same transaction it is
 * counted, and written down that its contents still have to go. Answers whether the trace had not been deleted before.
 */
export async function buryTrace(burial: Burial, ports: BurialPorts): Promise<boolean> {
  return await retryAnnotation(() => tryBury(burial, ports));
}

async function tryBury(burial: Burial, { documents, tracesTable, coreTable }: BurialPorts) {
  const { projectId, traceId, deletionId, now } = burial;
  const Key = metaKey(projectId, traceId);
  const { Item } = await documents.send(new GetCommand({ TableName: tracesTable, Key, ConsistentRead: true }));
  if (Item !== undefined && isTombstone(Item)) {
    if (burial.purgesAgain) await purgeAgain(burial, { documents, tracesTable });
    return false;
  }
  const before = Item === undefined ? null : fromMetaItem(Item);
  const meta = before ?? emptyMeta(projectId, traceId);
  const keptUntil =
    Math.ceil(now / 1000) + (Math.max(burial.retentionDays, minTombstoneDays) * millisecondsPerDay) / 1000;
  const tombstone = toTombstone({ ...meta, ttl: Math.max(meta.ttl, keptUntil) }, now);
  const lateDays = sharedLateDays({ documents, tableName: tracesTable });
  const change = { projectId, traceId, before, next: tombstone, now };
  const sessionId = meta.fold?.picks.sessionId?.value;
  const { isDone } = await transact(documents, [
    ...(await prepareMetaWrite(change, { tableName: tracesTable, lateDays })),
    { Put: { TableName: tracesTable, Item: traceWorkKey(projectId, deletionId, traceId) } },
    ...(typeof sessionId === 'string' ? [sessionWork(burial, sessionId, tracesTable)] : []),
    {
      Update: {
        TableName: coreTable,
        Key: traceDeletionKey(projectId, deletionId),
        UpdateExpression: 'ADD traceCount :traces, spanCount :spans',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':traces': meta.fold === null ? 0 : 1, ':spans': meta.fold?.spanCount ?? 0 },
      },
    },
  ]);
  return isDone ? true : outdated;
}

async function purgeAgain(
  { projectId, deletionId, traceId }: Burial,
  { documents, tracesTable }: Omit<BurialPorts, 'coreTable'>,
): Promise<void> {
  await documents.send(new PutCommand({ TableName: tracesTable, Item: traceWorkKey(projectId, deletionId, traceId) }));
}

/** Whether anything is left of a session is looked at when all its traces are gone. */
function sessionWork({ projectId, deletionId }: Burial, sessionId: string, tableName: string): TransactItem {
  return { Put: { TableName: tableName, Item: { ...sessionWorkKey(projectId, deletionId, sessionId), sessionId } } };
}
