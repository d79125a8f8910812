import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { projectionOf } from './projection.ts';

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

interface BatchGetOptions {
  isConsistent?: boolean;
  /** All if they are not given. */
  attributes?: readonly string[];
}

/** Up to `batchGetSize` items, in any order; asks again for what a throttled table left out. */
export async function batchGet(
  documents: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Record<string, unknown>[],
  { isConsistent = false, attributes }: BatchGetOptions = {},
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let left = [...keys];
  const projection = attributes && projectionOf(attributes);
  const options = {
    ...(isConsistent && { ConsistentRead: true }),
    ...(projection && { ProjectionExpression: projection.expression, ExpressionAttributeNames: projection.names }),
  };
  for (let tried = 1; left.length > 0; tried++) {
    const RequestItems = { [tableName]: { Keys: left, ...options } };
    const answer = await documents.send(new BatchGetCommand({ RequestItems }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    left = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length > 0 && tried === maxTries) throw new TableRefusedError(tableName, maxTries);
    if (left.length > 0) await new Promise((done) => setTimeout(done, Math.random() * 25 * 2 ** tried));
  }
  return items;
}
