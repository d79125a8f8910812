import { isDeepStrictEqual } from 'node:util';
import type { Score } from '../contract/scores.ts';
import { type ScoreTarget, scoreKey } from './score-keys.ts';

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
  scoring: Scoring;
}

export function toScore({ draft, target, before, scoring }: NewScore): Score {
  const now = new Date(scoring.now).toISOString();
  return {
    ...draft,
    traceId: target.kind === 'trace' ? target.traceId : null,
    sessionId: target.kind === 'session' ? target.sessionId : null,
    author: scoring.author,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

/** What is said, in one text: numbers that a table cannot hold are in what people send as metadata. */
export function toScoreItem(projectId: string, target: ScoreTarget, score: Score, ttl: number) {
  return { ...scoreKey(projectId, target, score.id), score: JSON.stringify(score), ttl };
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
