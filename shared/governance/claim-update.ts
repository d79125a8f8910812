import type { TransactUpdate } from '../storage/transact.ts';
import type { BudgetClaim, Claim } from './claim.ts';
import type { GovernancePorts } from './governance-ports.ts';
import { holdUpdate, liveCommitted, readHeldCounter } from './held-counter.ts';
import { nextMark } from './next-mark.ts';
import type { Counters } from './read-counters.ts';
import { readWindow, windowUpdate } from './window-update.ts';

export interface ClaimUpdateInput {
  ports: GovernancePorts;
  id: string;
  counters: Counters;
  at: number;
}

/** Counters of a period are kept for a while after it, for who wants to see how it went. */
const keptMilliseconds = 100 * 86_400_000;

export function counterTtl(periodEnd: number): number {
  return Math.ceil((periodEnd + keptMilliseconds) / 1000);
}

/** The conditional write that takes a claim. */
export function claimUpdate(claim: Claim, input: ClaimUpdateInput): TransactUpdate {
  const { ports, id, counters, at } = input;
  const { tableName, holdMilliseconds } = ports;
  const expiresAt = ports.clock() + holdMilliseconds;
  const { key, subject } = claim;
  switch (claim.kind) {
    case 'window':
      return windowUpdate({ tableName, claim, previous: readWindow(counters.of(claim.previousKey)), at });
    case 'concurrency': {
      const ttl = counterTtl(expiresAt);
      return holdUpdate({ tableName, key, id, subject, ttl, capacity: claim.capacity, hold: { amount: 1, expiresAt } });
    }
    case 'budget': {
      const ttl = counterTtl(claim.period.end);
      const hold = { amount: claim.amount ?? 0, expiresAt };
      const capacity = Math.min(claim.rule.amountNanoUsd, mostBefore(claim, input) + hold.amount);
      return holdUpdate({ tableName, key, id, subject, ttl, capacity, hold });
    }
  }
}

/**
 * The most that may be committed for the next mark to be still ahead, as the call was told. What abandoned calls hold is before no
 * mark, but in the item until somebody gives it back.
 */
function mostBefore(claim: BudgetClaim, { ports, counters }: ClaimUpdateInput): number {
  const counter = readHeldCounter(counters.of(claim.key));
  const live = liveCommitted(counter, ports.clock());
  return nextMark(claim, live) - 1 + counter.committed - live;
}
