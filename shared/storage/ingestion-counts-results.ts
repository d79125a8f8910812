import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { IngestionVerdict } from '../contract/ingestion.ts';
import type { HourCounts } from './ingestion-counts.ts';
import { hourKey, hourText, resultKey, resultsKeptMilliseconds, resultsPk } from './ingestion-counts-keys.ts';

/** What a comparison of an hour found. */
export interface IngestionResult extends HourCounts {
  projectId: string;
  hour: number;
  missing: number;
  surplus: number;
  verdict: IngestionVerdict;
  unreadableTraceIds: string[];
  checkedAt: number;
}

export interface IngestionResults {
  /** Takes the place of the result before. */
  write(result: IngestionResult): Promise<void>;
  /** Hours in [from, to), newest first. */
  list(projectId: string, from: number, to: number): Promise<IngestionResult[]>;
}

interface ResultsPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export function createIngestionResults({ documents, tableName }: ResultsPorts): IngestionResults {
  return {
    async write(result) {
      const { projectId, hour, verdict, missing, surplus, checkedAt } = result;
      const ttl = Math.floor((hour + resultsKeptMilliseconds) / 1000);
      await documents.send(
        new PutCommand({ TableName: tableName, Item: { ...resultKey(projectId, hour), ...result, ttl } }),
      );
      // Second, so that a run that dies in between compares the hour again.
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: hourKey(hour, projectId),
          UpdateExpression: 'SET verdict = :verdict, #missing = :missing, surplus = :surplus, checkedAt = :checkedAt',
          // A reserved word of DynamoDB.
          ExpressionAttributeNames: { '#missing': 'missing' },
          ExpressionAttributeValues: {
            ...{ ':verdict': verdict, ':missing': missing, ':surplus': surplus, ':checkedAt': checkedAt },
          },
        }),
      );
    },
    async list(projectId, from, to) {
      const results: IngestionResult[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
            ExpressionAttributeValues: {
              ...{ ':pk': resultsPk(projectId), ':first': hourText(from), ':last': hourText(to - 1) },
            },
            ScanIndexForward: false,
            ExclusiveStartKey: start,
          }),
        );
        results.push(...((page.Items ?? []) as IngestionResult[]));
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return results;
    },
  };
}
