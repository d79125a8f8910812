import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';

interface PrefixQuery {
  documents: DynamoDBDocumentClient;
  tableName: string;
  partition: string;
  sortKeyPrefix: string;
}

/** All items of a partition whose sort key begins so. Only for collections whose size is bounded where they are written. */
export async function queryPrefix(query: PrefixQuery): Promise<Record<string, unknown>[]> {
  const pages = paginateQuery(
    { client: query.documents },
    {
      TableName: query.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': query.partition, ':prefix': query.sortKeyPrefix },
      ConsistentRead: true,
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}
