import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { ServerMessage } from '../../shared/contract/realtime.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { closeConnection, subscribersOf } from './connections.ts';
import { deliver } from './deliver.ts';
import { hangUp } from './hang-up.ts';
import type { Listener } from './listener.ts';
import type { ListenerAccess } from './listener-access.ts';
import type { RealtimeStore } from './realtime-store.ts';

export interface TopicPorts {
  store: RealtimeStore;
  management: ApiGatewayManagementApiClient;
  access: ListenerAccess;
  logger: Logger;
}

/**
 * Sends messages, in their order, to all who listen to a topic. Whoever has lost access since they connected is told
 * nothing, and their connection ends. Throws if the table fails; a connection that fails holds up nobody else.
 */
export async function publishToTopic(
  ports: TopicPorts,
  topic: string,
  messages: readonly ServerMessage[],
): Promise<void> {
  const subscribers = await subscribersOf(ports.store, topic);
  const mayHear = createAccessCheck(ports.access);
  await Promise.all(
    subscribers.map(async ({ connectionId, listener }) => {
      if (await mayHear(listener)) await sendAll(ports, connectionId, messages);
      else await hangUp(ports, connectionId);
    }),
  );
}

/** Reads once for each person or key, however many windows they have open. */
function createAccessCheck({ mayListen }: ListenerAccess): (listener: Listener | null) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return async (listener) => {
    if (listener === null) return false;
    const name = `${listener.kind}/${listener.id}`;
    const answer = known.get(name) ?? mayListen(listener);
    known.set(name, answer);
    return await answer;
  };
}

/** In order, so that a console never goes back in time. */
async function sendAll(ports: TopicPorts, connectionId: string, messages: readonly ServerMessage[]): Promise<void> {
  try {
    for (const message of messages) {
      const outcome = await deliver(ports.management, connectionId, message);
      if (outcome === 'gone') {
        await closeConnection(ports.store, connectionId);
        return;
      }
    }
  } catch (error) {
    // What is kept it reads from the log when it reconnects; of what is not, it says that it missed something.
    ports.logger.warn('realtime.delivery.failed', { connectionId, error });
  }
}
