import type { Budget, Limit } from '../contract/governance.ts';
import type { ItemKey } from '../storage/core-keys.ts';
import type { BudgetTime } from './budget-time.ts';

/** Money that a call holds of a budget. */
export interface BudgetClaim {
  kind: 'budget';
  rule: Budget;
  subject: string;
  key: ItemKey;
  period: BudgetTime;
  /** Null if the call has no price; nothing is held then. */
  amount: number | null;
}

/** A slot that a call holds of a concurrency limit. */
export interface SlotClaim {
  kind: 'concurrency';
  rule: Limit;
  subject: string;
  key: ItemKey;
  capacity: number;
}

/** What a call takes of the running minute. */
export interface WindowClaim {
  kind: 'window';
  rule: Limit;
  subject: string;
  key: ItemKey;
  previousKey: ItemKey;
  /** Number of the minute since 1970. */
  minute: number;
  tokens: number;
}

export type Claim = BudgetClaim | SlotClaim | WindowClaim;
