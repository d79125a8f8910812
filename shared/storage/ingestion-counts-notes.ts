import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { countsTtl, hourKey } from './ingestion-counts-keys.ts';

export interface HourNotes {
  /** Notes, once per process, that the project has counts in the hour, so that they are compared. */
  note(projectId: string, hour: number): Promise<void>;
}

const maxRemembered = 5_000;

export function createHourNotes(ports: { documents: DynamoDBDocumentClient; tableName: string }): HourNotes {
  const noted = new Set<string>();
  return {
    async note(projectId, hour) {
      const id = `${projectId} ${hour}`;
      if (noted.has(id)) return;
      await ports.documents.send(
        new UpdateCommand({
          TableName: ports.tableName,
          Key: hourKey(hour, projectId),
          UpdateExpression: 'SET projectId = :projectId, #hour = :hour, #ttl = :ttl',
          ExpressionAttributeNames: { '#hour': 'hour', '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':projectId': projectId, ':hour': hour, ':ttl': countsTtl(hour) },
        }),
      );
      if (noted.size >= maxRemembered) noted.clear();
      noted.add(id);
    },
  };
}
