import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';

/** DynamoDB reads 100 items at once. */
export const batchGetSize = 100;
const maxTries = 5;

/** A table that left something out as often as it was asked. */
export class TableRefusedError extends Error {
  override readonly name = 'TableRefusedError';

  constructor(tableName: string, tries: number) {
    super(`The table ${tableName} refused reads ${tries} times.`);
  }
}

/** Up to `batchGetSize` items, in any order; asks again for what a throttled table left out. */
export async function batchGet(
  documents: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Record<string, unknown>[],
  isConsistent = false,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let left = [...keys];
  for (let tried = 1; left.length > 0; tried++) {
    const RequestItems = { [tableName]: { Keys: left, ...(isConsistent && { ConsistentRead: true }) } };
    const answer = await documents.send(new BatchGetCommand({ RequestItems }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    left = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length > 0 && tried === maxTries) throw new TableRefusedError(tableName, maxTries);
    if (left.length > 0) await new Promise((done) => setTimeout(done, Math.random() * 25 * 2 ** tried));
  }
  return items;
}
