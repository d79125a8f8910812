import type { BudgetClaim, Claim, SlotClaim, WindowClaim } from './claim.ts';
import { maxHolds, readHeldCounter } from './held-counter.ts';
import { LimitExceededError } from './limit-exceeded-error.ts';
import type { Counters } from './read-counters.ts';
import { waitInWindow } from './sliding-window.ts';
import { readWindow } from './window-update.ts';

/** Which claim has no room, and when it will; null if all seem to have some. Of several, the one that lasts longest. */
export function findRefusal(claims: readonly Claim[], counters: Counters, at: number): LimitExceededError | null {
  const refusals = claims.map((claim) => refusalOf(claim, counters, at)).filter((refusal) => refusal !== null);
  const [longest] = refusals.toSorted((a, b) => waitOf(b) - waitOf(a));
  return longest ?? null;
}

function waitOf({ retryAfterSeconds }: LimitExceededError): number {
  return retryAfterSeconds ?? Number.POSITIVE_INFINITY;
}

function refusalOf(claim: Claim, counters: Counters, at: number): LimitExceededError | null {
  switch (claim.kind) {
    case 'window':
      return windowRefusal(claim, counters, at);
    case 'concurrency':
      return slotRefusal(claim, counters);
    case 'budget':
      return budgetRefusal(claim, counters, at);
  }
}

function windowRefusal({ rule, key, previousKey, tokens }: WindowClaim, counters: Counters, at: number) {
  const current = readWindow(counters.of(key));
  const previous = readWindow(counters.of(previousKey));
  const measures = [
    {
      unit: 'requests',
      limit: rule.requestsPerMinute,
      amount: 1,
      previous: previous.requests,
      current: current.requests,
    },
    { unit: 'tokens', limit: rule.tokensPerMinute, amount: tokens, previous: previous.tokens, current: current.tokens },
  ] as const;
  for (const { unit, limit, amount, ...counts } of measures) {
    if (limit === null) continue;
    const wait = waitInWindow(limit, counts, amount, at);
    if (wait === 0) continue;
    if (wait === null) return tooLarge(rule.name, limit, amount);
    const message = `The limit "${rule.name}" of ${limit} ${unit} a minute is used up.`;
    return new LimitExceededError(message, { code: 'rate_limit_exceeded', retryAfterSeconds: wait / 1000 });
  }
  return null;
}

function tooLarge(name: string, limit: number, amount: number): LimitExceededError {
  const message = `This call may use ${amount} tokens; the limit "${name}" is ${limit} a minute. Send less or set a lower maximum of output tokens.`;
  return new LimitExceededError(message, { code: 'rate_limit_exceeded', retryAfterSeconds: null });
}

function slotRefusal({ rule, key, capacity }: SlotClaim, counters: Counters): LimitExceededError | null {
  if (readHeldCounter(counters.of(key)).committed < capacity) return null;
  const message = `The limit "${rule.name}" of ${capacity} calls at the same time is used up.`;
  return new LimitExceededError(message, { code: 'rate_limit_exceeded', retryAfterSeconds: 1 });
}

function budgetRefusal({ rule, key, amount, period }: BudgetClaim, counters: Counters, at: number) {
  const { name, amountNanoUsd, unpricedCalls } = rule;
  if (amount === null && unpricedCalls === 'refuse') return unpriced(name);
  const { committed, spent, holdCount } = readHeldCounter(counters.of(key));
  if (holdCount >= maxHolds) return tooManyHolds(name);
  // A call without a price costs something all the same: it needs at least a nano-dollar to be left.
  const needed = amount ?? 1;
  if (committed + needed <= amountNanoUsd) return null;
  // What other calls hold may be given back in a moment; what is spent stays so for the rest of the period.
  const mayFitSoon = spent + needed <= amountNanoUsd;
  const retryAfterSeconds = mayFitSoon ? 1 : (period.end - at) / 1000;
  const message =
    needed > amountNanoUsd
      ? `This call may cost up to ${usd(needed)}, more than the whole budget "${name}" of ${usd(amountNanoUsd)}. Send less or set a lower maximum of output tokens.`
      : tooLittleLeft(rule, { committed, spent, needed });
  return new LimitExceededError(message, {
    code: mayFitSoon ? 'rate_limit_exceeded' : 'insufficient_quota',
    retryAfterSeconds: needed > amountNanoUsd ? null : retryAfterSeconds,
  });
}

function tooLittleLeft(
  { name, amountNanoUsd, period }: BudgetClaim['rule'],
  { committed, spent, needed }: { committed: number; spent: number; needed: number },
): string {
  const left = Math.max(0, amountNanoUsd - committed);
  const held = committed - spent;
  const why = held > 0 ? `: ${usd(spent)} is spent and ${usd(held)} held for calls under way` : '';
  const hint = left > 0 ? ' Less text or a lower maximum of output tokens may fit.' : '';
  return `The budget "${name}" of ${usd(amountNanoUsd)} a ${period} has ${usd(left)} left${why}. This call may cost up to ${usd(needed)}.${hint}`;
}

function tooManyHolds(name: string): LimitExceededError {
  const message = `The budget "${name}" counts at most ${maxHolds} calls at the same time.`;
  return new LimitExceededError(message, { code: 'rate_limit_exceeded', retryAfterSeconds: 1 });
}

function unpriced(name: string): LimitExceededError {
  const message = `The price of this model is not known, and the budget "${name}" refuses such calls. Give the model a price, or let the budget allow them.`;
  return new LimitExceededError(message, { code: 'insufficient_quota', retryAfterSeconds: null });
}

function usd(nanoUsd: number): string {
  return `$${(nanoUsd / 1e9).toFixed(nanoUsd < 1e7 ? 6 : 2)}`;
}
