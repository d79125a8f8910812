import type { Budget, Limit } from '../contract/governance.ts';
import { leasesKey } from '../storage/limit-keys.ts';
import { budgetTimeOf } from './budget-time.ts';
import type { BudgetClaim, Claim, SlotClaim, WindowClaim } from './claim.ts';
import { budgetKeyOf, windowKeysOf } from './claim-keys.ts';
import type { GovernedCall } from './governor.ts';
import { ruleSubject } from './rule-subject.ts';
import { windowOf } from './sliding-window.ts';

/** What a call takes of every rule that applies to it. */
export function listClaims(call: GovernedCall): Claim[] {
  return [
    ...call.rules.limits.flatMap((rule) => limitClaims(rule, call)),
    ...call.rules.budgets.flatMap((rule) => budgetClaims(rule, call)),
  ];
}

function limitClaims(rule: Limit, call: GovernedCall): Claim[] {
  const subject = ruleSubject(rule, call);
  return subject === null ? [] : claimsOfLimit(rule, { ...call, subject });
}

interface LimitCaller extends Pick<GovernedCall, 'projectId' | 'at' | 'estimatedTokens'> {
  /** Whose counter it is. */
  subject: string;
}

/** What a call takes of one counter of a limit. */
export function claimsOfLimit(rule: Limit, caller: LimitCaller): (WindowClaim | SlotClaim)[] {
  const { projectId, at, estimatedTokens, subject } = caller;
  const minute = windowOf(at);
  const isCounted = rule.requestsPerMinute !== null || rule.tokensPerMinute !== null;
  const window: WindowClaim = {
    ...{ kind: 'window', rule, subject, ...windowKeysOf(rule, projectId, subject, minute), minute },
    tokens: rule.tokensPerMinute === null ? 0 : estimatedTokens,
  };
  if (rule.concurrency === null) return [window];
  const key = leasesKey(projectId, rule.id, subject);
  const slot: SlotClaim = { kind: 'concurrency', rule, subject, key, capacity: rule.concurrency };
  return isCounted ? [window, slot] : [slot];
}

function budgetClaims(rule: Budget, call: GovernedCall): BudgetClaim[] {
  const subject = ruleSubject(rule, call);
  if (subject === null) return [];
  const period = budgetTimeOf(rule.period, call.at);
  const key = budgetKeyOf(rule, call.projectId, subject, period.name);
  return [{ kind: 'budget', rule, subject, key, period, amount: call.estimatedCostNanoUsd }];
}
