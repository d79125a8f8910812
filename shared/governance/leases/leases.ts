import type { Claim } from '../claim.ts';
import type { GovernancePorts } from '../governance-ports.ts';
import type { GovernedCall } from '../governor.ts';
import type { Counters } from '../read-counters.ts';
import type { LeasedPart } from './leased-part.ts';

export interface Leases {
  /** What leases have for the claims of a call; waits for one that is on its way. Those that are missing are to be taken from the table. */
  take(claims: readonly Claim[], call: GovernedCall): Promise<LeasedPart[]>;
  /** Notes that a call comes that takes everything from the table. */
  expect(claims: readonly Claim[], call: GovernedCall): void;
  /** What was read, and of what is leased what this process knows of it. */
  countersWith(parts: readonly LeasedPart[], read: Counters): Counters;
  /** Gives back what is unused of the counters of these claims. True if there was something. */
  giveBack(claims: readonly Claim[]): Promise<boolean>;
  /** Writes what is not yet in the table, and gives back what no call uses. Never rejects. */
  flush(): Promise<void>;
}

export type LeasesFactory = (ports: GovernancePorts) => Leases;

/** Every call is counted by itself. */
export const noLeases: Leases = {
  take: async () => [],
  expect: () => undefined,
  countersWith: (_, read) => read,
  giveBack: async () => false,
  flush: async () => undefined,
};
