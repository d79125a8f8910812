import { type LiveEvent, type ServerMessage, tracesTopic } from '../../shared/contract/realtime.ts';
import type { Ids } from '../../shared/runtime/ids.ts';
import type { ChangedTrace } from './changed-traces.ts';
import { keepEvents, type LoggedEvent } from './event-log.ts';
import { publishToTopic, type TopicPorts } from './publish-to-topic.ts';

export interface PublisherPorts extends TopicPorts {
  ids: Ids;
}

/**
 * Tells open consoles about changed and deleted traces, in the order given; of several changes of one trace only the last. Whoever
 * has lost access since they connected is told nothing, and their connection ends. Throws
 * if the table fails: then the whole may be done again. A connection that fails holds up nobody else.
 */
export async function publishTraces(ports: PublisherPorts, changes: readonly ChangedTrace[]): Promise<void> {
  const latest = new Map(changes.map((trace) => [`${trace.projectId}/${trace.traceId}`, trace]));
  const events = [...latest.values()].map(
    (trace): LoggedEvent => ({
      id: ports.ids(),
      topic: tracesTopic(trace.projectId),
      event: toEvent(trace),
    }),
  );
  // Kept before it is sent: who reconnects in between finds it in the log.
  await keepEvents(ports.store, events);
  const byTopic = Map.groupBy(events, (event) => event.topic);
  await Promise.all([...byTopic].map(([topic, ofTopic]) => publishToTopic(ports, topic, ofTopic.map(toMessage))));
}

const toMessage = ({ id, topic, event }: LoggedEvent): ServerMessage => ({ type: 'event', topic, id, event });

function toEvent(change: ChangedTrace): LiveEvent {
  if ('deletedAt' in change) return { type: 'trace.deleted', traceId: change.traceId };
  return { type: 'trace.updated', trace: change };
}
