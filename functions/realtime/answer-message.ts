import { type ClientMessage, clientMessageSchema, type ServerMessage } from '../../shared/contract/realtime.ts';
import { describeIssue } from '../../shared/http/describe-issue.ts';
import { toFieldErrors } from '../../shared/http/parse-input.ts';
import { addSubscription, type Connection, removeSubscription } from './connections.ts';
import { eventsAfter } from './event-log.ts';
import type { RealtimeStore } from './realtime-store.ts';
import { mayListen } from './topics.ts';

/** What to send back for a message that a client sent. A wrong message is answered, never dropped. */
export async function answerMessage(
  store: RealtimeStore,
  connection: Connection,
  body: string | undefined,
): Promise<ServerMessage[]> {
  const parsed = clientMessageSchema.safeParse(parseJson(body), { error: describeIssue });
  if (!parsed.success) {
    const message = toFieldErrors('message', parsed.error)
      .map((error) => `${error.field}: ${error.message}`)
      .join('; ');
    return [{ type: 'error', code: 'invalid_message', message }];
  }
  return await answer(store, connection, parsed.data);
}

async function answer(store: RealtimeStore, connection: Connection, message: ClientMessage): Promise<ServerMessage[]> {
  switch (message.action) {
    case 'ping':
      return [{ type: 'pong' }];
    case 'unsubscribe':
      await removeSubscription(store, connection.connectionId, message.topic);
      return [{ type: 'unsubscribed', topic: message.topic }];
    case 'subscribe':
      return await subscribe(store, connection, message.topic, message.lastEventId);
  }
}

/** Subscribes before it replays, so that no event falls in between; a client may see one twice and knows it by its id. */
async function subscribe(
  store: RealtimeStore,
  connection: Connection,
  topic: string,
  lastEventId: string | undefined,
): Promise<ServerMessage[]> {
  if (!mayListen(connection.listener.projectId, topic)) {
    return [{ type: 'error', code: 'unknown_topic', message: `There is no topic "${topic}" for this connection.` }];
  }
  await addSubscription(store, connection, topic);
  if (lastEventId === undefined) return [{ type: 'subscribed', topic, isComplete: true }];
  const { events, isComplete } = await eventsAfter(store, topic, lastEventId);
  return [
    { type: 'subscribed', topic, isComplete },
    ...events.map(({ id, event }) => ({ type: 'event' as const, topic, id, event })),
  ];
}

function parseJson(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
