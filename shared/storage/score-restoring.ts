import type { Score } from '../contract/scores.ts';
import { versionOfScore } from './score-record.ts';
import { addScore, removeScore, type TraceAnnotations } from './trace-annotations.ts';

export interface RestorableState {
  annotations: TraceAnnotations;
  stored: ReadonlyMap<string, { score: Score }>;
  /** When scores were deleted, epoch milliseconds. */
  deleted: ReadonlyMap<string, number>;
}

/** What becomes of scores that the archive has. */
export interface RestoringPlan {
  /** With the sums that restoring makes of them. */
  annotations: TraceAnnotations;
  /** Missing in the table, or there in an earlier version. */
  restored: readonly Score[];
  /** There already, in this version or a later one. */
  present: readonly Score[];
  /** Deleted since. */
  deleted: readonly Score[];
}

/**
 * The latest version of a score stands, unless it was deleted since. So in whatever order, and however often, the versions are
 * brought back, what is stored in the end is the same, and the sums with it. What it was once accepted with is not asked again:
 * neither whose score it is nor whether there are too many.
 */
export function planRestoring(
  { annotations, stored, deleted }: RestorableState,
  scores: readonly Score[],
): RestoringPlan {
  const isDeleted = (score: Score) => versionOfScore(score) <= (deleted.get(score.id) ?? Number.NEGATIVE_INFINITY);
  const latest = latestOf(scores.filter((score) => !isDeleted(score)));
  const restored = [...latest.values()].filter((score) => isLater(score, stored.get(score.id)?.score));
  return {
    annotations: restored.reduce((sums, score) => {
      const before = stored.get(score.id)?.score;
      return addScore(before === undefined ? sums : removeScore(sums, before), score);
    }, annotations),
    restored,
    present: scores.filter((score) => !isDeleted(score) && !restored.includes(score)),
    deleted: scores.filter(isDeleted),
  };
}

function latestOf(scores: readonly Score[]): Map<string, Score> {
  const latest = new Map<string, Score>();
  for (const score of scores) if (isLater(score, latest.get(score.id))) latest.set(score.id, score);
  return latest;
}

/** A total order, so that two of the same moment come out the same, too. */
function isLater(score: Score, than: Score | undefined): boolean {
  if (than === undefined) return true;
  const difference = versionOfScore(score) - versionOfScore(than);
  return difference === 0 ? JSON.stringify(score) > JSON.stringify(than) : difference > 0;
}
