import { isDeepStrictEqual } from 'node:util';
import type { Score } from '../contract/scores.ts';
import { deletedScoreKey, type ScoreTarget, scoreKey } from './score-keys.ts';

/** A score as somebody gives it. */
export type ScoreDraft = Omit<Score, 'traceId' | 'sessionId' | 'author' | 'createdAt' | 'updatedAt'>;

/** Who gives, replaces or deletes scores, and when. */
export interface Scoring {
  author: Score['author'];
  /** Administrators may change what others said. */
  isAdmin: boolean;
  /** Epoch milliseconds. */
  now: number;
  retentionDays: number;
}

interface NewScore {
  draft: ScoreDraft;
  target: ScoreTarget;
  /** The one that it replaces. */
  before: Score | undefined;
  /** When one of its id was deleted, epoch milliseconds. */
  deletedAt: number | undefined;
  scoring: Scoring;
}

/** It is later than what it takes the place of, whatever a clock says: the latest of an id is the one that stands. */
export function toScore({ draft, target, before, deletedAt, scoring }: NewScore): Score {
  const now = new Date(scoring.now).toISOString();
  const last = Math.max(before === undefined ? 0 : versionOfScore(before), deletedAt ?? 0);
  return {
    ...draft,
    traceId: target.kind === 'trace' ? target.traceId : null,
    sessionId: target.kind === 'session' ? target.sessionId : null,
    author: scoring.author,
    createdAt: before?.createdAt ?? now,
    updatedAt: new Date(Math.max(scoring.now, last + 1)).toISOString(),
  };
}

/** Epoch milliseconds; grows with each score of an id that takes the place of another. */
export function versionOfScore({ updatedAt }: Pick<Score, 'updatedAt'>): number {
  return Date.parse(updatedAt);
}

/** What is said, in one text: numbers that a table cannot hold are in what people send as metadata. */
export function toScoreItem({ projectId, target, score, rawKey, ttl }: ScoreItem) {
  return { ...scoreKey(projectId, target, score.id), score: JSON.stringify(score), rawKey, ttl };
}

interface ScoreItem {
  projectId: string;
  target: ScoreTarget;
  score: Score;
  /** The object of the archive that holds it. */
  rawKey: string;
  /** Epoch seconds. */
  ttl: number;
}

/** What stays of a score that was deleted: nothing that was said. */
export function toDeletedScoreItem(projectId: string, target: ScoreTarget, { scoreId, deletedAt, ttl }: DeletedScore) {
  return { ...deletedScoreKey(projectId, target, scoreId), scoreId, deletedAt, ttl };
}

interface DeletedScore {
  scoreId: string;
  /** Epoch milliseconds: no version of the score up to then comes back. */
  deletedAt: number;
  ttl: number;
}

export function scoreOfItem(item: Record<string, unknown>): Score {
  return JSON.parse(item['score'] as string) as Score;
}

/** True if giving the score again would change nothing but its time. */
export function saysTheSame(a: Score, b: Score): boolean {
  return isDeepStrictEqual(said(a), said(b));
}

function said({ createdAt: _, updatedAt: __, ...rest }: Score) {
  return JSON.parse(JSON.stringify(rest)) as unknown;
}

/** A person's scores are their own; those of programs belong to the programs of the project. */
export function mayChange(score: Score, { author, isAdmin }: Pick<Scoring, 'author' | 'isAdmin'>): boolean {
  if (isAdmin) return true;
  return score.author.kind === 'key'
    ? author.kind === 'key'
    : author.kind === 'person' && author.id === score.author.id;
}
