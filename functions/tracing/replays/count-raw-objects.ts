import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { millisecondsPerHour, parseRawKey, rawHourPrefix } from '../raw/raw-key.ts';
import type { RawStore } from '../raw/raw-store.ts';
import type { HourRange } from './replay-range.ts';

export interface RawCount {
  objects: number;
  spans: number;
  bytes: number;
  isComplete: boolean;
}

const concurrentHours = 16;

/** What is archived of some hours; `maxPages` bounds how many pages of 1,000 names are read. */
export async function countRawObjects(
  projectId: string,
  range: HourRange,
  maxPages: number,
  store: Pick<RawStore, 'list'>,
): Promise<RawCount> {
  const count: RawCount = { objects: 0, spans: 0, bytes: 0, isComplete: true };
  let pagesLeft = maxPages;
  await mapConcurrently(hoursOf(range), concurrentHours, async (hour) => {
    const prefix = rawHourPrefix(projectId, hour);
    for (let after: string | null = null; ; ) {
      if (pagesLeft-- <= 0) {
        count.isComplete = false;
        return;
      }
      const { objects, isLast } = await store.list(prefix, after);
      for (const { key, bytes } of objects) {
        count.objects += 1;
        count.spans += parseRawKey(key)?.spanCount ?? 0;
        count.bytes += bytes;
      }
      if (isLast) return;
      after = objects.at(-1)?.key ?? null;
    }
  });
  return count;
}

function hoursOf({ from, to }: HourRange): number[] {
  return Array.from({ length: (to - from) / millisecondsPerHour }, (_, index) => from + index * millisecondsPerHour);
}
