import type { CallNeed } from '../contract/route-condition.ts';

/** What is known of a call before it is made: all that a choice of model may depend on. */
export interface CallFacts {
  requestId: string;
  estimatedInputTokens: number;
  /** What the caller allows; null if it does not say. */
  maxOutputTokens: number | null;
  needs: readonly CallNeed[];
  metadata: Readonly<Record<string, string>>;
  sessionId: string | null;
  userId: string | null;
  keyId: string | null;
  environment: string | null;
  isStreamed: boolean;
  /** Epoch milliseconds. */
  at: number;
  /** Of the tightest budget that the call counts against, 0 to 1; null where there is none. */
  remainingBudgetFraction: number | null;
}
