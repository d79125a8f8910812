import type { RouteTimeouts } from '../../../shared/contract/route-config.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import type { Run } from '../begin-run.ts';
import type { AnswerSource } from '../recording/answer-source.ts';
import { createObservation } from '../recording/observation.ts';
import type { StructuredPlan } from '../structured/plan-structured-output.ts';

/** One request to one provider. */
export interface Attempt extends AnswerSource {
  provider: Provider;
  /** What is sent: the run's request as this model can take it. */
  request: Readonly<Record<string, unknown>>;
  rawBody: Uint8Array;
  isStreamed: boolean;
  /** Of the route's; empty where it says nothing. */
  timeouts: RouteTimeouts;
  /** How the answer is made to keep to a schema; null where none was asked for. */
  structured: StructuredPlan | null;
  /** True if it asks to correct the answer of another. */
  isRepair: boolean;
  /** Milliseconds after the call began. */
  startedAfterMs: number;
  endedAfterMs: number | null;
  /** Why it failed; null while it has not. */
  error: AppError | null;
  /** Aborts this request alone. */
  abort: AbortController;
  /** Stops following the call's abort. */
  unfollow: () => void;
  /** Called once, when the attempt is over. */
  onEnd: (error: AppError | null) => void;
}

export type BeginAttemptInput = Pick<
  Attempt,
  'target' | 'provider' | 'request' | 'rawBody' | 'isStreamed' | 'timeouts' | 'structured' | 'isRepair'
>;

/** Notes in the run that a provider is asked now. */
export function beginAttempt(run: Run, input: BeginAttemptInput): Attempt {
  const abort = new AbortController();
  const attempt: Attempt = {
    ...input,
    observation: createObservation(),
    startedAfterMs: run.elapsed(),
    endedAfterMs: null,
    error: null,
    abort,
    unfollow: followAbort(run.abort.signal, abort),
    onEnd: () => undefined,
  };
  run.attempts.push(attempt);
  return attempt;
}

/** Only the first end counts: a stream can end twice, when its reader leaves and its source fails for it. */
export function endAttempt(run: Run, attempt: Attempt, error: AppError | null): void {
  if (attempt.endedAfterMs !== null) return;
  attempt.unfollow();
  attempt.endedAfterMs = run.elapsed();
  attempt.error = error;
  attempt.onEnd(error);
}

function followAbort(leader: AbortSignal, follower: AbortController): () => void {
  const abort = () => follower.abort(leader.reason);
  if (leader.aborted) abort();
  leader.addEventListener('abort', abort);
  return () => leader.removeEventListener('abort', abort);
}
