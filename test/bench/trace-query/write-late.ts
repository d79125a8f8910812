import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { metaKey } from '../../../shared/storage/trace-keys.ts';
import { lateNotes } from '../../../shared/storage/trace-late-notes.ts';
import { hexOf, testTime } from '../../support/build-span.ts';
import { seededProjectId } from './seed-traces.ts';

/** Tags a seeded trace, by its place, after its slice was digested: META and the note that its writer leaves. */
export async function tagLate(index: number, documents: DynamoDBDocumentClient, tableName: string): Promise<void> {
  const traceId = hexOf(`seeded ${index}`, 32);
  const Key = metaKey(seededProjectId, traceId);
  const { Item = {} } = await documents.send(new GetCommand({ TableName: tableName, Key }));
  const starts = [Number(String(Item['timeSk']).slice(0, 14))];
  const write = { projectId: seededProjectId, traceId, version: 2, ttl: Number(Item['ttl']), starts, now: testTime };
  const items = [{ ...Item, tags: ['late'] }, ...lateNotes(write, tableName).map(({ Put }) => Put?.Item ?? {})];
  await batchWrite(
    documents,
    tableName,
    items.map((each) => ({ PutRequest: { Item: each } })),
  );
}
