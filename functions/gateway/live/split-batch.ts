import type { LiveBatch } from '../../../shared/contract/live-calls.ts';
import type { WaitingEvents } from './create-live-calls.ts';

/** Bytes of one message: SQS takes 256 kB, and a publisher should not wait long for one. */
const maxBytes = 128_000;

/** What waits, as messages that SQS takes. Most often it is one. */
export function splitBatch(waiting: ReadonlyMap<string, WaitingEvents>, sentAt: number): LiveBatch[] {
  const batches: LiveBatch[] = [];
  let projects: LiveBatch['projects'] = [];
  let room = 0;
  for (const [projectId, { events, lostCount }] of waiting) {
    let part: LiveBatch['projects'][number] | null = null;
    for (const event of events) {
      const bytes = Buffer.byteLength(JSON.stringify(event));
      if (bytes > room) {
        projects = [];
        batches.push({ sentAt, projects });
        room = maxBytes;
        part = null;
      }
      if (part === null) {
        part = { projectId, events: [], lostCount: 0 };
        projects.push(part);
      }
      part.events.push(event);
      room -= bytes;
    }
    if (part !== null) part.lostCount = lostCount;
  }
  return batches;
}
