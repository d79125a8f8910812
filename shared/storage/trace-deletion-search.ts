import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { summaryName } from '../telemetry/summary-texts.ts';
import { metaKey, sessionPartition, traceIdOfSortKey, userPartition } from './trace-keys.ts';

interface Table {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export interface TraceOwner {
  kind: 'session' | 'user';
  /** Whole, or as summaries keep it. */
  id: string;
}

export interface TracesOfPage {
  traceIds: string[];
  /** The sort key after which the next page begins; null at the end. */
  next: string | null;
}

/**
 * Traces that lists show for a session or user, in the order of time. The index may lag: it may still name what was just
 * deleted. It holds ids as summaries keep them, so traces of others whose long ids begin with the same are among these.
 */
export async function findTracesOf(
  projectId: string,
  { kind, id }: TraceOwner,
  { limit, after }: { limit: number; after?: string | undefined },
  { documents, tableName }: Table,
): Promise<TracesOfPage> {
  const partition = (kind === 'session' ? sessionPartition : userPartition)(projectId, summaryName(id));
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: kind === 'session' ? 'bySession' : 'byUser',
      KeyConditionExpression: `${kind}Pk = :pk`,
      ExpressionAttributeValues: { ':pk': partition },
      ProjectionExpression: 'traceId',
      ...(after === undefined ? {} : { ExclusiveStartKey: startKey(projectId, kind, { partition, after }) }),
      Limit: limit,
    }),
  );
  const next = (LastEvaluatedKey?.[`${kind}Sk`] ?? null) as string | null;
  return { traceIds: Items.map(({ traceId }) => traceId as string), next };
}

function startKey(
  projectId: string,
  kind: TraceOwner['kind'],
  { partition, after }: { partition: string; after: string },
) {
  return { ...metaKey(projectId, traceIdOfSortKey(after)), [`${kind}Pk`]: partition, [`${kind}Sk`]: after };
}
