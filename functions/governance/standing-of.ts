import type { Budget } from '../../shared/contract/governance.ts';
import type { HeldCounter } from '../../shared/governance/held-counter.ts';

export interface Standing {
  amountNanoUsd: number;
  spentNanoUsd: number;
  /** Of what is spent. */
  simulatedNanoUsd: number;
  reservedNanoUsd: number;
  remainingNanoUsd: number;
}

/**
 * How a budget stands, over all its counters; with `each`, every counter has the whole amount. What calls hold that are gone
 * by now counts no more, whether or not somebody has given it back yet.
 */
export function standingOf({ amountNanoUsd }: Budget, counters: readonly HeldCounter[], now: number): Standing {
  const amount = amountNanoUsd * Math.max(1, counters.length);
  const spent = counters.reduce((sum, counter) => sum + counter.spent, 0);
  const simulated = counters.reduce((sum, counter) => sum + counter.simulated, 0);
  const held = counters.flatMap(({ holds }) => [...holds.values()]).filter(({ expiresAt }) => expiresAt > now);
  const reserved = held.reduce((sum, hold) => sum + hold.amount, 0);
  return {
    amountNanoUsd: amount,
    spentNanoUsd: spent,
    simulatedNanoUsd: simulated,
    reservedNanoUsd: reserved,
    remainingNanoUsd: amount - spent - reserved,
  };
}
