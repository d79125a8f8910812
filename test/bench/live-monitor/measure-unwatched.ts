import { createLiveCalls } from '../../../functions/gateway/live/create-live-calls.ts';
import { createTopicWatch } from '../../../functions/gateway/live/topic-watch.ts';
import { makeStarted } from '../../../shared/live/testing/make-live-events.ts';
import { round } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';

const events = 3_000_000;

/** What an event costs the gateway where nobody watches. */
export async function measureUnwatched(): Promise<void> {
  const clock = Date.now;
  const onError = () => undefined;
  const watch = createTopicWatch({ hasListeners: async () => false, clock, onError });
  const live = createLiveCalls({ watch, send: async () => undefined, clock, onError });
  live.tell('project', makeStarted);
  await live.flush();
  const start = performance.now();
  for (let index = 0; index < events; index += 1) live.tell('project', makeStarted);
  const nanoseconds = ((performance.now() - start) * 1e6) / events;
  printResult({
    bench: 'live-monitor',
    what: 'an event that nobody watches',
    events,
    nanosecondsEach: round(nanoseconds, 1),
  });
}
