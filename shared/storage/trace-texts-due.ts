import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { ProjectHour } from './trace-slice-digests.ts';
import { textsDueKey, textsDuePartition } from './trace-text-keys.ts';
import { unlessChanged } from './unless-changed.ts';

export interface DueText extends ProjectHour {
  /** From when on, epoch milliseconds. */
  dueAt: number;
  /** Runs that began it and did not come to an end. */
  attempts: number;
  /** When the last of them began, epoch milliseconds; 0 if none has. */
  begunAt: number;
}

/** Hours whose text has to be digested, as only the job keeps them. */
export interface TextsDue {
  all(): AsyncIterable<DueText>;
  put(of: ProjectHour, dueAt: number): Promise<void>;
  /** Leaves what is due already as it is. */
  putIfNone(of: ProjectHour, dueAt: number): Promise<void>;
  /** False if another run has begun it meanwhile. */
  beginAttempt(due: DueText, now: number): Promise<boolean>;
  /** Unless it has become due anew. */
  forget(due: DueText): Promise<void>;
}

/** Then an hour without text is left so. */
const keptSeconds = 30 * 86_400;
const unbegun = { attempts: 0, begunAt: 0 };

export function createTextsDue(ports: { documents: DynamoDBDocumentClient; tableName: string }): TextsDue {
  const { documents, tableName } = ports;
  const itemOf = ({ projectId, hour, dueAt, attempts, begunAt }: DueText) => ({
    ...textsDueKey(projectId, hour),
    ...{ projectId, hour, dueAt, attempts, begunAt, ttl: Math.floor(dueAt / 1000) + keptSeconds },
  });
  return {
    all: () => readAll(ports),
    async put(of, dueAt) {
      await documents.send(new PutCommand({ TableName: tableName, Item: itemOf({ ...of, dueAt, ...unbegun }) }));
    },
    async putIfNone(of, dueAt) {
      const Item = itemOf({ ...of, dueAt, ...unbegun });
      const ConditionExpression = 'attribute_not_exists(pk)';
      await unlessChanged(documents.send(new PutCommand({ TableName: tableName, Item, ConditionExpression })));
    },
    async beginAttempt(due, now) {
      const Item = itemOf({ ...due, attempts: due.attempts + 1, begunAt: now });
      return await unlessChanged(documents.send(new PutCommand({ TableName: tableName, Item, ...ifStill(due) })));
    },
    async forget(due) {
      const Key = textsDueKey(due.projectId, due.hour);
      await unlessChanged(documents.send(new DeleteCommand({ TableName: tableName, Key, ...ifStill(due) })));
    },
  };
}

function ifStill({ dueAt, attempts }: DueText) {
  return {
    ConditionExpression: 'dueAt = :dueAt AND attempts = :attempts',
    ExpressionAttributeValues: { ':dueAt': dueAt, ':attempts': attempts },
  };
}

async function* readAll(ports: { documents: DynamoDBDocumentClient; tableName: string }): AsyncGenerator<DueText> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await ports.documents.send(
      new QueryCommand({
        TableName: ports.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': textsDuePartition },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) yield item as unknown as DueText;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
