import type { BudgetClaim, WindowClaim } from '../claim.ts';
import type { ActualUse } from '../governor.ts';
import { type Hold, lapsedAttribute } from '../held-counter.ts';
import type { LeaseAccount } from './lease-account.ts';
import type { LeaseWrite } from './lease-write.ts';
import type { Sight } from './sight.ts';
import type { Tally } from './tally.ts';

/** Slots are not leased: one that lies in a process is a call that others may not make. */
export type LeasedClaim = BudgetClaim | WindowClaim;

/** What stands for a lease in the counter's item: a hold where there is money, else a number. Each write leaves a revision of its own. */
export type LeaseMark = Hold | number;

/** A block of a counter that one process has taken and gives to its calls. */
export interface Lease {
  readonly id: string;
  /** Of the call that came last: its rule is the newest. */
  claim: LeasedClaim;
  /** Fractions of a budget at which routes decide otherwise. */
  turns: readonly number[];
  /** One for each amount of `amountsOf`. */
  accounts: readonly LeaseAccount[];
  /** Under way. */
  callCount: number;
  /** What `used` of money is made of. */
  tally: Tally;
  /** Where the mark is: among the holds, or among those that lapsed. */
  attribute: string;
  mark: LeaseMark;
  /** Calls begin on it until then; those that have begun may run for as long as a call can. */
  startsUntil: number;
  /** When the last write of it began. */
  writtenAt: number;
  /** Whether calls may begin on it at all. */
  isOpen: boolean;
  /** Its counter as it was last seen. */
  sight: Sight;
  /** A write that may or may not have been done. */
  pending: LeaseWrite | null;
  /** Those that were refused since the last one that was done: the network may deliver one of them late. */
  refused: LeaseWrite[];
  /** Of the last write that was begun. */
  revision: number;
}

/** A process writes once in so long what its calls have used. */
export const gatherMilliseconds = 1_000;

/** For so long calls may begin on a lease that is not renewed. */
export const startMilliseconds = 10_000;

/** What a call takes: money, or a request and its tokens. */
export function amountsOf(claim: LeasedClaim): readonly number[] {
  return claim.kind === 'budget' ? [claim.amount ?? 0] : [1, claim.tokens];
}

/** What a call has used of it in the end. */
export function usedOf(claim: LeasedClaim, actual: ActualUse | null): readonly number[] {
  if (claim.kind === 'budget') return [actual === null ? 0 : (actual.costNanoUsd ?? claim.amount ?? 0)];
  return [1, claim.rule.tokensPerMinute === null ? 0 : (actual?.tokens ?? 0)];
}

/** Given back by others, because its process seemed to be gone: nothing is held for it any more. */
export function isLapsed({ id, attribute }: Lease): boolean {
  return attribute === lapsedAttribute(id);
}

export function revisionOf(mark: unknown): number | null {
  if (typeof mark === 'number') return mark;
  return (mark as Hold | undefined)?.revision ?? null;
}
