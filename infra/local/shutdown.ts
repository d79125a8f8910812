type CleanUp = () => void | Promise<void>;

/** What has to be undone when the stage ends, in whatever state it is then. */
export interface Shutdown {
  /** Undone in reverse order. */
  add(cleanUp: CleanUp): void;
  /** Undoes everything, once; later calls wait for the first. */
  run(): Promise<void>;
}

export function createShutdown(): Shutdown {
  const cleanUps: CleanUp[] = [];
  let running: Promise<void> | null = null;
  const undoAll = async () => {
    for (let next = cleanUps.pop(); next !== undefined; next = cleanUps.pop()) {
      try {
        await next();
      } catch (error) {
        process.stderr.write(`  ✗ ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  };
  return {
    add: (cleanUp) => {
      cleanUps.push(cleanUp);
    },
    run: () => {
      running ??= undoAll();
      return running;
    },
  };
}

/** Calls back on Ctrl-C, on SIGTERM, when the terminal closes, and when the program that started this one is gone. */
export function onStopRequest(callback: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, callback);
  process.on('disconnect', callback);
}
