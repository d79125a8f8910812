/** How the fake provider is called. */
export interface Way {
  name: 'one' | 'few' | 'crowd' | 'stream' | 'stream-few' | 'stream-crowd' | 'steady';
  isStreamed: boolean;
  load: { kind: 'closed'; connections: number } | { kind: 'open'; perSecond: number };
}

/**
 * The provider answers at once. `one` and `stream`: a call at a time, so what is measured is the way and no queue. `few` and
 * `crowd`: as much as goes over 16 and 64 connections. `steady`: calls that come at their times, whether or not those before have been answered.
 */
export const ways: readonly Way[] = [
  { name: 'one', isStreamed: false, load: { kind: 'closed', connections: 1 } },
  { name: 'few', isStreamed: false, load: { kind: 'closed', connections: 16 } },
  { name: 'crowd', isStreamed: false, load: { kind: 'closed', connections: 64 } },
  { name: 'stream', isStreamed: true, load: { kind: 'closed', connections: 1 } },
  { name: 'stream-few', isStreamed: true, load: { kind: 'closed', connections: 16 } },
  { name: 'stream-crowd', isStreamed: true, load: { kind: 'closed', connections: 64 } },
  { name: 'steady', isStreamed: false, load: { kind: 'open', perSecond: 100 } },
];

/** The model of the fake provider: 20 chunks, or as many words. */
export const benchModel = 'ok:chunks=20';
/** What Signalbox's callers name: a route to that model. */
export const benchRoute = 'bench';
