import { keyPart } from './key-part.ts';
import { boundedKeyPart, metaKey, tracePk } from './trace-keys.ts';

/** What a score is about. A score of a span is one of its trace. */
export type ScoreTarget = { kind: 'trace'; traceId: string } | { kind: 'session'; sessionId: string };

export const scorePrefix = 'SCORE#';

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
