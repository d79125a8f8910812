import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { packKey } from './trace-keys.ts';

/** A pack that comes again and again would outgrow its item. */
const maxOtherKeys = 200;

/** The raw objects that hold the spans of a PACK item: of the request that brought it, and of those that repeated it. */
export function rawKeysOfItem(item: Record<string, unknown>): string[] {
  const { rawKey, otherRawKeys } = item as { rawKey?: string; otherRawKeys?: Set<string> };
  return [...(rawKey === undefined ? [] : [rawKey]), ...(otherRawKeys ?? [])];
}

interface Repetition {
  pack: { projectId: string; traceId: string; packId: string };
  /** The PACK item, as far as it tells of raw objects. */
  item: Record<string, unknown>;
  rawKey: string | undefined;
}

/** Notes a raw object that repeats what a pack holds: deleting the spans has to find it too. */
export async function noteRawKey(
  { pack, item, rawKey }: Repetition,
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<void> {
  const known = rawKeysOfItem(item);
  if (rawKey === undefined || known.includes(rawKey) || known.length > maxOtherKeys) return;
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: packKey(pack.projectId, pack.traceId, pack.packId),
      UpdateExpression: 'ADD otherRawKeys :keys',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':keys': new Set([rawKey]) },
    }),
  );
}
