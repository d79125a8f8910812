import type { ArchivedAnnotations, ArchivedTags } from './annotation-archive.ts';
import { queryPrefix } from './query-prefix.ts';
import { type ScoreTarget, scorePartition, scorePrefix } from './score-keys.ts';
import { scoreOfItem } from './score-record.ts';
import { TraceDeletedError } from './trace-annotation-errors.ts';
import { type AnnotationHead, type AnnotationPorts, readAnnotationHead } from './trace-annotation-heads.ts';
import { rawKeyKey } from './trace-keys.ts';

interface ArchivableQuery {
  projectId: string;
  target: ScoreTarget;
  /** The object. */
  rawKey: string;
  /** Epoch milliseconds. */
  now: number;
}

export interface Archivable {
  said: ArchivedAnnotations;
  /** Epoch seconds. */
  keepUntil: number;
}

const nothing: Archivable = { said: { scores: [], tags: [] }, keepUntil: 0 };

/**
 * What an object of the archive has to hold by what the table says now: the scores that name it, and the tags of its trace, if it
 * was written for them. Scores that were replaced or deleted since are not among them.
 */
export async function readArchivable(query: ArchivableQuery, ports: AnnotationPorts): Promise<Archivable> {
  try {
    const { documents, tableName } = ports;
    const head = await readAnnotationHead({ ...query, keepUntil: 0 }, ports);
    const partition = scorePartition(query.projectId, query.target);
    const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: scorePrefix });
    const scores = items.filter(({ rawKey }) => rawKey === query.rawKey).map(scoreOfItem);
    return { said: { scores, tags: await readTags(query, head, ports) }, keepUntil: head.ttl };
  } catch (error) {
    if (error instanceof TraceDeletedError) return nothing;
    throw error;
  }
}

/** As they stand now: each state of them says everything, and the latest holds. */
async function readTags(
  { projectId, target, rawKey }: ArchivableQuery,
  { annotations }: AnnotationHead,
  { documents, tableName }: AnnotationPorts,
): Promise<ArchivedTags[]> {
  const { givenTags, removedTags, taggedAt } = annotations;
  if (target.kind !== 'trace' || taggedAt === undefined) return [];
  const { pk: partition, sk } = rawKeyKey(projectId, target.traceId, rawKey);
  const notes = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: sk });
  return notes.length === 0 ? [] : [{ traceId: target.traceId, givenTags, removedTags, taggedAt }];
}
