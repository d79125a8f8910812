import type { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { GovernancePorts } from '../governance-ports.ts';
import type { Lease, LeaseMark } from './lease.ts';
import { beginWrite, changeTo, endLate, endWrite } from './lease-account.ts';
import { roomsOf, timeWithin } from './lease-room.ts';
import { type Bound, leaseUpdate } from './lease-update.ts';
import { type PlannedWrite, planToEnd } from './plan-write.ts';
import { addTo, newTally, type Tally } from './tally.ts';

/** A write of a lease: what was used is counted, and what is held changes, at once. It can be sent again until its outcome is known. */
export interface LeaseWrite {
  update: UpdateCommand;
  /** The mark after it; null if the lease is gone then. */
  mark: LeaseMark | null;
  startsUntil: number;
  isOpen: boolean;
  /** Of the rule that it was judged by. */
  ruleVersion: number;
  /** What of each account it carries. */
  parts: readonly { used: number; held: number }[];
  tally: Tally;
}

type Ports = Pick<GovernancePorts, 'tableName' | 'clock' | 'holdMilliseconds'>;

/** Begins a write: from here on calls only get what is theirs whether or not it is done. */
export function beginLeaseWrite(ports: Ports, lease: Lease, planned: PlannedWrite): LeaseWrite {
  const { accounts } = lease;
  const change = accounts.map((account, n) => changeTo(account, planned.held[n] ?? 0));
  const bounds = boundsOf(ports, lease, planned, change);
  // Others hold what was to be had: what calls use is counted in any case, and nothing more taken.
  if (bounds === null) return beginLeaseWrite(ports, lease, planToEnd(lease, ports.clock()));
  const mark = nextMark(ports, lease, planned);
  const write: LeaseWrite = {
    update: leaseUpdate(ports.tableName, lease, { mark, change, bounds }),
    ...{ mark, startsUntil: planned.startsUntil, isOpen: planned.isOpen },
    ...{ ruleVersion: lease.claim.rule.version, tally: lease.tally },
    parts: accounts.map(({ used }, n) => ({ used, held: planned.held[n] ?? 0 })),
  };
  lease.revision += 1;
  for (const [n, account] of accounts.entries()) beginWrite(account, planned.held[n] ?? 0);
  lease.writtenAt = ports.clock();
  lease.tally = newTally();
  if (!planned.isOpen) lease.isOpen = false;
  lease.pending = write;
  return write;
}

/** Ends a write of which it is known whether it was done. */
export function endLeaseWrite(lease: Lease, write: LeaseWrite, isDone: boolean): void {
  for (const account of lease.accounts) endWrite(account, isDone);
  lease.pending = null;
  if (isDone) {
    lease.mark = write.mark ?? lease.mark;
    lease.startsUntil = write.startsUntil;
    lease.isOpen = write.isOpen && write.ruleVersion === lease.claim.rule.version;
    lease.refused = [];
    return;
  }
  addTo(lease.tally, write.tally, 1);
  lease.refused.push(write);
}

/** Notes of a write that seemed to be refused that it was done in the end; nothing has begun on the lease since. */
export function endLateWrite(lease: Lease, write: LeaseWrite): void {
  for (const [n, account] of lease.accounts.entries()) endLate(account, write.parts[n] ?? { used: 0, held: 0 });
  addTo(lease.tally, write.tally, -1);
  lease.mark = write.mark ?? lease.mark;
  lease.refused = [];
}

/** What the counter may come to at the most where a lease grows; null if it cannot. What calls have used is counted without. */
function boundsOf({ clock }: Ports, lease: Lease, { isOpen }: PlannedWrite, change: readonly number[]): Bound[] | null {
  if (!isOpen) return [];
  const names = lease.claim.kind === 'budget' ? (['committed'] as const) : (['requests', 'tokens'] as const);
  const rooms = roomsOf(lease, timeWithin(lease.claim, clock()));
  const bounds = names.map((name, n) => ({
    name,
    grows: (change[n] ?? 0) > 0,
    most: (rooms[n]?.ceiling ?? 0) - (change[n] ?? 0),
  }));
  const growing = bounds.filter(({ grows, most }) => grows && most !== Number.POSITIVE_INFINITY);
  return growing.some(({ most }) => most < 0) ? null : growing;
}

/** Null if there is nothing left to hold and nobody to hold it for. */
function nextMark({ holdMilliseconds }: Ports, lease: Lease, planned: PlannedWrite): LeaseMark | null {
  const { held, startsUntil } = planned;
  if (lease.callCount === 0 && held.every((amount) => amount === 0)) return null;
  const revision = lease.revision + 1;
  if (typeof lease.mark === 'number') return revision;
  const expiresAt = startsUntil + holdMilliseconds;
  return { amount: held[0] ?? 0, expiresAt, revision };
}
