import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
/** Per item, in order: whether its own condition is what failed. */
export type TransactOutcome = { isDone: true } | { isDone: false; failedConditions: readonly boolean[] };

const maxTries = 8;

/**
 * Writes all items or none. A collision with another transaction is tried again; a condition that does not hold is
 * answered, because what it means only the caller knows.
 */
export async function transact(
  documents: DynamoDBDocumentClient,
  items: readonly TransactItem[],
): Promise<TransactOutcome> {
  for (let tried = 1; ; tried++) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: [...items] }));
      return { isDone: true };
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes?.includes('ConditionalCheckFailed')) {
        return { isDone: false, failedConditions: codes.map((code) => code === 'ConditionalCheckFailed') };
      }
      if (codes === null || !isTransient(codes) || tried === maxTries) throw error;
      await pause(Math.random() * 10 * 2 ** tried);
    }
  }
}

function cancellationCodes(error: unknown): string[] | null {
  if (!(error instanceof TransactionCanceledException)) return null;
  return (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
}

const transientCodes: readonly string[] = [
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

function isTransient(codes: readonly string[]): boolean {
  return codes.every((code) => transientCodes.includes(code));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
