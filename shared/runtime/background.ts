/** Work that goes on after an answer. */
export interface Background {
  add(work: Promise<void>): void;
  /** Resolves when all of it is done; none of it may reject. */
  settled(): Promise<void>;
}

/** Keeps track of work that nobody waits for, so that a process is not frozen or ended in the middle of it. */
export function createBackground(): Background {
  const running = new Set<Promise<void>>();
  return {
    add(work) {
      running.add(work);
      work.finally(() => running.delete(work));
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
