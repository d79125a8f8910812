import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { batchWrite } from './batch-write.ts';
import { rawKeysOfItem } from './pack-raw-keys.ts';
import { type ScoreTarget, scorePartition, scorePrefix } from './score-keys.ts';
import { metaSk } from './trace-keys.ts';

interface Table {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export interface PartitionContents {
  keys: { pk: string; sk: string }[];
  /** Raw objects that hold spans of the packs. */
  rawKeys: string[];
  scoreCount: number;
}

/** What lies in the partition of a trace, or of a session's scores, beside the tombstone of the trace. */
export async function readContents(
  projectId: string,
  target: ScoreTarget,
  { documents, tableName }: Table,
): Promise<PartitionContents> {
  const contents: PartitionContents = { keys: [], rawKeys: [], scoreCount: 0 };
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': scorePartition(projectId, target) },
        ProjectionExpression: 'pk, sk, rawKey, otherRawKeys',
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    const items = (page.Items ?? []).filter(({ sk }) => sk !== metaSk);
    contents.keys.push(...items.map(({ pk, sk }) => ({ pk: pk as string, sk: sk as string })));
    contents.rawKeys.push(...items.flatMap(rawKeysOfItem));
    contents.scoreCount += items.filter(({ sk }) => String(sk).startsWith(scorePrefix)).length;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return contents;
}

export async function deleteItems(keys: PartitionContents['keys'], { documents, tableName }: Table): Promise<void> {
  await batchWrite(
    documents,
    tableName,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}
