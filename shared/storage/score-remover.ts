import { NotFoundError } from '../http/errors.ts';
import { outdated } from './retry-on-change.ts';
import { type ScoreTarget, scoreKey } from './score-keys.ts';
import { noteScoreObject } from './score-raw-keys.ts';
import { mayChange, type Scoring, toDeletedScoreItem, versionOfScore } from './score-record.ts';
import { readScoreState } from './score-state.ts';
import { ScoreOfAnotherError } from './trace-annotation-errors.ts';
import { type AnnotationPorts, retryAnnotation } from './trace-annotation-heads.ts';
import { removeScore } from './trace-annotations.ts';
import { transact } from './transact.ts';

interface ScoreDeletion {
  projectId: string;
  target: ScoreTarget;
  scoreId: string;
  scoring: Scoring;
}

const secondsPerDay = 86_400;

/**
 * Takes a score out of the table and out of its sums. What is left tells that it was deleted, and which objects of the archive
 * still have to be rewritten. Throws a `NotFoundError` where there is no such score.
 */
export async function removeStoredScore(deletion: ScoreDeletion, ports: AnnotationPorts): Promise<void> {
  await retryAnnotation(() => tryRemove(deletion, ports));
}

async function tryRemove({ projectId, target, scoreId, scoring }: ScoreDeletion, ports: AnnotationPorts) {
  const { documents, tableName } = ports;
  const keepUntil = Math.floor(scoring.now / 1000) + scoring.retentionDays * secondsPerDay;
  const query = { projectId, target, scoreIds: [scoreId], keepUntil, now: scoring.now };
  const { head, stored } = await readScoreState(query, ports);
  const found = stored.get(scoreId);
  if (found === undefined) throw new NotFoundError('The score');
  const { score, rawKey } = found;
  if (!mayChange(score, scoring)) throw new ScoreOfAnotherError();
  const deletedAt = Math.max(scoring.now, versionOfScore(score));
  // Longer than any object that holds it is read again.
  const ttl = Math.max(head.ttl, keepUntil);
  const noted = rawKey === null ? [] : [{ scoreId, rawKey }];
  const { isDone } = await transact(documents, [
    ...(await head.write(removeScore(head.annotations, score))),
    { Delete: { TableName: tableName, Key: scoreKey(projectId, target, scoreId) } },
    { Put: { TableName: tableName, Item: toDeletedScoreItem(projectId, target, { scoreId, deletedAt, ttl }) } },
    ...noted.map((each) => noteScoreObject({ projectId, target, noted: each, ttl, tableName })),
  ]);
  return isDone ? undefined : outdated;
}
