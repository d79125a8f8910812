import type { Score } from '../../../shared/contract/scores.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import type { ArchivedAnnotations, ArchivedTags } from '../../../shared/storage/annotation-archive.ts';
import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import { restoreScores } from '../../../shared/storage/score-restorer.ts';
import { restoreTags } from '../../../shared/storage/tag-restorer.ts';
import type { DeletionQueue } from '../deletion/deletion-queue.ts';
import { type LockPorts, withRawLock } from '../deletion/raw-lock.ts';
import { readRawContent } from '../raw/decode-raw-object.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import type { RawObject, RawStore } from '../raw/raw-store.ts';

export interface AnnotationReplayPorts extends LockPorts {
  store: Pick<RawStore, 'get'>;
  deletionQueue: DeletionQueue;
  logger: Logger;
}

/** Scores, and states of tags, by what became of them. */
export interface ReplayedAnnotations {
  annotationsRestored: number;
  annotationsPresent: number;
  annotationsDeleted: number;
}

export const nothingReplayed: ReplayedAnnotations = {
  annotationsRestored: 0,
  annotationsPresent: 0,
  annotationsDeleted: 0,
};

/**
 * Brings back what an object has that was said and is missing. Nobody may rewrite it meanwhile: what a deletion took out of the
 * table and is about to take out of the object would come back. What should not be there any more is handed to the deletions.
 */
export async function replayAnnotations(
  projectId: string,
  rawKey: string,
  ports: AnnotationReplayPorts,
): Promise<ReplayedAnnotations> {
  return await withRawLock(rawKey, () => replayObject(projectId, rawKey, ports), ports);
}

async function replayObject(
  projectId: string,
  rawKey: string,
  ports: AnnotationReplayPorts,
): Promise<ReplayedAnnotations> {
  const object = await ports.store.get(rawKey);
  if (object === null) return nothingReplayed;
  const { scores, tags } = await readAnnotations(rawKey, object, ports);
  const keepUntil = Math.round((parseRawKey(rawKey)?.receivedAt ?? 0) / 1000 + object.retentionDays * 86_400);
  const context: Context = { projectId, rawKey, keepUntil, now: ports.clock() };
  // All scores of an object are of one trace or session.
  const [first] = scores;
  const outcomes = first === undefined ? [] : [await replayScores(targetOf(first), scores, context, ports)];
  for (const each of tags) outcomes.push(await replayTags(each, context, ports));
  return outcomes.reduce(addAnnotations, nothingReplayed);
}

interface Context {
  projectId: string;
  rawKey: string;
  /** Epoch seconds. */
  keepUntil: number;
  now: number;
}

async function replayScores(
  target: ScoreTarget,
  scores: readonly Score[],
  context: Context,
  ports: AnnotationReplayPorts,
): Promise<ReplayedAnnotations> {
  const { projectId, rawKey } = context;
  const { restored, present, deleted } = await restoreScores({ ...context, target, scores }, tableOf(ports));
  const forgotten = deleted.length < scores.length ? deleted.map(({ id }) => ({ scoreId: id })) : [{}];
  for (const each of forgotten) await ports.deletionQueue.send({ projectId, target, rawKey, ...each });
  return {
    annotationsRestored: restored.length,
    annotationsPresent: present.length,
    annotationsDeleted: deleted.length,
  };
}

async function replayTags(
  tags: ArchivedTags,
  context: Context,
  ports: AnnotationReplayPorts,
): Promise<ReplayedAnnotations> {
  const { projectId, rawKey } = context;
  const outcome = await restoreTags({ ...context, tags }, tableOf(ports));
  switch (outcome) {
    case 'restored':
      return { ...nothingReplayed, annotationsRestored: 1 };
    case 'present':
      return { ...nothingReplayed, annotationsPresent: 1 };
    case 'deleted': {
      await ports.deletionQueue.send({ projectId, rawKey, target: { kind: 'trace', traceId: tags.traceId } });
      return { ...nothingReplayed, annotationsDeleted: 1 };
    }
  }
}

export function addAnnotations(a: ReplayedAnnotations, b: ReplayedAnnotations): ReplayedAnnotations {
  return {
    annotationsRestored: a.annotationsRestored + b.annotationsRestored,
    annotationsPresent: a.annotationsPresent + b.annotationsPresent,
    annotationsDeleted: a.annotationsDeleted + b.annotationsDeleted,
  };
}

async function readAnnotations(
  rawKey: string,
  object: RawObject,
  { logger }: AnnotationReplayPorts,
): Promise<ArchivedAnnotations> {
  try {
    const content = await readRawContent(object);
    if (content.kind === 'annotations') return content;
  } catch (error) {
    logger.error('ingestion.raw.unreadable', { rawKey, error });
  }
  return { scores: [], tags: [] };
}

function tableOf({ documents, tracesTable }: AnnotationReplayPorts) {
  return { documents, tableName: tracesTable };
}

function targetOf({ traceId, sessionId }: Score): ScoreTarget {
  return traceId === null ? { kind: 'session', sessionId: sessionId ?? '' } : { kind: 'trace', traceId };
}
