import { queryPrefix } from './query-prefix.ts';
import { type ScoreInObject, type ScoreTarget, scorePartition, scoreRawKey, scoreRawPrefix } from './score-keys.ts';
import type { AnnotationPorts } from './trace-annotation-heads.ts';
import type { TransactItem } from './transact.ts';

interface ScoreNote {
  projectId: string;
  target: ScoreTarget;
  noted: ScoreInObject;
  /** Epoch seconds. */
  ttl: number;
  tableName: string;
}

/** Notes where a score lies that its item no longer names. Unlike a list in the item, notes have no bound. */
export function noteScoreObject({ projectId, target, noted, ttl, tableName }: ScoreNote): TransactItem {
  const Item = { ...scoreRawKey(projectId, target, noted), rawKey: noted.rawKey, ttl };
  return { Put: { TableName: tableName, Item } };
}

/** What was noted of a score, with the keys of the notes. */
export async function readScoreRawKeys(
  projectId: string,
  target: ScoreTarget,
  scoreId: string,
  { documents, tableName }: AnnotationPorts,
): Promise<{ pk: string; sk: string; rawKey: string }[]> {
  const partition = scorePartition(projectId, target);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: scoreRawPrefix(scoreId) });
  return items as { pk: string; sk: string; rawKey: string }[];
}
