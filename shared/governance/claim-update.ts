import type { TransactItem } from '../storage/transact.ts';
import type { Claim } from './claim.ts';
import type { GovernancePorts } from './governance-ports.ts';
import { holdUpdate } from './held-counter.ts';
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
export function claimUpdate(claim: Claim, input: ClaimUpdateInput): Required<Pick<TransactItem, 'Update'>> {
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
      return holdUpdate({ tableName, key, id, subject, ttl, capacity: claim.rule.amountNanoUsd, hold });
    }
  }
}
