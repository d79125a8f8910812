import type { Budget, Limit } from '../contract/governance.ts';

/** A call that wants to be made. */
export interface GovernedCall {
  projectId: string;
  keyId: string | null;
  userId: string | null;
  /** As the caller, or a budget, named it: a model or a route. */
  requestedModel: string;
  /** `provider/model`: the one that is asked first. */
  modelId: string;
  /** Epoch milliseconds; decides the window and the period that it counts in. */
  at: number;
  /** Input plus the most output that can come. */
  estimatedTokens: number;
  /** The most that it can cost, so that nothing is spent that was not reserved; null if no price is known. */
  estimatedCostNanoUsd: number | null;
  /** False if a budget has sent it here: it is not sent on, and what it needs is held. */
  mayDegrade: boolean;
  rules: { limits: readonly Limit[]; budgets: readonly Budget[] };
  /** Used fractions of a budget at which routes of the project decide otherwise. */
  turns?: readonly number[];
}

export interface BudgetWarning {
  budgetId: string;
  name: string;
  /** The highest fraction of `warnAt` that is reached. */
  fraction: number;
}

export interface ActualUse {
  tokens: number;
  /** Null if it has no price. */
  costNanoUsd: number | null;
  /** Of the cost, what nobody is charged for; default: nothing. */
  simulatedCostNanoUsd?: number;
}

/** What a call holds while it is under way. Either `settle` or `release` ends it; both may be repeated. */
export interface Reservation {
  /** Of its holds in the table; empty where it has none. */
  id: string;
  /** `x-ratelimit-*` in OpenAI's form, of the limit that has least left. */
  headers: Readonly<Record<string, string>>;
  /** Ids of the limits and budgets that it counts against. */
  applied: readonly string[];
  /** Of the budget that has least left, before this call; null without a budget. */
  remainingBudgetFraction: number | null;
  /** A model or route to go to instead, because a budget says so; then nothing is held, and that is to be reserved. */
  degradeTo: string | null;
  /** Id of the budget that says so; null if none does. */
  degradedBy: string | null;
  warnings: readonly BudgetWarning[];
  /** The call was made and used so much. */
  settle(actual: ActualUse): Promise<void>;
  /** The call was not made: money, slots and tokens are given back; as a request it stays counted. */
  release(): Promise<void>;
}

/** Admits calls under limits and budgets. */
export interface Governor {
  /** Takes what the call needs from every rule that applies, or throws `LimitExceededError` and takes nothing. */
  reserve(call: GovernedCall): Promise<Reservation>;
  /** Writes what was settled and is not yet in the table, and gives back what no call uses. Never rejects. */
  flush(): Promise<void>;
}
