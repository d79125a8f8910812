import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { fromTextAttribute } from '../text-digests/text-digest.ts';
import { keyPart } from './key-part.ts';
import { digestPartition, hourOfSortKey, shardOfSortKey } from './trace-digest-keys.ts';

/** How far the digests of a project have been looked through for text of another format. */
export interface TextRenewal {
  projectId: string;
  /** That text has to have. */
  format: number;
  /** Epoch milliseconds. */
  begunAt: number;
  /** How many days have been looked through: that of `begunAt`, and those before it. */
  dayCount: number;
}

export interface TextRenewals {
  all(): AsyncIterable<TextRenewal>;
  put(renewal: TextRenewal): Promise<void>;
  /** Hours of a day, counted from 1970, whose digests name text of another format. */
  outdatedHours(projectId: string, day: number): Promise<number[]>;
}

export const renewalsPartition = 'TEXT_RENEWALS';
/** Of a project that accepts nothing any more. */
const keptSeconds = 400 * 86_400;

export function createTextRenewals(ports: { documents: DynamoDBDocumentClient; tableName: string }): TextRenewals {
  return {
    async *all() {
      for await (const item of query(renewalsPartition, ['projectId', 'format', 'begunAt', 'dayCount'], ports))
        yield item as unknown as TextRenewal;
    },
    async put(renewal) {
      const ttl = Math.floor(renewal.begunAt / 1000) + keptSeconds;
      const Item = { pk: renewalsPartition, sk: keyPart(renewal.projectId), ...renewal, ttl };
      await ports.documents.send(new PutCommand({ TableName: ports.tableName, Item }));
    },
    async outdatedHours(projectId, day) {
      const hours = new Set<number>();
      for await (const { sk, texts } of query(digestPartition(projectId, day), ['sk', 'texts'], ports)) {
        const isDigest = shardOfSortKey(String(sk)) !== null;
        if (isDigest && texts !== undefined && fromTextAttribute(texts) === null) hours.add(hourOfSortKey(String(sk)));
      }
      return [...hours];
    },
  };
}

async function* query(
  pk: string,
  attributes: readonly string[],
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): AsyncGenerator<Record<string, unknown>> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: { ':pk': pk },
        ExclusiveStartKey: start,
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
