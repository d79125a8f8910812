import { createHash } from 'node:crypto';
import { keyPart } from './key-part.ts';
import { boundedKeyPart, metaKey, tracePk } from './trace-keys.ts';

/** What a score is about. A score of a span is one of its trace. */
export type ScoreTarget = { kind: 'trace'; traceId: string } | { kind: 'session'; sessionId: string };

export const scorePrefix = 'SCORE#';
const deletedScorePrefix = 'DELETED_SCORE#';

/** Scores of a trace lie beside its packs, those of a session by themselves: its traces come and go. */
export function scorePartition(projectId: string, target: ScoreTarget): string {
  if (target.kind === 'trace') return tracePk(projectId, target.traceId);
  return `PROJECT#${keyPart(projectId)}#SESSION_SCORES#${boundedKeyPart(target.sessionId)}`;
}

/** The item that knows the sums of the scores. */
export function scoreHeadKey(projectId: string, target: ScoreTarget) {
  if (target.kind === 'trace') return metaKey(projectId, target.traceId);
  return { pk: scorePartition(projectId, target), sk: 'SCORES' };
}

export function scoreKey(projectId: string, target: ScoreTarget, scoreId: string) {
  return { pk: scorePartition(projectId, target), sk: `${scorePrefix}${keyPart(scoreId)}` };
}

/** What stays of a score that was deleted, so that neither a replay nor a slow clock brings it back. */
export function deletedScoreKey(projectId: string, target: ScoreTarget, scoreId: string) {
  return { pk: scorePartition(projectId, target), sk: `${deletedScorePrefix}${keyPart(scoreId)}` };
}

/** Notes that an object of the archive holds an earlier version of a score, or one that was deleted. */
export function scoreRawKey(projectId: string, target: ScoreTarget, { scoreId, rawKey }: ScoreInObject) {
  const name = createHash('sha256').update(rawKey).digest('hex');
  return { pk: scorePartition(projectId, target), sk: `${scoreRawPrefix(scoreId)}${name}` };
}

export interface ScoreInObject {
  scoreId: string;
  rawKey: string;
}

export function scoreRawPrefix(scoreId: string): string {
  return `SCORE_RAW#${keyPart(scoreId)}#`;
}
