import type { LiveCallEvent } from '../../../shared/contract/live-calls.ts';
import type { LiveEventsMessage } from '../../../shared/contract/realtime.ts';
import { liveTopic } from '../../../shared/live/live-topic.ts';

/** API Gateway takes 128 kB. */
const maxBytes = 100_000;

/** The events of a project as messages that a connection takes; the first of them says what was missed. */
export function toMessages(
  projectId: string,
  events: readonly LiveCallEvent[],
  { sampledFraction, missedCount }: Pick<LiveEventsMessage, 'sampledFraction' | 'missedCount'>,
): LiveEventsMessage[] {
  const messageOf = (missed: number): LiveEventsMessage => ({
    ...{ type: 'events', topic: liveTopic(projectId), events: [], sampledFraction, missedCount: missed },
  });
  const messages: LiveEventsMessage[] = missedCount > 0 ? [messageOf(missedCount)] : [];
  let room = messages.length > 0 ? maxBytes : 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(JSON.stringify(event));
    if (bytes > room) {
      messages.push(messageOf(0));
      room = maxBytes;
    }
    messages.at(-1)?.events.push(event);
    room -= bytes;
  }
  return messages;
}
