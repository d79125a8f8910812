import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Ids } from '../runtime/ids.ts';
import { digestFenceKey } from './trace-digest-keys.ts';

/**
 * A time from which on everybody who writes META leaves late notes. A digest is believed only under the fence it was made under:
 * while functions of a version without notes were there, nothing told of what they wrote.
 */
export interface DigestFence {
  id: string;
  /** Epoch milliseconds. */
  since: number;
  /** When the job that makes digests last began to run. */
  seenAt: number;
  /** What that job was deployed as. */
  release: string;
}

/** The job runs every ten minutes: two runs may fail. */
export const fenceGapMilliseconds = 25 * 60_000;

interface FencePorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** The fence, if digests made under it can be believed now: nobody knows what was deployed while the job stood still. */
export async function readStandingFence(ports: FencePorts, now: number): Promise<DigestFence | null> {
  const fence = await readFence(ports);
  return fence !== null && now - fence.seenAt <= fenceGapMilliseconds ? fence : null;
}

export interface FenceKeeper {
  /** At the beginning of every run of the job. Null if another run came between. */
  keep(now: number): Promise<DigestFence | null>;
}

/**
 * The fence stays as long as the job runs, whatever is deployed. It is a new one if the job was away and has come back as another
 * release: a version without digests, and without notes, may have been there meanwhile.
 */
export function createFenceKeeper(ports: FencePorts & { ids: Ids; release: string }): FenceKeeper {
  const { ids, release } = ports;
  return {
    async keep(now) {
      const found = await readFence(ports);
      const hasFallen = found === null || (found.release !== release && now - found.seenAt > fenceGapMilliseconds);
      const next = hasFallen
        ? { id: ids(), since: now, seenAt: now, release }
        : { ...found, release, seenAt: Math.max(found.seenAt, now) };
      return (await replaceFence(found, next, ports)) ? next : null;
    },
  };
}

async function readFence({ documents, tableName }: FencePorts): Promise<DigestFence | null> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: digestFenceKey, ConsistentRead: true }),
  );
  return (Item as DigestFence | undefined) ?? null;
}

async function replaceFence(
  found: DigestFence | null,
  next: DigestFence,
  { documents, tableName }: FencePorts,
): Promise<boolean> {
  const condition =
    found === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'id = :id AND seenAt = :seenAt',
          ExpressionAttributeValues: { ':id': found.id, ':seenAt': found.seenAt },
        };
  const Item = { ...digestFenceKey, ...next };
  try {
    await documents.send(new PutCommand({ TableName: tableName, Item, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
