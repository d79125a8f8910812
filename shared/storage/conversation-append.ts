import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ValidationError } from '../http/errors.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { packItem, type StoredContent } from './conversation-content.ts';
import { ConversationFullError } from './conversation-errors.ts';
import { getHead } from './conversation-heads.ts';
import { readItems } from './conversation-items.ts';
import { conversationHeadKey, conversationItemKey, conversationTurnKey } from './conversation-keys.ts';
import type { ConversationRef, ConversationStorePorts } from './conversation-ports.ts';
import {
  type ConversationHead,
  type ConversationItem,
  itemIdOf,
  maxConversationBytes,
  maxConversationItems,
  maxItemsPerTurn,
} from './conversation-record.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { type TransactItem, transact } from './transact.ts';

export type NewItem = Record<string, unknown> & { type: string };

export interface Appended {
  version: number;
  /** With the ids that they got. */
  items: ConversationItem[];
  /** The same request had been added before; nothing was added again. */
  wasThere: boolean;
}

const turnSchema = z.object({ version: z.int(), firstSequence: z.int(), count: z.int() });
type StoredTurn = z.output<typeof turnSchema>;

const concurrentWrites = 16;

/**
 * Adds items at the end, all or none. What comes a second time with the same request id changes nothing. Of two that come
 * at the same time the one that commits first stands first, and neither is lost: an answer has been paid for by then.
 */
export async function appendItems(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  { requestId, items }: { requestId: string; items: readonly NewItem[] },
): Promise<Appended> {
  if (items.length > maxItemsPerTurn) {
    const message = `add at most ${maxItemsPerTurn} items at a time`;
    throw new ValidationError([{ field: 'body.items', message }]);
  }
  return await retryOnChange(async () => {
    const head = await getHead(ports, ref);
    const earlier = await findTurn(ports, ref, requestId);
    if (earlier !== null) return await readAgain(ports, ref, earlier);
    return await append(ports, ref, { head, requestId, items });
  });
}

async function readAgain(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  { version, firstSequence, count }: StoredTurn,
): Promise<Appended> {
  const items = await readItems(ports, ref, { after: firstSequence - 1, order: 'asc', limit: count });
  return { version, items, wasThere: true };
}

interface AppendInput {
  head: ConversationHead;
  requestId: string;
  items: readonly NewItem[];
}

interface Packed {
  item: ConversationItem;
  sequence: number;
  content: StoredContent;
}

async function append(
  ports: ConversationStorePorts,
  ref: ConversationRef,
  { head, requestId, items }: AppendInput,
): Promise<Appended | typeof outdated> {
  const packed = await mapConcurrently(items, concurrentWrites, async (each, index): Promise<Packed> => {
    const sequence = head.nextSequence + index;
    const item = { ...each, id: itemIdOf(prefixOf(each.type), sequence, ports.ids()) };
    return { item, sequence, content: await packItem(item, ref, ports.blobs) };
  });
  const forget = async () => {
    const references = packed.flatMap(({ content }) => content.reference ?? []);
    await mapConcurrently(references, concurrentWrites, async (key) => await ports.blobs.remove(key));
  };
  const bytes = packed.reduce((sum, { content }) => sum + content.bytes, 0);
  const isTooFull =
    head.itemCount + items.length > maxConversationItems || head.storedBytes + bytes > maxConversationBytes;
  const isDone = !isTooFull && (await commit(ports, ref, { head, requestId, packed, bytes }));
  if (!isDone) await forget();
  if (isTooFull) throw new ConversationFullError();
  return isDone ? { version: head.version + 1, items: packed.map(({ item }) => item), wasThere: false } : outdated;
}

interface Commit {
  head: ConversationHead;
  requestId: string;
  packed: readonly Packed[];
  bytes: number;
}

async function commit(ports: ConversationStorePorts, ref: ConversationRef, change: Commit): Promise<boolean> {
  const { projectId, conversationId } = ref;
  const { head, requestId, packed } = change;
  const put = (Item: Record<string, unknown>): TransactItem => ({
    Put: {
      TableName: ports.tableName,
      Item: { ...Item, ttl: head.ttl },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  const turn = { version: head.version + 1, firstSequence: head.nextSequence, count: packed.length };
  const { isDone } = await transact(ports.documents, [
    updateHead(ports.tableName, ref, change),
    put({ ...conversationTurnKey(projectId, conversationId, requestId), ...turn }),
    ...packed.map(({ item, sequence, content }) =>
      put({ ...conversationItemKey(projectId, conversationId, sequence), ...content, itemId: item.id, sequence }),
    ),
  ]);
  return isDone;
}

function updateHead(tableName: string, ref: ConversationRef, { head, packed, bytes }: Commit): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: conversationHeadKey(ref.projectId, ref.conversationId),
      UpdateExpression: 'SET #version = :next ADD nextSequence :count, itemCount :count, storedBytes :bytes',
      // A deletion that has begun changes the version too.
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: {
        ':version': head.version,
        ':next': head.version + 1,
        ':count': packed.length,
        ':bytes': bytes,
      },
    },
  };
}

async function findTurn(
  { documents, tableName }: ConversationStorePorts,
  { projectId, conversationId }: ConversationRef,
  requestId: string,
): Promise<StoredTurn | null> {
  const Key = conversationTurnKey(projectId, conversationId, requestId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item ? turnSchema.parse(Item) : null;
}

const prefixes: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  function_call_output: 'fco',
};

function prefixOf(type: string): string {
  return prefixes[type] ?? 'item';
}
