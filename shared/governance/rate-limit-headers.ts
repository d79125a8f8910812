import type { Claim, WindowClaim } from './claim.ts';
import type { Counters } from './read-counters.ts';
import { usedInWindow, windowMilliseconds } from './sliding-window.ts';
import { readWindow } from './window-update.ts';

interface HeadersOf {
  at: number;
  /** Whether this call was admitted and counts. */
  isCounted: boolean;
}

/**
 * `x-ratelimit-*` as https://platform.openai.com/docs/guides/rate-limits has them, all three of the limit that has the
 * least left: a caller that paces itself by another's would be refused by this one. `reset` is when the whole limit is
 * there again, at the latest.
 */
export function rateLimitHeaders(
  claims: readonly Claim[],
  counters: Counters,
  { at, isCounted }: HeadersOf,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const measure of measures) {
    const tightest = tightestOf(claims, (claim) => {
      const amount = measure === 'requests' ? 1 : claim.tokens;
      return standing(claim, counters, at, measure, isCounted ? amount : 0);
    });
    if (tightest !== null) addHeaders(headers, measure, tightest, at);
  }
  return headers;
}

/** Of several that have as little left the smallest, and of these the first. */
function tightestOf(claims: readonly Claim[], standingOf: (claim: WindowClaim) => Standing | null): Standing | null {
  let tightest: Standing | null = null;
  for (const claim of claims) {
    const found = claim.kind === 'window' ? standingOf(claim) : null;
    if (found !== null && (tightest === null || isTighter(found, tightest))) tightest = found;
  }
  return tightest;
}

function isTighter(one: Standing, other: Standing): boolean {
  return one.remaining === other.remaining ? one.limit < other.limit : one.remaining < other.remaining;
}

interface Standing {
  limit: number;
  remaining: number;
}

const measures = ['requests', 'tokens'] as const;
type Measure = (typeof measures)[number];

function standing(
  { rule, key, previousKey }: WindowClaim,
  counters: Counters,
  at: number,
  measure: Measure,
  amount: number,
): Standing | null {
  const limit = measure === 'requests' ? rule.requestsPerMinute : rule.tokensPerMinute;
  if (limit === null) return null;
  const counts = {
    previous: readWindow(counters.of(previousKey))[measure],
    current: readWindow(counters.of(key))[measure],
  };
  return { limit, remaining: Math.max(0, limit - usedInWindow(counts, at) - amount) };
}

function addHeaders(to: Record<string, string>, measure: Measure, { limit, remaining }: Standing, at: number): void {
  const resetSeconds = (2 * windowMilliseconds - (at % windowMilliseconds)) / 1000;
  to[`x-ratelimit-limit-${measure}`] = String(limit);
  to[`x-ratelimit-remaining-${measure}`] = String(remaining);
  to[`x-ratelimit-reset-${measure}`] = `${Math.ceil(resetSeconds)}s`;
}
