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
 * `x-ratelimit-*` as https://platform.openai.com/docs/guides/rate-limits has them, of the limit that has the least part
 * left. `reset` is when the whole limit is there again, at the latest.
 */
export function rateLimitHeaders(
  claims: readonly Claim[],
  counters: Counters,
  { at, isCounted }: HeadersOf,
): Record<string, string> {
  const windows = claims.filter((claim) => claim.kind === 'window');
  const standings = (measure: Measure) =>
    windows.map((claim) => {
      const amount = measure === 'requests' ? 1 : claim.tokens;
      return standing(claim, counters, at, measure, isCounted ? amount : 0);
    });
  return {
    ...headersFor('requests', standings('requests'), at),
    ...headersFor('tokens', standings('tokens'), at),
  };
}

interface Standing {
  limit: number;
  remaining: number;
}

type Measure = 'requests' | 'tokens';

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

function headersFor(measure: Measure, standings: readonly (Standing | null)[], at: number): Record<string, string> {
  const known = standings.filter((each) => each !== null);
  const [tightest] = known.toSorted((a, b) => a.remaining / a.limit - b.remaining / b.limit);
  if (tightest === undefined) return {};
  const resetSeconds = (2 * windowMilliseconds - (at % windowMilliseconds)) / 1000;
  return {
    [`x-ratelimit-limit-${measure}`]: String(tightest.limit),
    [`x-ratelimit-remaining-${measure}`]: String(tightest.remaining),
    [`x-ratelimit-reset-${measure}`]: `${Math.ceil(resetSeconds)}s`,
  };
}
