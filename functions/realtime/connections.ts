import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { batchWrite } from '../../shared/storage/batch-write.ts';
import { queryPrefix } from '../../shared/storage/query-prefix.ts';
import {
  connectionKey,
  connectionPrefix,
  connectionTopicKey,
  topicConnectionKey,
  topicPartition,
  topicPrefix,
} from '../../shared/storage/realtime-keys.ts';
import { type Listener, readListener } from './listener.ts';
import { type RealtimeStore, ttlAfter } from './realtime-store.ts';

export interface Connection {
  connectionId: string;
  listener: Listener;
}

/** API Gateway closes a WebSocket after two hours at the latest. */
const lifetimeSeconds = 2 * 3600 + 600;

export async function openConnection(store: RealtimeStore, connectionId: string, listener: Listener): Promise<void> {
  await store.documents.send(
    new PutCommand({
      TableName: store.tableName,
      Item: { ...connectionKey(connectionId), ...listener, ttl: ttlAfter(store.clock, lifetimeSeconds) },
    }),
  );
}

/** Whom a connection was opened for, or null if it is not known. */
export async function listenerOf(store: RealtimeStore, connectionId: string): Promise<Listener | null> {
  const { Item } = await store.documents.send(
    new GetCommand({ TableName: store.tableName, Key: connectionKey(connectionId), ConsistentRead: true }),
  );
  return readListener(Item);
}

/** Both directions in one transaction, so that closing finds whatever publishing finds. */
export async function addSubscription(
  store: RealtimeStore,
  { connectionId, listener }: Connection,
  topic: string,
): Promise<void> {
  const common = { ...listener, connectionId, topic, ttl: ttlAfter(store.clock, lifetimeSeconds) };
  const keys = [connectionTopicKey(connectionId, topic), topicConnectionKey(topic, connectionId)];
  await store.documents.send(
    new TransactWriteCommand({
      TransactItems: keys.map((key) => ({ Put: { TableName: store.tableName, Item: { ...key, ...common } } })),
    }),
  );
}

export async function removeSubscription(store: RealtimeStore, connectionId: string, topic: string): Promise<void> {
  await deleteAll(store, [connectionTopicKey(connectionId, topic), topicConnectionKey(topic, connectionId)]);
}

/** Forgets a connection and all it listened to. Doing so twice is harmless. */
export async function closeConnection(store: RealtimeStore, connectionId: string): Promise<void> {
  const { pk } = connectionKey(connectionId);
  const items = await queryPrefix({ ...store, partition: pk, sortKeyPrefix: topicPrefix });
  const topics = items.map((item) => String(item['topic']));
  await deleteAll(store, [
    ...topics.map((topic) => topicConnectionKey(topic, connectionId)),
    ...topics.map((topic) => connectionTopicKey(connectionId, topic)),
    connectionKey(connectionId),
  ]);
}

/** The connections that listen to a topic. */
export async function subscribersOf(
  store: RealtimeStore,
  topic: string,
): Promise<{ connectionId: string; listener: Listener | null }[]> {
  const partition = topicPartition(topic);
  const items = await queryPrefix({ ...store, partition, sortKeyPrefix: connectionPrefix });
  return items.map((item) => ({ connectionId: String(item['connectionId']), listener: readListener(item) }));
}

async function deleteAll(store: RealtimeStore, keys: readonly { pk: string; sk: string }[]): Promise<void> {
  const requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
  await batchWrite(store.documents, store.tableName, requests);
}
