import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { hourKey } from './ingestion-counts-keys.ts';

/** Notes, beside what was counted of an hour of acceptance, that the traces of then are digested. */
export interface DigestMarks {
  mark(projectId: string, hour: number, digestedAt: number): Promise<void>;
}

export function createDigestMarks({
  documents,
  tableName,
}: {
  documents: DynamoDBDocumentClient;
  tableName: string;
}): DigestMarks {
  return {
    async mark(projectId, hour, digestedAt) {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: hourKey(hour, projectId),
          UpdateExpression: 'SET digestedAt = :digestedAt',
          ExpressionAttributeValues: { ':digestedAt': digestedAt },
        }),
      );
    },
  };
}
