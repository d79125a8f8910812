import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Score } from '../contract/scores.ts';
import type { AppError } from '../http/app-error.ts';
import { NotFoundError } from '../http/errors.ts';
import { outdated } from './retry-on-change.ts';
import { type ScoreTarget, scoreHeadKey, scoreKey } from './score-keys.ts';
import {
  mayChange,
  type ScoreDraft,
  type Scoring,
  saysTheSame,
  scoreOfItem,
  toScore,
  toScoreItem,
} from './score-record.ts';
import { ScoreOfAnotherError, TooManyAnnotationsError } from './trace-annotation-errors.ts';
import {
  type AnnotationPorts,
  annotationHeadOf,
  readAnnotationHead,
  retryAnnotation,
} from './trace-annotation-heads.ts';
import { addScore, findExcess, removeScore, type TraceAnnotations } from './trace-annotations.ts';
import { transact } from './transact.ts';

export type ScoreOutcome =
  | { status: 'created' | 'replaced' | 'unchanged'; score: Score }
  | { status: 'failed'; error: AppError };

interface ScoreWrite {
  projectId: string;
  target: ScoreTarget;
  drafts: readonly ScoreDraft[];
  scoring: Scoring;
}

/** A transaction takes 100 items and 4 MB; a score has 20 KB at most. */
const maxScoresPerTransaction = 50;
const secondsPerDay = 86_400;

/**
 * Gives scores to one trace or session: each with the sums in its summary in one transaction, so that these are exact
 * whoever writes at the same time. Answers what became of each, in order; only what concerns all of them is thrown.
 */
export async function putScores(write: ScoreWrite, ports: AnnotationPorts): Promise<ScoreOutcome[]> {
  const outcomes: ScoreOutcome[] = [];
  for (let start = 0; start < write.drafts.length; start += maxScoresPerTransaction) {
    const drafts = write.drafts.slice(start, start + maxScoresPerTransaction);
    outcomes.push(...(await retryAnnotation(() => tryPut({ ...write, drafts }, ports))));
  }
  return outcomes;
}

async function tryPut(write: ScoreWrite, ports: AnnotationPorts): Promise<ScoreOutcome[] | typeof outdated> {
  const { projectId, target, drafts, scoring } = write;
  const keepUntil = Math.floor(scoring.now / 1000) + scoring.retentionDays * secondsPerDay;
  const items = await readItems(write, ports);
  const headItem = items.find(({ sk }) => sk === scoreHeadKey(projectId, target).sk);
  const head = annotationHeadOf({ projectId, target, keepUntil, now: scoring.now }, headItem, ports);
  const stored = new Map(
    items.filter((item) => item !== headItem).map((item) => [scoreOfItem(item).id, scoreOfItem(item)]),
  );
  const changed = new Map<string, Score>();
  let { annotations } = head;
  const outcomes = drafts.map((draft): ScoreOutcome => {
    const before = changed.get(draft.id) ?? stored.get(draft.id);
    const next = decide(toScore({ draft, target, before, scoring }), before, scoring, annotations);
    if ('error' in next) return { status: 'failed', error: next.error };
    if (next.annotations === null) return { status: 'unchanged', score: before ?? next.score };
    annotations = next.annotations;
    changed.set(draft.id, next.score);
    return { status: before === undefined ? 'created' : 'replaced', score: next.score };
  });
  if (changed.size === 0) return outcomes;
  const puts = [...changed.values()].map((score) => ({
    Put: { TableName: ports.tableName, Item: toScoreItem(projectId, target, score, head.ttl) },
  }));
  // Every write of a score changes its head, so that the condition of the head holds for the scores, too.
  const { isDone } = await transact(ports.documents, [...(await head.write(annotations)), ...puts]);
  return isDone ? outcomes : outdated;
}

type Decision = { error: AppError } | { score: Score; annotations: TraceAnnotations | null };

/** The annotations with a score, null if it changes nothing. */
function decide(score: Score, before: Score | undefined, scoring: Scoring, annotations: TraceAnnotations): Decision {
  if (before !== undefined && saysTheSame(before, score)) return { score: before, annotations: null };
  if (before !== undefined && !mayChange(before, scoring)) return { error: new ScoreOfAnotherError() };
  const next = addScore(before === undefined ? annotations : removeScore(annotations, before), score);
  const excess = findExcess(next);
  return excess === null ? { score, annotations: next } : { error: new TooManyAnnotationsError(excess) };
}

/** The head and the scores that are there already, in one request: many may be waiting for the same trace. */
async function readItems({ projectId, target, drafts }: ScoreWrite, { documents, tableName }: AnnotationPorts) {
  const ids = [...new Set(drafts.map(({ id }) => id))];
  const keys = [scoreHeadKey(projectId, target), ...ids.map((id) => scoreKey(projectId, target, id))];
  let left: Record<string, unknown>[] = keys;
  const items: Record<string, unknown>[] = [];
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[tableName] ?? []));
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}

interface ScoreDeletion {
  projectId: string;
  target: ScoreTarget;
  scoreId: string;
  scoring: Scoring;
}

/** Throws a `NotFoundError` where there is no such score. */
export async function removeStoredScore(deletion: ScoreDeletion, ports: AnnotationPorts): Promise<void> {
  await retryAnnotation(() => tryRemove(deletion, ports));
}

async function tryRemove({ projectId, target, scoreId, scoring }: ScoreDeletion, ports: AnnotationPorts) {
  const { documents, tableName } = ports;
  const head = await readAnnotationHead({ projectId, target, keepUntil: 0, now: scoring.now }, ports);
  const Key = scoreKey(projectId, target, scoreId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  if (Item === undefined) throw new NotFoundError('The score');
  const score = scoreOfItem(Item);
  if (!mayChange(score, scoring)) throw new ScoreOfAnotherError();
  const { isDone } = await transact(documents, [
    ...(await head.write(removeScore(head.annotations, score))),
    { Delete: { TableName: tableName, Key } },
  ]);
  return isDone ? undefined : outdated;
}
