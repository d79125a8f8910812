import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { isTransientCancellation } from '../aws/is-transient-cancellation.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
export interface TransactUpdate {
  Update: NonNullable<TransactItem['Update']>;
}
type Item = Record<string, unknown>;
/**
 * Per item, in order: whether its own condition is what failed, and if it is asked for by `ReturnValuesOnConditionCheckFailure`, how
 * the item stands that it failed of.
 */
export type TransactOutcome =
  | { isDone: true }
  | { isDone: false; failedConditions: readonly boolean[]; found: readonly (Item | undefined)[] };

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
      const reasons = cancellationReasons(error);
      const codes = reasons.map(({ Code }) => Code ?? 'None');
      if (codes.includes('ConditionalCheckFailed')) {
        const failedConditions = codes.map((code) => code === 'ConditionalCheckFailed');
        return { isDone: false, failedConditions, found: reasons.map(({ Item }) => Item && unmarshall(Item)) };
      }
      if (!isTransientCancellation(error) || tried === maxTries) throw error;
      await pause(Math.random() * 10 * 2 ** tried);
    }
  }
}

function cancellationReasons(error: unknown): readonly CancellationReason[] {
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
