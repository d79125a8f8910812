import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { batchWrite } from './batch-write.ts';

const requests = Array.from({ length: 60 }, (_, id) => ({ PutRequest: { Item: { id } } }));

/** DynamoDB that takes `taken` writes of each batch and gives the rest back. */
function table(taken: number) {
  const written: unknown[] = [];
  const sizes: number[] = [];
  const send = async ({ input }: BatchWriteCommand) => {
    const batch = input.RequestItems?.['table'] ?? [];
    sizes.push(batch.length);
    written.push(...batch.slice(0, taken));
    return { UnprocessedItems: batch.length > taken ? { table: batch.slice(taken) } : {} };
  };
  return { documents: { send } as unknown as DynamoDBDocumentClient, written, sizes };
}

test('any number is written in batches', async () => {
  const { documents, written, sizes } = table(25);

  await batchWrite(documents, 'table', requests);

  expect(sizes).toEqual([25, 25, 10]);
  expect(written).toEqual(requests);
});

test('what a throttled table gives back is written again', async () => {
  const { documents, written } = table(10);

  await batchWrite(documents, 'table', requests);

  expect(written).toHaveLength(60);
  expect(new Set(written).size).toBe(60);
});

test('a table that takes nothing is an error in the end', async () => {
  await expect(batchWrite(table(0).documents, 'table', requests)).rejects.toThrow(/refused 25 writes/);
}, 15_000);
