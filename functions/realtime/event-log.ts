import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { LiveEvent } from '../../shared/contract/realtime.ts';
import { batchWrite } from '../../shared/storage/batch-write.ts';
import { eventKey, eventPartition } from '../../shared/storage/realtime-keys.ts';
import { type RealtimeStore, ttlAfter } from './realtime-store.ts';

/** How long a client may be away and still miss nothing. */
export const keptSeconds = 300;
/** More than this is not replayed: reading the list again is cheaper for everybody. */
const maxReplayed = 100;

export interface LoggedEvent {
  /** Sorts by time: the topic's later events have greater ids. */
  id: string;
  topic: string;
  event: LiveEvent;
}

/** Keeps events for those who reconnect. The same event again changes nothing. */
export async function keepEvents(store: RealtimeStore, events: readonly LoggedEvent[]): Promise<void> {
  const ttl = ttlAfter(store.clock, keptSeconds);
  const requests = events.map(({ id, topic, event }) => ({
    PutRequest: { Item: { ...eventKey(topic, id), event: JSON.stringify(event), ttl } },
  }));
  await batchWrite(store.documents, store.tableName, requests);
}

export interface Replay {
  events: LoggedEvent[];
  /** False if events between `lastEventId` and the first one given may be gone. */
  isComplete: boolean;
}

/** What a topic brought after the event that a client saw last. */
export async function eventsAfter(store: RealtimeStore, topic: string, lastEventId: string): Promise<Replay> {
  const { Items = [] } = await store.documents.send(
    new QueryCommand({
      TableName: store.tableName,
      KeyConditionExpression: 'pk = :pk AND sk >= :last',
      ExpressionAttributeValues: { ':pk': eventPartition(topic), ':last': lastEventId },
      ConsistentRead: true,
      Limit: maxReplayed + 2,
    }),
  );
  const [first] = Items;
  // Expired items go in any order: only from one that has not expired on is the log whole.
  const isLastKnown = first?.['sk'] === lastEventId && Number(first['ttl']) > ttlAfter(store.clock, 0);
  const later = isLastKnown ? Items.slice(1) : Items;
  if (!isLastKnown || later.length > maxReplayed) return { events: [], isComplete: false };
  return { events: later.map((item) => toLoggedEvent(topic, item)), isComplete: true };
}

function toLoggedEvent(topic: string, item: Record<string, unknown>): LoggedEvent {
  return { id: String(item['sk']), topic, event: JSON.parse(String(item['event'])) as LiveEvent };
}
