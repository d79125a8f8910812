import { AppError } from '../../../shared/http/app-error.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { annotationFailureOf } from '../../../shared/storage/annotation-failure.ts';
import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import type { Scoring } from '../../../shared/storage/score-record.ts';
import type { ScoreOutcome } from '../../../shared/storage/score-writer.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import type { ReadScore } from './read-score.ts';
import type { ScorePorts } from './score-ports.ts';

const concurrentTargets = 8;

/** Scores that were read, or why they could not be. */
export type ReadOutcome = ReadScore | { error: AppError };

/** Reads each by itself: what is wrong with one is no trouble for the others. */
export function attempt<T>(read: () => T): T | { error: AppError } {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}

/** Stores what could be read; answers what became of each, in order. */
export async function storeScores(
  projectId: string,
  items: readonly ReadOutcome[],
  scoring: Scoring,
  { scores }: Pick<ScorePorts, 'scores'>,
): Promise<ScoreOutcome[]> {
  const outcomes: ScoreOutcome[] = items.map((item) =>
    'error' in item ? { status: 'failed', error: item.error } : notStored,
  );
  const indexes = items.flatMap((item, index) => ('error' in item ? [] : [{ ...item, index }]));
  const groups = [...Map.groupBy(indexes, ({ target }) => nameOf(target)).values()];
  await mapConcurrently(groups, concurrentTargets, async (group) => {
    const [first] = group;
    if (first === undefined) return;
    const drafts = group.map(({ draft }) => draft);
    const stored = await orFailure(() => scores.put(projectId, first.target, drafts, scoring));
    for (const [place, { index }] of group.entries()) {
      outcomes[index] = 'error' in stored ? { status: 'failed', error: stored.error } : (stored[place] ?? notStored);
    }
  });
  return outcomes;
}

const notStored: ScoreOutcome = {
  status: 'failed',
  error: new AppError('The score was not stored.', { code: 'internal_error', status: 500 }),
};

function nameOf(target: ScoreTarget): string {
  return target.kind === 'trace' ? target.traceId : `session ${target.sessionId}`;
}

async function orFailure<T>(store: () => Promise<T>): Promise<T | { error: AppError }> {
  try {
    return await store();
  } catch (error) {
    return { error: annotationFailureOf(error) };
  }
}

/**
 * What a request of which nothing was stored is answered: if anything of it can be sent again, that, so that its sender does; else
 * all that is wrong; else the first reason. Null of a request of which something was stored.
 */
export function failureOfAll(outcomes: readonly ScoreOutcome[]): AppError | null {
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'failed' ? [outcome.error] : []));
  if (failures.length < outcomes.length || failures.length === 0) return null;
  const retryable = failures.find(({ isRetryable }) => isRetryable);
  if (retryable !== undefined) return retryable;
  if (failures.every((failure) => failure instanceof ValidationError)) {
    return new ValidationError(failures.flatMap(({ fieldErrors }) => fieldErrors));
  }
  return failures[0] ?? null;
}
