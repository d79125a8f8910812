import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Score } from '../contract/scores.ts';
import { deletedScoreKey, type ScoreTarget, scoreHeadKey, scoreKey } from './score-keys.ts';
import { scoreOfItem } from './score-record.ts';
import { type AnnotationHead, type AnnotationPorts, annotationHeadOf } from './trace-annotation-heads.ts';

/**
 * A transaction takes 100 items and 4 MB, a batch of reads 100 keys. A score has 20 KB at most, and may come with a note of
 * where its earlier version is archived; the sums are three items more, with the notes for digests.
 */
export const maxScoresPerTransaction = 48;

export interface StoredScore {
  score: Score;
  /** The object of the archive that holds it; null of scores from before there were any. */
  rawKey: string | null;
}

/** Some scores of a trace or session as they are stored, by their ids, with what counts all of them. */
export interface ScoreState {
  head: AnnotationHead;
  stored: ReadonlyMap<string, StoredScore>;
  /** When scores were deleted, epoch milliseconds. */
  deleted: ReadonlyMap<string, number>;
}

interface StateQuery {
  projectId: string;
  target: ScoreTarget;
  /** At most `maxScoresPerTransaction`. */
  scoreIds: readonly string[];
  /** Until when to keep scores of what is not known, epoch seconds. */
  keepUntil: number;
  /** Epoch milliseconds. */
  now: number;
}

/** All of it in one request: many may be waiting for the same trace. Throws a `TraceDeletedError` for one that was deleted. */
export async function readScoreState(query: StateQuery, ports: AnnotationPorts): Promise<ScoreState> {
  const items = await readItems(query, ports);
  const headItem = items.find(({ sk }) => sk === scoreHeadKey(query.projectId, query.target).sk);
  const stored = items.filter((item) => item['score'] !== undefined);
  const deleted = items.filter((item) => item !== headItem && item['deletedAt'] !== undefined);
  return {
    head: annotationHeadOf(query, headItem, ports),
    stored: new Map(stored.map(toStored).map((each) => [each.score.id, each])),
    deleted: new Map(deleted.map((item) => [item['scoreId'] as string, item['deletedAt'] as number])),
  };
}

function toStored(item: Record<string, unknown>): StoredScore {
  return { score: scoreOfItem(item), rawKey: (item['rawKey'] as string | undefined) ?? null };
}

async function readItems({ projectId, target, scoreIds }: StateQuery, { documents, tableName }: AnnotationPorts) {
  const keysOf = (id: string) => [scoreKey(projectId, target, id), deletedScoreKey(projectId, target, id)];
  let left: Record<string, unknown>[] = [
    scoreHeadKey(projectId, target),
    ...[...new Set(scoreIds)].flatMap((id) => keysOf(id)),
  ];
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
