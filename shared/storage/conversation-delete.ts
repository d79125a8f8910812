import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { batchWrite } from './batch-write.ts';
import { ConversationNotFoundError } from './conversation-errors.ts';
import { findHead, getHead } from './conversation-heads.ts';
import { findStoredItem } from './conversation-items.ts';
import { conversationHeadKey, conversationItemKey, conversationListKey, conversationPk } from './conversation-keys.ts';
import type { ConversationRef, ConversationStorePorts } from './conversation-ports.ts';
import type { ConversationHead } from './conversation-record.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';

const concurrentDeletes = 16;

/**
 * Deletes everything of a conversation: first it is hidden, which also ends every append that is going on, then its
 * objects and items go, its head last. What was interrupted is completed by deleting it again.
 */
export async function deleteConversation(ports: ConversationStorePorts, ref: ConversationRef): Promise<void> {
  if ((await findHead(ports, ref)) === null) throw new ConversationNotFoundError(ref.conversationId);
  await hide(ports, ref);
  await removeContent(ports, ref);
  const Key = conversationHeadKey(ref.projectId, ref.conversationId);
  await ports.documents.send(new DeleteCommand({ TableName: ports.tableName, Key }));
}

async function hide({ documents, tableName }: ConversationStorePorts, ref: ConversationRef): Promise<void> {
  const list = { TableName: tableName, Key: conversationListKey(ref.projectId, ref.conversationId) };
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: conversationHeadKey(ref.projectId, ref.conversationId),
        UpdateExpression: 'SET isDeleted = :yes ADD #version :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':yes': true, ':one': 1 },
      }),
    );
  } catch (error) {
    // Somebody else completed the same deletion.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  await documents.send(new DeleteCommand(list));
}

async function removeContent(ports: ConversationStorePorts, ref: ConversationRef): Promise<void> {
  const { documents, tableName, blobs } = ports;
  const head = conversationHeadKey(ref.projectId, ref.conversationId);
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': conversationPk(ref.projectId, ref.conversationId) },
        ExpressionAttributeNames: { '#reference': 'reference' },
        ProjectionExpression: 'pk, sk, #reference',
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    const items = (page.Items ?? []).filter(({ sk }) => sk !== head.sk);
    const references = items.flatMap((item) => (typeof item['reference'] === 'string' ? [item['reference']] : []));
    // Objects first: an item that is gone cannot say any more where its object is.
    await mapConcurrently(references, concurrentDeletes, async (key) => await blobs.remove(key));
    await batchWrite(
      documents,
      tableName,
      items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
    );
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** Null if there is no such item. */
export async function deleteItem(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  itemId: string,
): Promise<ConversationHead | null> {
  return await retryOnChange(async () => {
    const head = await getHead(ports, ref);
    const stored = await findStoredItem(ports, ref, itemId);
    if (stored === null) return null;
    const { isDone } = await transact(ports.documents, [
      {
        Update: {
          TableName: ports.tableName,
          Key: conversationHeadKey(ref.projectId, ref.conversationId),
          UpdateExpression: 'SET #version = :next ADD itemCount :less, storedBytes :bytes',
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ':version': head.version,
            ':next': head.version + 1,
            ':less': -1,
            ':bytes': -stored.bytes,
          },
        },
      },
      {
        Delete: {
          TableName: ports.tableName,
          Key: conversationItemKey(ref.projectId, ref.conversationId, stored.sequence),
        },
      },
    ]);
    if (!isDone) return outdated;
    if (stored.reference !== undefined) await ports.blobs.remove(stored.reference);
    return { ...head, version: head.version + 1, itemCount: head.itemCount - 1 };
  });
}
