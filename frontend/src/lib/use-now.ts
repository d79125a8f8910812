import { useSyncExternalStore } from 'react';

const tickMs = 10_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function snapshot(): number {
  // With nobody listening the clock stands still, so the first reader sets it; once, or React sees two values in one pass.
  if (timer === null && Date.now() - now > 1000) now = Date.now();
  return now;
}

/** The time, to ten seconds. One clock for the whole page: a timer per row would be thousands in a long table. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot);
}
