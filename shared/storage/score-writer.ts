import type { Score } from '../contract/scores.ts';
import type { AppError } from '../http/app-error.ts';
import type { AnnotationArchive, AnnotationObject } from './annotation-archive.ts';
import { annotationFailureOf } from './annotation-failure.ts';
import { retryArchived } from './retry-archived.ts';
import { outdated } from './retry-on-change.ts';
import type { ScoreTarget } from './score-keys.ts';
import { noteScoreObject } from './score-raw-keys.ts';
import { mayChange, type ScoreDraft, type Scoring, saysTheSame, toScore, toScoreItem } from './score-record.ts';
import { maxScoresPerTransaction, readScoreState, type ScoreState } from './score-state.ts';
import { ScoreOfAnotherError, TooManyAnnotationsError } from './trace-annotation-errors.ts';
import type { AnnotationPorts } from './trace-annotation-heads.ts';
import { addScore, findExcess, removeScore, type TraceAnnotations } from './trace-annotations.ts';
import type { TransactItem } from './transact.ts';
import { transactArchived } from './transact-archived.ts';

export type ScoreOutcome =
  | { status: 'created' | 'replaced' | 'unchanged'; score: Score }
  | { status: 'failed'; error: AppError };

export interface ScoreWriterPorts extends AnnotationPorts {
  archive: AnnotationArchive;
}

interface ScoreWrite {
  projectId: string;
  target: ScoreTarget;
  drafts: readonly ScoreDraft[];
  scoring: Scoring;
}

const secondsPerDay = 86_400;

/**
 * Gives scores to one trace or session: each with the sums in its summary in one transaction, so that these are exact
 * whoever writes at the same time. Answers what became of each, in order; only what concerns all of them is thrown. What came into
 * no transaction any more, after some did, failed by itself: whoever were told that all did would give those twice.
 */
export async function putScores(write: ScoreWrite, ports: ScoreWriterPorts): Promise<ScoreOutcome[]> {
  const outcomes: ScoreOutcome[] = [];
  for (let start = 0; start < write.drafts.length; start += maxScoresPerTransaction) {
    const drafts = write.drafts.slice(start, start + maxScoresPerTransaction);
    try {
      outcomes.push(...(await putSome({ ...write, drafts }, ports)));
    } catch (error) {
      if (start === 0) throw error;
      const failure = annotationFailureOf(error);
      return [...outcomes, ...write.drafts.slice(start).map(() => ({ status: 'failed' as const, error: failure }))];
    }
  }
  return outcomes;
}

async function putSome(write: ScoreWrite, ports: ScoreWriterPorts): Promise<ScoreOutcome[]> {
  const { projectId, target } = write;
  const { now: at, retentionDays } = write.scoring;
  const object = ports.archive.open({ projectId, target, at, retentionDays });
  return await retryArchived(object, () => tryPut(write, object, ports));
}

async function tryPut(
  write: ScoreWrite,
  object: AnnotationObject,
  ports: ScoreWriterPorts,
): Promise<ScoreOutcome[] | typeof outdated> {
  const { projectId, target, drafts, scoring } = write;
  const keepUntil = Math.floor(scoring.now / 1000) + scoring.retentionDays * secondsPerDay;
  const scoreIds = drafts.map(({ id }) => id);
  const state = await readScoreState({ projectId, target, scoreIds, keepUntil, now: scoring.now }, ports);
  const { outcomes, changed, annotations } = decideAll(write, state);
  const { rawKey } = object;
  const { ttl } = state.head;
  const said = { scores: scoresOf(rawKey, changed, state), tags: [] };
  if (changed.length === 0) {
    await (said.scores.length === 0 ? object.withdraw() : object.write(said, ttl));
    return outcomes;
  }
  const { tableName } = ports;
  const puts = changed.flatMap((score): TransactItem[] => {
    const former = state.stored.get(score.id)?.rawKey;
    const noted = former == null ? [] : [{ scoreId: score.id, rawKey: former }];
    return [
      { Put: { TableName: tableName, Item: toScoreItem({ projectId, target, score, rawKey, ttl }) } },
      ...noted.map((each) => noteScoreObject({ projectId, target, noted: each, ttl, tableName })),
    ];
  });
  // Every write of a score changes its head, so that the condition of the head holds for the scores, too.
  const prepareItems = async () => [...(await state.head.write(annotations)), ...puts];
  const { isDone } = await transactArchived({ object, said, keepUntil: ttl, prepareItems }, ports.documents);
  return isDone ? outcomes : outdated;
}

/** What an object has to hold: what is to be stored, and what was by an attempt that did happen, though nobody heard so. */
function scoresOf(rawKey: string, changed: readonly Score[], { stored }: ScoreState): Score[] {
  const unheard = [...stored.values()].flatMap((each) => (each.rawKey === rawKey ? [each.score] : []));
  const byId = new Map([...unheard, ...changed].map((score) => [score.id, score]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function decideAll({ target, drafts, scoring }: ScoreWrite, { head, stored, deleted }: ScoreState) {
  const changed = new Map<string, Score>();
  let { annotations } = head;
  const outcomes = drafts.map((draft): ScoreOutcome => {
    const before = changed.get(draft.id) ?? stored.get(draft.id)?.score;
    const score = toScore({ draft, target, before, deletedAt: deleted.get(draft.id), scoring });
    const next = decide(score, before, scoring, annotations);
    if ('error' in next) return { status: 'failed', error: next.error };
    if (next.annotations === null) return { status: 'unchanged', score: before ?? next.score };
    annotations = next.annotations;
    changed.set(draft.id, next.score);
    return { status: before === undefined ? 'created' : 'replaced', score: next.score };
  });
  return { outcomes, changed: [...changed.values()], annotations };
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
