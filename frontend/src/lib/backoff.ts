const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * How long to wait before reconnect number `attempt` (from 0): doubling up to 30 s, half of it random, so that the
 * consoles of a whole team do not come back in the same instant.
 */
export function backoffDelay(attempt: number, random: () => number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (ceiling / 2) * random();
}
