import type { BodyLimits } from './iterate-body.ts';

type Phase = Parameters<BodyLimits['onTimeout']>[0];

/** How long a reader waits for what comes next. */
export interface Patience {
  begin(phase: Phase): void;
  /** It has come. */
  rest(): void;
  /** For good. */
  stop(): void;
}

/** One timer for a whole body: to set it back costs a fraction of a new one for each chunk. */
export function createPatience(limits: BodyLimits, onTimeout: (error: Error) => void): Patience {
  let isWaiting = false;
  let timed: Phase | null = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    begin(phase) {
      isWaiting = true;
      if (phase === timed) return void timer?.refresh();
      clearTimeout(timer);
      timed = phase;
      timer = setTimeout(
        () => {
          if (isWaiting) onTimeout(limits.onTimeout(phase));
        },
        phase === 'first byte' ? limits.firstByteMs : limits.idleMs,
      );
    },
    rest() {
      isWaiting = false;
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
