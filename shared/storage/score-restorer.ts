import type { Score } from '../contract/scores.ts';
import { queryPrefix } from './query-prefix.ts';
import { outdated } from './retry-on-change.ts';
import { type ScoreTarget, scoreKey, scorePartition, scorePrefix } from './score-keys.ts';
import { noteScoreObject } from './score-raw-keys.ts';
import { scoreOfItem, toScoreItem } from './score-record.ts';
import { planRestoring, type RestoringPlan } from './score-restoring.ts';
import { readScoreState, type ScoreState } from './score-state.ts';
import { TraceDeletedError } from './trace-annotation-errors.ts';
import { type AnnotationPorts, requireHead, retryAnnotation } from './trace-annotation-heads.ts';
import { addScore, type TraceAnnotations } from './trace-annotations.ts';
import { type TransactItem, transact } from './transact.ts';

export interface ScoreRestoring {
  projectId: string;
  target: ScoreTarget;
  /** Of one object, which holds no more than a transaction stored. */
  scores: readonly Score[];
  rawKey: string;
  /** Until when to keep them if their trace has not come yet, epoch seconds. */
  keepUntil: number;
  /** Epoch milliseconds. */
  now: number;
}

export type RestoredScores = Pick<RestoringPlan, 'restored' | 'present' | 'deleted'>;

/**
 * Brings back those scores that are missing, each with its sums. Doing it again, or in another order, changes nothing. Of a trace
 * that was deleted, all count as deleted. That an object holds a score is noted where it was not known: deleting has to find it.
 */
export async function restoreScores(restoring: ScoreRestoring, ports: AnnotationPorts): Promise<RestoredScores> {
  try {
    return await retryAnnotation(() => tryRestore(restoring, ports));
  } catch (error) {
    if (error instanceof TraceDeletedError) return { restored: [], present: [], deleted: restoring.scores };
    throw error;
  }
}

async function tryRestore(
  restoring: ScoreRestoring,
  ports: AnnotationPorts,
): Promise<RestoredScores | typeof outdated> {
  const { projectId, target, scores, rawKey } = restoring;
  const { documents, tableName: TableName } = ports;
  const state = await readScoreState({ ...restoring, scoreIds: scores.map(({ id }) => id) }, ports);
  const { head, stored } = state;
  const annotations = isCounted(state) ? head.annotations : await recount(restoring, head.annotations, ports);
  const plan = planRestoring({ ...state, annotations }, scores);
  const note = (scoreId: string, noted: string) =>
    noteScoreObject({ projectId, target, noted: { scoreId, rawKey: noted }, ttl: head.ttl, tableName: TableName });
  const puts = plan.restored.flatMap((score): TransactItem[] => {
    const former = stored.get(score.id)?.rawKey;
    const Item = toScoreItem({ projectId, target, score, rawKey, ttl: head.ttl });
    return [{ Put: { TableName, Item } }, ...(former == null ? [] : [note(score.id, former)])];
  });
  const superseded = plan.present.filter(({ id }) => stored.get(id)?.rawKey !== rawKey && stored.has(id));
  const notes = superseded.flatMap(({ id }): TransactItem[] => [
    // Deleted meanwhile, it would not be looked for any more.
    {
      ConditionCheck: { TableName, Key: scoreKey(projectId, target, id), ConditionExpression: 'attribute_exists(pk)' },
    },
    note(id, rawKey),
  ]);
  const isChanged = plan.annotations !== head.annotations;
  if (!isChanged && notes.length === 0) return plan;
  const heads = isChanged ? await head.write(plan.annotations) : [requireHead({ projectId, target }, TableName)];
  const { isDone } = await transact(documents, [...heads, ...puts, ...notes]);
  return isDone ? plan : outdated;
}

/** False if the item with the sums was lost, and the scores were not. */
function isCounted({ head, stored }: ScoreState): boolean {
  return [...stored.values()].every(({ score }) => Object.hasOwn(head.annotations.scores, score.name));
}

async function recount(
  { projectId, target }: ScoreRestoring,
  annotations: TraceAnnotations,
  { documents, tableName }: AnnotationPorts,
): Promise<TraceAnnotations> {
  const partition = scorePartition(projectId, target);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: scorePrefix });
  return items.map(scoreOfItem).reduce(addScore, { ...annotations, scores: {} });
}
