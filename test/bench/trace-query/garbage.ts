import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export interface GarbageWatch {
  /** So that no row pays for what others left behind. */
  collect(): void;
  /** Milliseconds of collections since the last call. */
  take(): Promise<number>;
}

/** The benchmark holds all traces in memory: a full collection looks at all of them, and a function would not have them. */
export function watchGarbage(): GarbageWatch {
  let milliseconds = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) milliseconds += duration;
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    collect,
    async take() {
      // Entries are told of a moment later.
      await new Promise((done) => setImmediate(done));
      const taken = milliseconds;
      milliseconds = 0;
      return taken;
    },
  };
}
