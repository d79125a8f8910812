import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Score } from '../contract/scores.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { type ScoreTarget, scoreKey, scorePartition, scorePrefix } from './score-keys.ts';
import { type ScoreDraft, type Scoring, scoreOfItem } from './score-record.ts';
import { removeStoredScore } from './score-remover.ts';
import { putScores, type ScoreOutcome, type ScoreWriterPorts } from './score-writer.ts';
import type { AnnotationPorts } from './trace-annotation-heads.ts';

export interface ScoreRepository {
  /** Answers what became of each, in order. */
  put(projectId: string, target: ScoreTarget, drafts: readonly ScoreDraft[], scoring: Scoring): Promise<ScoreOutcome[]>;
  /** In the order of their ids. */
  list(projectId: string, target: ScoreTarget, page: PageRequest): Promise<Page<Score>>;
  remove(projectId: string, target: ScoreTarget, scoreId: string, scoring: Scoring): Promise<void>;
}

export function createScoreRepository(ports: ScoreWriterPorts): ScoreRepository {
  return {
    put: (projectId, target, drafts, scoring) => putScores({ projectId, target, drafts, scoring }, ports),
    list: (projectId, target, page) => listScores(projectId, target, page, ports),
    remove: (projectId, target, scoreId, scoring) => removeStoredScore({ projectId, target, scoreId, scoring }, ports),
  };
}

const listName = 'scores';

async function listScores(
  projectId: string,
  target: ScoreTarget,
  { limit, cursor }: PageRequest,
  { documents, tableName }: AnnotationPorts,
): Promise<Page<Score>> {
  const [after] = cursor === undefined ? [] : decodeCursor(listName, [/^[\w.:-]{1,100}$/], cursor);
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': scorePartition(projectId, target), ':prefix': scorePrefix },
      ...(after === undefined ? {} : { ExclusiveStartKey: scoreKey(projectId, target, after) }),
      Limit: limit + 1,
      ConsistentRead: true,
    }),
  );
  return toPage(
    Items.map(scoreOfItem),
    limit,
    (score) => score,
    ({ id }) => encodeCursor(listName, [id]),
  );
}
