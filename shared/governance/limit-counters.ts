import type { Limit, LimitUse } from '../contract/governance.ts';
import type { SlotClaim, WindowClaim } from './claim.ts';
import type { GovernancePorts } from './governance-ports.ts';
import { liveCommitted, readHeldCounter } from './held-counter.ts';
import { claimsOfLimit } from './list-claims.ts';
import { type Counters, readCounters } from './read-counters.ts';
import { usedInWindow } from './sliding-window.ts';
import { readWindow, type WindowState } from './window-update.ts';

export interface LimitCounters {
  /**
   * What is used of each limit at a time, in epoch milliseconds; null of one that is not in force, and of one that has a counter for
   * each key or user: nobody has a list of these. One request for all of them, for every 33 limits.
   */
  read(projectId: string, limits: readonly Limit[], at: number): Promise<(LimitUse | null)[]>;
  /** What each of these keys or users has used of a limit that has a counter for each of them. One request for every 33. */
  readOf(projectId: string, limit: Limit, subjects: readonly string[], at: number): Promise<LimitUse[]>;
}

export function createLimitCounters(ports: Pick<GovernancePorts, 'documents' | 'tableName'>): LimitCounters {
  return {
    async read(projectId, limits, at) {
      const claims = limits.map((limit) => {
        const subject = onlySubject(limit);
        return subject === null ? null : claimsOfLimit(limit, { projectId, at, estimatedTokens: 0, subject });
      });
      const counters = await readCounters(
        ports,
        claims.flatMap((each) => each ?? []),
      );
      return claims.map((each) => (each === null ? null : limitUseOf(each, counters, at)));
    },
    async readOf(projectId, limit, subjects, at) {
      const claims = subjects.map((subject) => claimsOfLimit(limit, { projectId, at, estimatedTokens: 0, subject }));
      const counters = await readCounters(ports, claims.flat());
      return claims.map((each) => limitUseOf(each, counters, at));
    },
  };
}

/** Whose counter it is, if there is but one. */
function onlySubject({ scope, each, isEnabled }: Limit): string | null {
  if (!isEnabled) return null;
  if (each === null) return '';
  return each === 'key' ? scope.keyId : scope.userId;
}

function limitUseOf(claims: readonly (WindowClaim | SlotClaim)[], counters: Counters, at: number): LimitUse {
  const window = claims.find((claim) => claim.kind === 'window');
  const slot = claims.find((claim) => claim.kind === 'concurrency');
  const used = (measure: keyof WindowState, limit: number | null | undefined): number | null => {
    if (window === undefined || limit == null) return null;
    const previous = readWindow(counters.of(window.previousKey))[measure];
    const current = readWindow(counters.of(window.key))[measure];
    return usedInWindow({ previous, current }, at);
  };
  return {
    requests: used('requests', window?.rule.requestsPerMinute),
    tokens: used('tokens', window?.rule.tokensPerMinute),
    concurrency: slot === undefined ? null : liveCommitted(readHeldCounter(counters.of(slot.key)), at),
  };
}
