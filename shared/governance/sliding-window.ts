export const windowMilliseconds = 60_000;

/** What is counted in the minute that runs and in the one before. */
export interface WindowCounts {
  previous: number;
  current: number;
}

/** Number of the minute since 1970. */
export function windowOf(at: number): number {
  return Math.floor(at / windowMilliseconds);
}

/**
 * How much of a limit is in use: the running minute, and of the one before the part that a window of sixty seconds still
 * sees, as if its calls had come evenly ("sliding window counter",
 * https://blog.cloudflare.com/counting-things-a-lot-of-different-things/). Rounded up, so that it never admits more.
 */
export function usedInWindow({ previous, current }: WindowCounts, at: number): number {
  return current + weighted(previous, at);
}

/** The most that may stand in the running minute for `amount` to fit; negative if it does not fit at all. */
export function roomInWindow(limit: number, previous: number, amount: number, at: number): number {
  return limit - weighted(previous, at) - amount;
}

/** Milliseconds until `amount` fits if nothing else comes; null if it is more than the whole limit. */
export function waitInWindow(limit: number, counts: WindowCounts, amount: number, at: number): number | null {
  if (amount > limit) return null;
  const elapsed = at % windowMilliseconds;
  const room = limit - counts.current - amount;
  if (room >= 0) return Math.max(0, fitsFrom(room, counts.previous) - elapsed);
  return windowMilliseconds - elapsed + fitsFrom(limit - amount, counts.current);
}

function weighted(previous: number, at: number): number {
  return Math.ceil((previous * (windowMilliseconds - (at % windowMilliseconds))) / windowMilliseconds);
}

/** Milliseconds into a minute from which the weighted rest of the one before is no more than `room`. */
function fitsFrom(room: number, previous: number): number {
  if (previous <= room) return 0;
  return Math.ceil(windowMilliseconds - (room * windowMilliseconds) / previous);
}
