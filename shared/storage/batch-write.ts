import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** DynamoDB takes 25 writes in a batch. */
const batchSize = 25;
const maxTries = 6;
const concurrentBatches = 8;

/** Writes or deletes items in any number and order, and again what a throttled table gave back. */
export async function batchWrite(
  documents: DynamoDBDocumentClient,
  tableName: string,
  requests: readonly WriteRequest[],
): Promise<void> {
  for (let start = 0; start < requests.length; start += batchSize) {
    await writeBatch(documents, tableName, requests.slice(start, start + batchSize));
  }
}

/** As `batchWrite`, several batches at a time: for a job that writes hundreds of items. */
export async function batchWriteAll(
  documents: DynamoDBDocumentClient,
  tableName: string,
  requests: readonly WriteRequest[],
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(requests.length / batchSize) }, (_, index) =>
    requests.slice(index * batchSize, (index + 1) * batchSize),
  );
  await mapConcurrently(batches, concurrentBatches, (batch) => writeBatch(documents, tableName, batch));
}

async function writeBatch(documents: DynamoDBDocumentClient, tableName: string, batch: WriteRequest[]): Promise<void> {
  let left = batch;
  for (let tried = 1; left.length > 0; tried++) {
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
    left = UnprocessedItems?.[tableName] ?? [];
    if (left.length === 0) return;
    if (tried === maxTries) throw new Error(`The table ${tableName} refused ${left.length} writes ${maxTries} times.`);
    await new Promise((done) => setTimeout(done, Math.random() * 25 * 2 ** tried));
  }
}
