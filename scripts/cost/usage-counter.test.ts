import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import { countDatabase, noteSizes, noUsage } from './usage-counter.ts';

test('to delete an item is charged by the size that it was written with', async () => {
  const usage = noUsage();
  const sizes = new Map<string, number>();
  const sizeOfDeleted = (_: string, { pk, sk }: Record<string, unknown>) => sizes.get(`${pk} ${sk}`) ?? 0;
  const table = { send: async () => ({}) } as unknown as DynamoDBDocumentClient;
  const documents = countDatabase(noteSizes(table, sizes), usage, sizeOfDeleted);
  const key = { pk: 'segment', sk: 'part' };

  await documents.send(
    new BatchWriteCommand({
      RequestItems: { traces: [{ PutRequest: { Item: { ...key, bytes: Buffer.alloc(4000) } } }] },
    }),
  );
  expect(usage.writeUnits).toBe(4);
  await documents.send(new BatchWriteCommand({ RequestItems: { traces: [{ DeleteRequest: { Key: key } }] } }));

  expect(usage.writeUnits).toBe(8);
});
