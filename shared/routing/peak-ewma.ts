import type { Clock } from '../runtime/clock.ts';

/**
 * Latency as Finagle's balancer sees it (`PeakEwma`, https://github.com/twitter/finagle): a slower answer than expected
 * counts at once and in full, a faster one only by and by, weighted by the time since the last. Unlike there, what is known
 * does not fade while nobody calls: minutes may pass between calls to a model. It is forgotten after `memoryMs`.
 */
export interface PeakEwma {
  observe(milliseconds: number): void;
  /** Null if nothing was observed of late. */
  value(): number | null;
}

/** A model's latency changes over minutes; Finagle's 10 s are for servers that answer thousands of times in them. */
const decayMs = 30_000;
const memoryMs = 120_000;

export function createPeakEwma(clock: Clock): PeakEwma {
  let value = 0;
  let observedAt = Number.NEGATIVE_INFINITY;
  return {
    observe(milliseconds) {
      const elapsed = Math.max(clock() - observedAt, 0);
      const weight = Math.exp(-elapsed / decayMs);
      value = milliseconds > value ? milliseconds : value * weight + milliseconds * (1 - weight);
      observedAt = clock();
    },
    value: () => (clock() - observedAt > memoryMs ? null : value),
  };
}
