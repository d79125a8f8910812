import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import type { Keeping } from '../raw/rewrite-raw-object.ts';

/** What is to be forgotten of objects of the archive. */
export interface Forgettable extends Keeping {
  /** Of two that are the same it is one. */
  name: string;
}

/** A trace, and what was said of it. */
export function forgetTrace(traceId: string): Forgettable {
  return {
    name: `trace ${traceId}`,
    keepsSpan: (span) => span.traceId !== traceId,
    keepsScore: (score) => score.traceId !== traceId,
  };
}

/** What was said of a session; its traces are forgotten one by one. */
export function forgetSession(sessionId: string): Forgettable {
  return { name: `session ${sessionId}`, keepsSpan: () => true, keepsScore: (score) => score.sessionId !== sessionId };
}

/** One score, in all its versions. */
export function forgetScore(target: ScoreTarget, scoreId: string): Forgettable {
  const { keepsScore } = target.kind === 'trace' ? forgetTrace(target.traceId) : forgetSession(target.sessionId);
  return {
    name: `score ${scoreId}`,
    keepsSpan: () => true,
    keepsScore: (score) => score.id !== scoreId || keepsScore(score),
  };
}
