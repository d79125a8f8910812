import { defaultTimeouts, type ProviderTimeouts } from '../../../shared/providers/timeouts.ts';
import type { Run } from '../begin-run.ts';

/** How long a call may take, and each request to a provider within it, in milliseconds. `totalMs` holds for both. */
export interface CallTimeouts extends ProviderTimeouts {
  /**
   * Until the first byte for a call that is not streamed, whoever is asked: nothing can be said to the caller before, Node's
   * clients wait 300 s for a head, and API Gateway closes what is silent for five minutes.
   */
  silentMs: number;
}

export const defaultCallTimeouts: CallTimeouts = { ...defaultTimeouts, silentMs: 290_000 };

/** With less than this left, nobody new is asked: they could not answer, and it would count against them. */
const leastMs = 1_000;

type TimedRun = Pick<Run, 'timeouts' | 'isStreamed' | 'elapsed'>;

/** Whether there is time to ask another target. The callers of streams are kept by comments for as long as streams may be. */
export function mayAskAnother({ timeouts, isStreamed, elapsed }: TimedRun): boolean {
  return elapsed() + leastMs <= Math.min(timeouts.totalMs, isStreamed ? Number.POSITIVE_INFINITY : timeouts.silentMs);
}

/** Whether the same target may be asked again after a pause: not after it was waited for in vain for minutes. */
export function mayAskAgain({ timeouts, elapsed }: TimedRun, pauseMs: number): boolean {
  return elapsed() + pauseMs + leastMs <= timeouts.silentMs;
}
