import type { Claim } from '../claim.ts';
import type { GovernancePorts } from '../governance-ports.ts';
import type { LeasedPart } from './leased-part.ts';

export interface Leases {
  /** What leases have for the claims of a call; waits for one that is on its way. Those that are missing are to be taken from the table. */
  take(claims: readonly Claim[], turns: readonly number[]): Promise<LeasedPart[]>;
  /** Notes that a call comes that takes everything from the table. */
  expect(claims: readonly Claim[]): void;
  /** Gives back what is unused of the counters of these claims. True if there was something. */
  giveBack(claims: readonly Claim[]): Promise<boolean>;
  /** Writes what is not yet in the table. `spare` keeps what the next call will need, `return` nothing. Never rejects. */
  flush(reason: 'spare' | 'return'): Promise<void>;
}

export type LeasesFactory = (ports: GovernancePorts) => Leases;

/** Every call is counted by itself. */
export const noLeases: Leases = {
  take: async () => [],
  expect: () => undefined,
  giveBack: async () => false,
  flush: async () => undefined,
};
