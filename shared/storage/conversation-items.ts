import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { type StoredContent, storedContentSchema, unpackItem } from './conversation-content.ts';
import { conversationItemKey, conversationItemPrefix, conversationPk } from './conversation-keys.ts';
import type { ConversationRef, ConversationStorePorts } from './conversation-ports.ts';
import { type ConversationItem, sequenceOfItemId } from './conversation-record.ts';

const storedItemSchema = storedContentSchema.extend({ itemId: z.string(), sequence: z.int() });
export type StoredItem = z.output<typeof storedItemSchema>;

export interface ItemRange {
  /** Begins behind this sequence, in the direction of the order. */
  after: number | null;
  order: 'asc' | 'desc';
  limit: number;
}

const concurrentReads = 16;

/** One page, which is as long as was asked for unless the items end. */
export async function readItems(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  range: ItemRange,
): Promise<ConversationItem[]> {
  const stored: StoredItem[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await ports.documents.send(
      new QueryCommand({ ...rangeQuery(ports.tableName, ref, range), ExclusiveStartKey: start }),
    );
    stored.push(...(page.Items ?? []).map((item) => storedItemSchema.parse(item)));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && stored.length < range.limit);
  return await unpackAll(ports, stored.slice(0, range.limit));
}

/** What has lost its object is being deleted, and is left out. */
async function unpackAll({ blobs }: ConversationStorePorts, stored: readonly StoredContent[]) {
  const items = await mapConcurrently(stored, concurrentReads, async (each) => await unpackItem(each, blobs));
  return items.filter((item) => item !== null);
}

function rangeQuery(tableName: string, { projectId, conversationId }: ConversationRef, range: ItemRange) {
  const keyOf = (sequence: number) => conversationItemKey(projectId, conversationId, sequence).sk;
  const isAscending = range.order === 'asc';
  const bound = range.after === null ? null : keyOf(range.after + (isAscending ? 1 : -1));
  return {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':pk': conversationPk(projectId, conversationId),
      ':first': isAscending && bound !== null ? bound : conversationItemPrefix,
      // Digits sort before it.
      ':last': !isAscending && bound !== null ? bound : `${conversationItemPrefix}~`,
    },
    ConsistentRead: true,
    ScanIndexForward: isAscending,
    Limit: range.limit,
  };
}

/** Null if there is no such item. */
export async function findStoredItem(
  { documents, tableName }: ConversationStorePorts,
  { projectId, conversationId }: ConversationRef,
  itemId: string,
): Promise<StoredItem | null> {
  const sequence = sequenceOfItemId(itemId);
  if (sequence === null) return null;
  const Key = conversationItemKey(projectId, conversationId, sequence);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  const stored = Item ? storedItemSchema.parse(Item) : null;
  return stored?.itemId === itemId ? stored : null;
}

export async function findItem(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  itemId: string,
): Promise<ConversationItem | null> {
  const stored = await findStoredItem(ports, ref, itemId);
  return stored === null ? null : await unpackItem(stored, ports.blobs);
}
