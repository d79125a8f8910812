import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { tracesTopic } from '../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../shared/contract/span.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Ids } from '../../shared/runtime/ids.ts';
import { closeConnection, subscribersOf } from './connections.ts';
import { deliver } from './deliver.ts';
import { keepEvents, type LoggedEvent } from './event-log.ts';
import { hangUp } from './hang-up.ts';
import type { Listener } from './listener.ts';
import type { ListenerAccess } from './listener-access.ts';
import type { RealtimeStore } from './realtime-store.ts';

export interface PublisherPorts {
  store: RealtimeStore;
  management: ApiGatewayManagementApiClient;
  access: ListenerAccess;
  ids: Ids;
  logger: Logger;
}

/**
 * Tells open consoles about changed traces, in the order given; of several changes of one trace only the last. Whoever
 * has lost access since they connected is told nothing, and their connection ends. Throws
 * if the table fails: then the whole may be done again. A connection that fails holds up nobody else.
 */
export async function publishTraces(ports: PublisherPorts, changes: readonly TraceSummary[]): Promise<void> {
  const latest = new Map(changes.map((trace) => [`${trace.projectId}/${trace.traceId}`, trace]));
  const events = [...latest.values()].map(
    (trace): LoggedEvent => ({
      id: ports.ids(),
      topic: tracesTopic(trace.projectId),
      event: { type: 'trace.updated', trace },
    }),
  );
  // Kept before it is sent: who reconnects in between finds it in the log.
  await keepEvents(ports.store, events);
  const byTopic = Map.groupBy(events, (event) => event.topic);
  await Promise.all([...byTopic].map(([topic, topicEvents]) => publishTopic(ports, topic, topicEvents)));
}

async function publishTopic(ports: PublisherPorts, topic: string, events: readonly LoggedEvent[]): Promise<void> {
  const subscribers = await subscribersOf(ports.store, topic);
  const mayHear = createAccessCheck(ports.access);
  await Promise.all(
    subscribers.map(async ({ connectionId, listener }) => {
      if (await mayHear(listener)) await sendAll(ports, connectionId, events);
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
async function sendAll(ports: PublisherPorts, connectionId: string, events: readonly LoggedEvent[]): Promise<void> {
  try {
    for (const { id, topic, event } of events) {
      const outcome = await deliver(ports.management, connectionId, { type: 'event', topic, id, event });
      if (outcome === 'gone') {
        await closeConnection(ports.store, connectionId);
        return;
      }
    }
  } catch (error) {
    // It reads what it missed from the log when it reconnects.
    ports.logger.warn('realtime.delivery.failed', { connectionId, error });
  }
}
