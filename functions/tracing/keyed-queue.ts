export interface KeyedQueue {
  /** Runs tasks of one key one after another, in the order they came, and tasks of different keys side by side. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** At most `limit` tasks at a time. Writers of one trace would only make each other try again. */
export function createKeyedQueue(limit: number): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function withSlot<T>(task: () => Promise<T>): Promise<T> {
    if (running >= limit) await new Promise<void>((done) => waiting.push(done));
    else running += 1;
    try {
      return await task();
    } finally {
      // The slot goes straight to the next, so that nobody overtakes.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    run(key, task) {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(() => withSlot(task));
      tails.set(
        key,
        result.catch(() => undefined),
      );
      return result;
    },
  };
}
