import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import type { DigestFence } from '../../shared/storage/trace-digest-fence.ts';
import { digestFenceKey, sliceFenceKey } from '../../shared/storage/trace-digest-keys.ts';

/** For tests and benchmarks with clocks of their own: digests made under it are believed at any time. */
export const standingFence: DigestFence = {
  ...{ id: 'standing', since: 0, seenAt: Number.MAX_SAFE_INTEGER, release: 'test' },
};

export async function putStandingFence(documents: DynamoDBDocumentClient, tableName: string): Promise<void> {
  const requests = [digestFenceKey, sliceFenceKey].map((key) => ({
    PutRequest: { Item: { ...key, ...standingFence } },
  }));
  await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
}
