import { seriesMilliseconds } from '../budget-time.ts';
import type { BudgetClaim } from '../claim.ts';
import type { ActualUse } from '../governor.ts';
import { amountsOf, type Lease, type LeasedClaim, usedOf } from './lease.ts';
import { endUse, freeOf, takeFrom } from './lease-account.ts';
import { noteSpent } from './tally.ts';

/** What one call has of a lease. */
export interface LeasedPart {
  readonly lease: Lease;
  readonly claim: LeasedClaim;
  /** Ends it, once; null: the call was not made, which leaves it counted as a request. `at` is when it began, epoch milliseconds. */
  settle(actual: ActualUse | null, at: number): void;
  /** As if it had never been taken. */
  giveBack(): void;
}

interface Taking {
  claim: LeasedClaim;
  turns: readonly number[];
  now: number;
  /** Called when it is settled. */
  ended: () => void;
}

/** Null where the lease has too little, is no longer for calls to begin on, or is of another version of the rule. */
export function takePart(lease: Lease, { claim, turns, now, ended }: Taking): LeasedPart | null {
  adopt(lease, claim, turns);
  const amounts = amountsOf(claim);
  const isGood = lease.isOpen && now < lease.startsUntil && lease.claim.rule.version === claim.rule.version;
  if (!isGood || lease.accounts.some((account, n) => freeOf(account) < (amounts[n] ?? 0))) return null;
  for (const [n, account] of lease.accounts.entries()) takeFrom(account, amounts[n] ?? 0);
  lease.callCount += 1;
  const end = once((used: readonly number[]) => {
    for (const [n, account] of lease.accounts.entries()) endUse(account, amounts[n] ?? 0, used[n] ?? 0);
    lease.callCount -= 1;
  });
  return {
    lease,
    claim,
    settle(actual, at) {
      const used = usedOf(claim, actual);
      if (!end(used)) return;
      if (claim.kind === 'budget' && actual !== null) noteSpending(lease, claim, { actual, at, spent: used[0] ?? 0 });
      ended();
    },
    giveBack: () => void end([]),
  };
}

/** What was taken under other amounts is not for calls under the new ones: the next write judges it anew. */
function adopt(lease: Lease, claim: LeasedClaim, turns: readonly number[]): void {
  lease.turns = turns;
  const isNewer = claim.rule.version > lease.claim.rule.version;
  if (isNewer) lease.isOpen = false;
  if (isNewer) lease.claim = claim;
}

interface Spending {
  actual: ActualUse;
  at: number;
  spent: number;
}

function noteSpending({ tally }: Lease, { rule }: BudgetClaim, { actual, at, spent }: Spending): void {
  const step = seriesMilliseconds(rule.period);
  noteSpent(tally, Math.floor(at / step) * step, spent);
  tally.simulatedNanoUsd += actual.simulatedCostNanoUsd ?? 0;
  if (actual.costNanoUsd === null) tally.unpricedCount += 1;
}

/** True if it was the first time. */
function once<T>(act: (value: T) => void): (value: T) => boolean {
  let isDone = false;
  return (value) => {
    if (isDone) return false;
    isDone = true;
    act(value);
    return true;
  };
}
