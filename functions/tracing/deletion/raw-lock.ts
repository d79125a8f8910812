import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { rawLockKey } from '../../../shared/storage/trace-deletion-keys.ts';
import { pause, retryDelay } from '../../../shared/telemetry/retry-delay.ts';

export interface LockPorts {
  documents: DynamoDBDocumentClient;
  tracesTable: string;
  clock: Clock;
}

/** A worker that died holds a lock no longer; rewriting 64 MB takes seconds. */
const leaseMilliseconds = 120_000;
const maxAttempts = 60;
const backoff = { baseMilliseconds: 50, capMilliseconds: 2_000 };

/** Runs alone on a raw object: of two who rewrite it at a time, the later would bring back what the earlier took out. */
export async function withRawLock<T>(rawKey: string, run: () => Promise<T>, ports: LockPorts): Promise<T> {
  const until = await takeLock(rawKey, ports);
  try {
    return await run();
  } finally {
    await freeLock(rawKey, until, ports);
  }
}

async function takeLock(rawKey: string, { documents, tracesTable, clock }: LockPorts): Promise<number> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const now = clock();
    const until = now + leaseMilliseconds;
    const isTaken = await conditionally(() =>
      documents.send(
        new PutCommand({
          TableName: tracesTable,
          Item: { ...rawLockKey(rawKey), until, ttl: Math.ceil(until / 1000) },
          ConditionExpression: 'attribute_not_exists(pk) OR #until < :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now },
        }),
      ),
    );
    if (isTaken) return until;
    await pause(retryDelay(attempt, backoff));
  }
  throw new Error(`The raw object ${rawKey} is being rewritten by others.`);
}

async function freeLock(rawKey: string, until: number, { documents, tracesTable }: LockPorts): Promise<void> {
  await conditionally(() =>
    documents.send(
      new DeleteCommand({
        TableName: tracesTable,
        Key: rawLockKey(rawKey),
        // Not the lock of somebody who took over.
        ConditionExpression: '#until = :until',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':until': until },
      }),
    ),
  );
}

async function conditionally(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
