import type { ItemKey } from './core-keys.ts';
import type { TransactItem } from './transact.ts';

interface VersionedUpdateInput {
  tableName: string;
  key: ItemKey;
  /** The version that was read; the write happens only if nobody wrote since. */
  version: number;
  set: Record<string, unknown>;
}

/** Sets attributes of an item unless it changed since it was read. */
export function versionedUpdate({ tableName, key, version, set }: VersionedUpdateInput): TransactItem {
  const entries = Object.entries({ ...set, version: version + 1 });
  return {
    Update: {
      TableName: tableName,
      Key: key,
      UpdateExpression: `SET ${entries.map((_, index) => `#f${index} = :v${index}`).join(', ')}`,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: {
        '#version': 'version',
        ...Object.fromEntries(entries.map(([name], index) => [`#f${index}`, name])),
      },
      ExpressionAttributeValues: {
        ':version': version,
        ...Object.fromEntries(entries.map(([, value], index) => [`:v${index}`, value])),
      },
    },
  };
}
