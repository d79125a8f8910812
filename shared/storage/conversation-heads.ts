import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ConversationNotFoundError } from './conversation-errors.ts';
import { conversationHeadKey, conversationListKey, conversationListPk } from './conversation-keys.ts';
import type { ConversationRef, ConversationStorePorts } from './conversation-ports.ts';
import { type ConversationHead, conversationHeadSchema } from './conversation-record.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';

export interface NewConversation {
  projectId: string;
  metadata: Record<string, string>;
  /** Seconds from now. */
  lifetimeSeconds: number;
}

export async function createHead(
  ports: ConversationStorePorts,
  { projectId, metadata, lifetimeSeconds }: NewConversation,
): Promise<ConversationHead> {
  const createdAt = ports.clock();
  const conversationId = `conv_${ports.ids().replaceAll('-', '')}`;
  const ttl = Math.floor(createdAt / 1000) + lifetimeSeconds;
  const head = { conversationId, createdAt, metadata, version: 1, nextSequence: 0, itemCount: 0, storedBytes: 0, ttl };
  const put = (Item: Record<string, unknown>) => ({ Put: { TableName: ports.tableName, Item } });
  await transact(ports.documents, [
    put({ ...conversationHeadKey(projectId, conversationId), ...head }),
    put({ ...conversationListKey(projectId, conversationId), conversationId, createdAt, metadata, ttl }),
  ]);
  return head;
}

/** Throws a `ConversationNotFoundError` also for what has expired and for what is being deleted. */
export async function getHead(ports: ConversationStorePorts, ref: ConversationRef): Promise<ConversationHead> {
  const head = await findHead(ports, ref);
  if (head === null || head.isDeleted === true || head.ttl * 1000 <= ports.clock()) {
    throw new ConversationNotFoundError(ref.conversationId);
  }
  return head;
}

/** Whatever is there. */
export async function findHead(
  { documents, tableName }: ConversationStorePorts,
  { projectId, conversationId }: ConversationRef,
): Promise<ConversationHead | null> {
  const Key = conversationHeadKey(projectId, conversationId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item ? conversationHeadSchema.parse(Item) : null;
}

export async function updateMetadata(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  metadata: Record<string, string>,
): Promise<ConversationHead> {
  return await retryOnChange(async () => {
    const head = await getHead(ports, ref);
    const set = (Key: Record<string, string>) => ({
      TableName: ports.tableName,
      Key,
      ExpressionAttributeNames: { '#metadata': 'metadata' },
    });
    const { isDone } = await transact(ports.documents, [
      {
        Update: {
          ...set(conversationHeadKey(ref.projectId, ref.conversationId)),
          UpdateExpression: 'SET #metadata = :metadata, #version = :next',
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#metadata': 'metadata', '#version': 'version' },
          ExpressionAttributeValues: { ':metadata': metadata, ':version': head.version, ':next': head.version + 1 },
        },
      },
      {
        Update: {
          ...set(conversationListKey(ref.projectId, ref.conversationId)),
          UpdateExpression: 'SET #metadata = :metadata',
          ExpressionAttributeValues: { ':metadata': metadata },
        },
      },
    ]);
    return isDone ? { ...head, metadata, version: head.version + 1 } : outdated;
  });
}

export type ListedConversation = Pick<ConversationHead, 'conversationId' | 'createdAt' | 'metadata' | 'ttl'>;

const listedSchema = conversationHeadSchema.pick({ conversationId: true, createdAt: true, metadata: true, ttl: true });

/** Newest first. A page may have fewer rows than asked for, where some have expired. */
export async function listHeads(
  ports: ConversationStorePorts,
  projectId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<ListedConversation>> {
  const before = cursor === undefined ? undefined : decodeCursor('conversations', [/^conv_[0-9a-f]{32}$/], cursor)[0];
  const { Items = [] } = await ports.documents.send(
    new QueryCommand({
      TableName: ports.tableName,
      KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: { ':pk': conversationListPk(projectId), ':before': before },
      ScanIndexForward: false,
      Limit: limit + 1,
    }),
  );
  const rows = Items.map((item) => listedSchema.parse(item));
  const page = toPage(
    rows,
    limit,
    (row) => row,
    ({ conversationId }) => encodeCursor('conversations', [conversationId]),
  );
  return { ...page, items: page.items.filter(({ ttl }) => ttl * 1000 > ports.clock()) };
}
