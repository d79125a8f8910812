import { ProviderError } from './provider-error.ts';
import type { ProviderTimeouts } from './timeouts.ts';

/** Watches the time of one request to a provider, from the moment that it is made. */
export interface CallClock {
  /** Somebody waits for the next chunk of the body. While nobody does, no silence counts: it is the reader who is slow. */
  wait(): void;
  /** A chunk has come; the first one stops the clock that was set when the request was made. */
  arrive(): void;
  /** For good. */
  stop(): void;
}

/** The limits of everything but connecting, which only a socket can tell. */
type WatchedTimeouts = Pick<ProviderTimeouts, 'firstByteMs' | 'idleMs' | 'totalMs'>;

export function startCallClock(timeouts: WatchedTimeouts, onTimeout: (error: ProviderError) => void): CallClock {
  const { firstByteMs, idleMs, totalMs } = timeouts;
  let hasBegun = false;
  let isWaiting = false;
  let silence: NodeJS.Timeout | undefined;
  const total = setTimeout(() => onTimeout(timedOut('to finish', totalMs)), totalMs);
  const firstByte = setTimeout(() => onTimeout(timedOut('to send its first byte', firstByteMs)), firstByteMs);
  const endSilence = () => {
    if (isWaiting) onTimeout(timedOut('to send its next chunk', idleMs));
  };
  return {
    wait() {
      if (!hasBegun) return;
      isWaiting = true;
      // One timer for the whole body: to set it back costs a fraction of a new one for each chunk.
      if (silence) silence.refresh();
      else silence = setTimeout(endSilence, idleMs);
    },
    arrive() {
      isWaiting = false;
      if (hasBegun) return;
      hasBegun = true;
      clearTimeout(firstByte);
    },
    stop() {
      for (const timer of [total, firstByte, silence]) clearTimeout(timer);
    },
  };
}

export function timedOut(toDoWhat: string, ms: number): ProviderError {
  return new ProviderError('provider_timeout', `The provider took longer than ${ms} ms ${toDoWhat}.`);
}
