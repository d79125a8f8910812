import type {
  LiveEvent,
  LiveEventsMessage,
  ServerMessage,
  TraceUpdatedEvent,
} from '../../../shared/contract/realtime.ts';

export interface TopicListener {
  onEvent(event: TraceUpdatedEvent): void;
  /** The trace is no more. */
  onDeleted?(traceId: string): void;
  /** Many at once, of a topic that keeps none. */
  onEvents?(message: LiveEventsMessage): void;
  /** Events may have been missed: read again what the events keep current. */
  onGap(): void;
}

interface Topic {
  listeners: Set<TopicListener>;
  lastEventId: string | null;
  /** What the pending subscription asked to resume from. */
  resumedFrom: string | null;
}

/** Who listens to what, and up to which event each topic has been seen. */
export class RealtimeTopics {
  readonly #topics = new Map<string, Topic>();

  names(): string[] {
    return [...this.#topics.keys()];
  }

  /** True if the topic is new, so that the server must be asked for it. */
  add(name: string, listener: TopicListener): boolean {
    const known = this.#topics.get(name);
    if (known) {
      known.listeners.add(listener);
      return false;
    }
    this.#topics.set(name, { listeners: new Set([listener]), lastEventId: null, resumedFrom: null });
    return true;
  }

  /** True if nobody listens to the topic any more. */
  remove(name: string, listener: TopicListener): boolean {
    const topic = this.#topics.get(name);
    if (!topic?.listeners.delete(listener) || topic.listeners.size > 0) return false;
    return this.#topics.delete(name);
  }

  /** Where to resume the topic; remembered, to judge the server's answer by. */
  resume(name: string): string | null {
    const topic = this.#topics.get(name);
    if (!topic) return null;
    topic.resumedFrom = topic.lastEventId;
    return topic.resumedFrom;
  }

  deliver(message: ServerMessage): void {
    if (message.type !== 'event' && message.type !== 'events' && message.type !== 'subscribed') return;
    const topic = this.#topics.get(message.topic);
    if (!topic) return;
    if (message.type === 'event') {
      topic.lastEventId = message.id;
      for (const listener of topic.listeners) tell(listener, message.event);
    } else if (message.type === 'events') {
      for (const listener of topic.listeners) listener.onEvents?.(message);
    } else if (!message.isComplete || topic.resumedFrom === null) {
      for (const listener of topic.listeners) listener.onGap();
    }
  }
}

function tell(listener: TopicListener, event: LiveEvent): void {
  if (event.type === 'trace.deleted') listener.onDeleted?.(event.traceId);
  else listener.onEvent(event);
}
