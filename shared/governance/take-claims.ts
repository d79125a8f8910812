import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { UnavailableError } from '../http/errors.ts';
import { transact } from '../storage/transact.ts';
import type { Claim } from './claim.ts';
import { type ClaimUpdateInput, claimUpdate } from './claim-update.ts';
import { sendInTurn } from './send-in-turn.ts';

/**
 * Takes all claims or none; false if a condition does not hold. One claim is a plain write: DynamoDB puts those on the same
 * item in a row, where transactions would collide.
 */
export async function takeClaims(claims: readonly Claim[], input: ClaimUpdateInput): Promise<boolean> {
  const { documents } = input.ports;
  const updates = claims.map((claim) => claimUpdate(claim, input));
  const only = updates.length === 1 ? updates[0]?.Update : undefined;
  try {
    if (only === undefined) return (await transact(documents, updates)).isDone;
    await sendInTurn(() => documents.send(new UpdateCommand(only)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (!(error instanceof TransactionCanceledException)) throw error;
    throw new UnavailableError('Too many calls meet at the same limits and budgets. Try again.', error);
  }
}
