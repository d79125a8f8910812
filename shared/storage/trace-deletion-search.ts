import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { summaryName } from '../telemetry/summary-texts.ts';
import { sessionPartition, userPartition } from './trace-keys.ts';

interface Table {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** Some traces that lists show for a session or user. The index may lag: it may still name what was just deleted. */
export async function findTracesOf(
  projectId: string,
  { kind, id }: { kind: 'session' | 'user'; id: string },
  limit: number,
  { documents, tableName }: Table,
): Promise<string[]> {
  const partition = kind === 'session' ? sessionPartition : userPartition;
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: kind === 'session' ? 'bySession' : 'byUser',
      KeyConditionExpression: `${kind}Pk = :pk`,
      ExpressionAttributeValues: { ':pk': partition(projectId, summaryName(id)) },
      ProjectionExpression: 'traceId',
      Limit: limit,
    }),
  );
  return Items.map(({ traceId }) => traceId as string);
}
