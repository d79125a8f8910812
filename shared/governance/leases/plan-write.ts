import { gatherMilliseconds, isLapsed, type Lease, startMilliseconds } from './lease.ts';
import { freeOf, isLow, type LeaseAccount } from './lease-account.ts';
import { isRunning, roomsOf, spareOf, timeWithin } from './lease-room.ts';

/** Why leases are looked at: `gather` because time has passed or calls want more, `return` because nothing more is to come. */
export type WriteReason = 'gather' | 'return';

export interface PlannedWrite {
  /** For each account, what is held from now on. */
  held: readonly number[];
  /** Calls may begin on it until then; now, if none may. */
  startsUntil: number;
  isOpen: boolean;
}

/** So long before calls may no longer begin on a lease it is renewed: enough for a few tries. */
const renewMilliseconds = 3_000;

interface PlanInput {
  now: number;
  reason: WriteReason;
  /** Whether calls come at short intervals. */
  isActive: boolean;
  /** For each account, what calls wait for. */
  wanted: readonly number[];
}

/** How a lease is to stand from now on; null if that is not worth a write. */
export function planWrite(lease: Lease, input: PlanInput): PlannedWrite | null {
  const spare = wantedSpare(lease, input);
  const isOpen = spare.some((amount) => amount > 0);
  if (!isDue(lease, spare, input)) return null;
  return {
    held: heldWith(lease, spare),
    startsUntil: isOpen ? input.now + startMilliseconds : input.now,
    isOpen,
  };
}

/** Nothing more than what calls under way may use, and no new ones. */
export function planToEnd(lease: Lease, now: number): PlannedWrite {
  return { held: heldWith(lease, []), startsUntil: now, isOpen: false };
}

function heldWith(lease: Lease, spare: readonly number[]): readonly number[] {
  return lease.accounts.map(({ running }, n) => (isLapsed(lease) ? 0 : running + (spare[n] ?? 0)));
}

/** Twice what will probably be needed. */
function wantedSpare(lease: Lease, { now, reason, isActive, wanted }: PlanInput): readonly number[] {
  const { accounts, claim } = lease;
  const isGoing = reason !== 'return' && isActive && isRunning(claim, now) && !isLapsed(lease);
  if (!isGoing) return accounts.map(() => 0);
  const elapsed = now - lease.writtenAt;
  const amounts = accounts.map((account, n) => 2 * needOf(account, { wanted: wanted[n] ?? 0, elapsed }));
  return spareOf(accounts, roomsOf(lease, timeWithin(claim, now)), amounts);
}

/** What is used up sooner than it is gathered would be used up again as soon. */
const mostTimes = 20;

/** What calls need until it is gathered the next time, going by what they needed since the last time. */
function needOf(account: LeaseAccount, { wanted, elapsed }: { wanted: number; elapsed: number }): number {
  const times = Math.min(mostTimes, Math.max(1, gatherMilliseconds / Math.max(1, elapsed)));
  return Math.max(account.peak, account.running + wanted + account.used * times);
}

function isDue(lease: Lease, spare: readonly number[], { now, reason, wanted }: PlanInput): boolean {
  const { accounts, startsUntil, callCount } = lease;
  if (hasUse(lease) || wanted.some((amount) => amount > 0)) return true;
  // What is left of what one call took is given back with it.
  const least = (account: LeaseAccount) => (reason === 'return' ? 1 : Math.max(1, account.largest));
  if (accounts.some((account, n) => freeOf(account) - (spare[n] ?? 0) >= least(account))) return true;
  const isOpen = spare.some((amount) => amount > 0);
  if (!isOpen) return callCount === 0;
  return startsUntil - now <= renewMilliseconds || (reason === 'gather' && accounts.some(isLow));
}

function hasUse({ accounts, tally }: Lease): boolean {
  return tally.unpricedCount > 0 || accounts.some(({ used }) => used > 0);
}
