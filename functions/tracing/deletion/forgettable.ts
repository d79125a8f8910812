import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import type { Keeping } from '../raw/rewrite-raw-object.ts';

/** What is to be forgotten of objects of the archive. */
export interface Forgettable extends Keeping {
  /** Of two that are the same it is one. */
  name: string;
}

const all: Keeping = { keepsSpan: () => true, keepsScore: () => true, keepsTags: () => true };

/** A trace, and what was said of it. */
export function forgetTrace(traceId: string): Forgettable {
  const keeps = (each: { traceId: string | null }) => each.traceId !== traceId;
  return { name: `trace ${traceId}`, keepsSpan: keeps, keepsScore: keeps, keepsTags: keeps };
}

/** What was said of a session; its traces are forgotten one by one. */
export function forgetSession(sessionId: string): Forgettable {
  return { ...all, name: `session ${sessionId}`, keepsScore: (score) => score.sessionId !== sessionId };
}

export function forgetTarget(target: ScoreTarget): Forgettable {
  return target.kind === 'trace' ? forgetTrace(target.traceId) : forgetSession(target.sessionId);
}

/** One score, in all its versions. */
export function forgetScore(target: ScoreTarget, scoreId: string): Forgettable {
  const { name, keepsScore } = forgetTarget(target);
  return {
    ...all,
    name: `score ${scoreId} of ${name}`,
    keepsScore: (score) => score.id !== scoreId || keepsScore(score),
  };
}
