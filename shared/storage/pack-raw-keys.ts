import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { packKey, rawKeyKey } from './trace-keys.ts';

/** A pack that comes again and again would outgrow its item: further ones are items of their own. */
const maxOtherKeys = 200;

/** The raw objects that an item of a trace tells of. A PACK item's hold its spans: of the request that brought it, and of those that repeated it. */
export function rawKeysOfItem(item: Record<string, unknown>): string[] {
  const { rawKey, otherRawKeys } = item as { rawKey?: string; otherRawKeys?: Set<string> };
  return [...(rawKey === undefined ? [] : [rawKey]), ...(otherRawKeys ?? [])];
}

interface Repetition {
  pack: { projectId: string; traceId: string; packId: string };
  /** The PACK item, as far as it tells of raw objects. */
  item: Record<string, unknown>;
  rawKey: string | undefined;
  /** Epoch seconds. */
  ttl: number;
}

/** Notes a raw object that repeats what a pack holds: deleting the spans has to find it too. False if the pack is gone. */
export async function noteRawKey(
  { pack, item, rawKey, ttl }: Repetition,
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<boolean> {
  const known = rawKeysOfItem(item);
  if (rawKey === undefined || known.includes(rawKey)) return true;
  if (known.length > maxOtherKeys) {
    const Item = { ...rawKeyKey(pack.projectId, pack.traceId, rawKey), rawKey, ttl };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    return true;
  }
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: packKey(pack.projectId, pack.traceId, pack.packId),
        UpdateExpression: 'ADD otherRawKeys :keys',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':keys': new Set([rawKey]) },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
