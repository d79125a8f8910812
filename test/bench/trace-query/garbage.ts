import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export interface GarbageWatch {
  /** So that no row pays for what others left behind. */
  collect(): void;
  /** How many milliseconds of this time, by `performance.now()`, garbage was collected. */
  between(start: number, end: number): Promise<number>;
}

/** The benchmark holds all traces in memory: a full collection looks at all of them, and a function would not have them. */
export function watchGarbage(): GarbageWatch {
  const collections: { start: number; end: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      collections.push({ start: startTime, end: startTime + duration });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    collect,
    async between(start, end) {
      // Collections are told of some time later, and in order.
      collect();
      while ((collections.at(-1)?.start ?? 0) < end) await setTimeout(10);
      let total = 0;
      let counted = start;
      // A small one may lie within a full one.
      for (const each of collections.sort((a, b) => a.start - b.start)) {
        const from = Math.max(counted, each.start);
        const to = Math.min(end, each.end);
        total += Math.max(0, to - from);
        counted = Math.max(counted, to);
      }
      return total;
    },
  };
}
