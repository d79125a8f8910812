import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Ids } from '../runtime/ids.ts';
import { digestFenceKey, sliceFenceKey } from './trace-digest-keys.ts';

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
  /** It was made when the table had just been made: hardly anybody of another version can have written to it. */
  isOfNewTable?: boolean;
}

/** Of digests of hours, and of slices: a version that knows only of the former keeps only theirs. */
export interface DigestFences {
  hours: DigestFence;
  slices: DigestFence;
}

/** Ids of the fences under which digests can be believed. */
export interface StandingFences {
  hours: string;
  slices: string | null;
}

/** The job runs every ten minutes: two runs may fail. */
export const fenceGapMilliseconds = 25 * 60_000;
/** A table is new for so long: a stage is deployed for the first time, and perhaps once more. */
const newTableMilliseconds = 60 * 60_000;

interface FencePorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

type FoundFences = { [name in keyof DigestFences]: DigestFence | null };

/** Null if no digest can be believed now: nobody knows what was deployed while the job stood still. */
export async function readStandingFences(ports: FencePorts, now: number): Promise<StandingFences | null> {
  const { hours, slices } = await readFences(ports);
  if (hours === null || now - hours.seenAt > fenceGapMilliseconds) return null;
  // Otherwise a job that knows of no slices has run since, and with it writers that leave no notes for them.
  const isKept = slices !== null && slices.seenAt >= hours.seenAt;
  return { hours: hours.id, slices: isKept ? slices.id : null };
}

export interface FenceKeeper {
  /** At the beginning of every run of the job. Null if another run came between. */
  keep(now: number): Promise<DigestFences | null>;
}

interface KeeperPorts extends FencePorts {
  ids: Ids;
  release: string;
  /** When the table was made, epoch milliseconds; null if nobody can tell. */
  tableMadeAt(): Promise<number | null>;
}

/**
 * A fence stays as long as the job runs, whatever is deployed. It is a new one if the job was away and has come back as another
 * release: a version without digests, and without notes, may have been there meanwhile.
 */
export function createFenceKeeper(ports: KeeperPorts): FenceKeeper {
  const { ids, release } = ports;
  const stands = (found: DigestFence | null, now: number): found is DigestFence =>
    found !== null && (found.release === release || now - found.seenAt <= fenceGapMilliseconds);

  return {
    async keep(now) {
      const found = await readFences(ports);
      const made = { ...{ since: now, seenAt: now, release }, ...(await traitsOfNew(found, now, ports)) };
      const keptOr = (old: DigestFence | null): DigestFence =>
        old === null ? { id: ids(), ...made } : { ...old, release, seenAt: Math.max(old.seenAt, now) };
      const hours = stands(found.hours, now) ? found.hours : null;
      // Who kept that of hours alone knows of no slices.
      const isKept = hours !== null && stands(found.slices, now) && found.slices.seenAt >= hours.seenAt;
      const next = { hours: keptOr(hours), slices: keptOr(isKept ? found.slices : null) };
      // Slices first: their fence is never behind.
      const isWritten =
        (await replaceFence(sliceFenceKey, found.slices, next.slices, ports)) &&
        (await replaceFence(digestFenceKey, found.hours, next.hours, ports));
      return isWritten ? next : null;
    },
  };
}

async function traitsOfNew(found: FoundFences, now: number, { tableMadeAt }: KeeperPorts) {
  if (found.hours !== null || found.slices !== null) return {};
  const madeAt = await tableMadeAt();
  return madeAt !== null && now - madeAt < newTableMilliseconds ? { isOfNewTable: true } : {};
}

async function readFences({ documents, tableName }: FencePorts): Promise<FoundFences> {
  const Keys = [digestFenceKey, sliceFenceKey];
  const { Responses } = await documents.send(
    new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
  );
  const found = (Responses?.[tableName] ?? []) as (DigestFence & { sk: string })[];
  const fenceAt = ({ sk }: { sk: string }) => found.find((item) => item.sk === sk) ?? null;
  return { hours: fenceAt(digestFenceKey), slices: fenceAt(sliceFenceKey) };
}

async function replaceFence(
  key: typeof digestFenceKey,
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
  try {
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...next, ...key }, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
