import { ProvisionedThroughputExceededException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import type { BlobStore } from '../../shared/telemetry/blob-store.ts';
import { failingClient } from '../support/failing-client.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What one life of a process meets. */
export interface Fate {
  /** The write at which it dies: before it, or after it has arrived. Null: it lives. */
  death: { write: number; moment: 'before' | 'after' } | null;
  /** Of its calls, the part that DynamoDB throttles. */
  throttled: number;
}

export interface FaultCounts {
  deaths: number;
  throttles: number;
  conflicts: number;
  refusals: number;
}

export interface MortalProcess {
  documents: DynamoDBDocumentClient;
  blobs: BlobStore;
  /** For its archive. */
  s3: S3Client;
  isDead(): boolean;
  /** The write that it was killed at. */
  deadlyWrite(): number | null;
  /** Writes that it made or died at. */
  writeCount(): number;
}

interface World {
  documents: DynamoDBDocumentClient;
  blobs: BlobStore;
  s3: S3Client;
  random: SeededRandom;
  counts: FaultCounts;
  /** Whether the table refuses everything now. */
  refuses(tableName: string): boolean;
}

/** The clients of a process that may be throttled, refused and killed. A dead one neither reads nor writes any more. */
export function createMortalProcess(fate: Fate, world: World): MortalProcess {
  const { counts, random } = world;
  let writes = 0;
  let isDead = false;
  let deadlyWrite: number | null = null;

  function die(): Error {
    if (!isDead) counts.deaths += 1;
    isDead = true;
    return new Error('killed');
  }

  /** Null where death does not wait at this write. */
  function deathAt(write: number): { before?: Error; after?: Error } | null {
    if (fate.death === null || write !== fate.death.write) return null;
    deadlyWrite = write;
    const error = die();
    return fate.death.moment === 'before' ? { before: error } : { after: error };
  }

  const documents = failingClient(world.documents, (command) => {
    if (isDead) return { before: die() };
    const { input } = command as unknown as { input: CommandInput };
    const isTransaction = input.TransactItems !== undefined;
    if (tablesOf(input).some(world.refuses)) {
      counts.refusals += 1;
      return { before: refusal() };
    }
    if (random.isLikely(fate.throttled)) return { before: isTransaction ? conflict(counts) : throttle(counts) };
    return (isTransaction ? deathAt(writes++) : null) ?? undefined;
  });
  const blobs: BlobStore = {
    ...world.blobs,
    async put(key, bytes) {
      if (isDead) throw die();
      const { before, after } = deathAt(writes++) ?? {};
      if (before !== undefined) throw before;
      await world.blobs.put(key, bytes);
      if (after !== undefined) throw after;
    },
  };
  const s3 = failingClient(world.s3, () => {
    if (isDead) return { before: die() };
    return deathAt(writes++) ?? undefined;
  });
  return { documents, blobs, s3, isDead: () => isDead, deadlyWrite: () => deadlyWrite, writeCount: () => writes };
}

interface CommandInput {
  TableName?: string;
  TransactItems?: { Put?: { TableName?: string }; Update?: { TableName?: string } }[];
}

function tablesOf({ TableName, TransactItems = [] }: CommandInput): string[] {
  const names = [TableName, ...TransactItems.map(({ Put, Update }) => (Put ?? Update)?.TableName)];
  return names.filter((name) => name !== undefined);
}

function refusal(): Error {
  return new ProvisionedThroughputExceededException({ message: 'the table refuses', $metadata: {} });
}

function throttle(counts: FaultCounts): Error {
  counts.throttles += 1;
  return refusal();
}

function conflict(counts: FaultCounts): Error {
  counts.conflicts += 1;
  return new TransactionCanceledException({
    message: 'conflict',
    $metadata: {},
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });
}
