import type { CallCandidate, CallDecision } from '../../../shared/contract/call-decision.ts';
import type { RouteConfig, RouteTimeouts } from '../../../shared/contract/route-config.ts';
import type { PreparedRequest } from './prepared-request.ts';
import type { Target } from './target.ts';

export interface PlannedTarget {
  target: Target;
  /** Instead of the transport's, where a route says so. */
  timeouts: RouteTimeouts;
  /** What to send, where it is not the call's own request: to have an answer repaired. */
  prepared?: PreparedRequest;
}

/** What a call does when something stands in its way. */
export interface CallPolicy extends Pick<RouteConfig, 'retries' | 'context' | 'cache'> {
  /** Whether an invalid answer is asked for once more, also of a model that takes schemas itself. */
  repairsAlways: boolean;
  /** Whether an invalid answer is asked for once more, of a model that was only told to answer in JSON. */
  repairsInstructed: boolean;
}

/** Where a call goes, in this order, and what it may do on the way. */
export interface Plan {
  /** At least one. */
  targets: readonly [PlannedTarget, ...PlannedTarget[]];
  policy: CallPolicy;
  route: CallDecision['route'];
  candidates: readonly CallCandidate[];
}

/** Of a call that names a model: one more try, soon. Callers retry, too, and know better how long they want to wait. */
export const plainPolicy: CallPolicy = {
  retries: { maxAttempts: 2, baseDelayMs: 200, maxDelayMs: 1_000 },
  context: { policy: 'refuse' },
  cache: null,
  repairsAlways: false,
  repairsInstructed: true,
};
