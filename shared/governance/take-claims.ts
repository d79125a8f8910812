import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { UnavailableError } from '../http/errors.ts';
import { transact } from '../storage/transact.ts';
import type { Claim } from './claim.ts';
import { type ClaimUpdateInput, claimUpdate } from './claim-update.ts';
import { type Counters, nameOf, withLater } from './read-counters.ts';
import { sendInTurn } from './send-in-turn.ts';

/**
 * Taken: what it counted up, as it was before; of a transaction as it was read, since DynamoDB does not tell. Not taken: the counters
 * as they stood in the way, so that nobody has to read them again; null if that is not known.
 */
export type Taking = { isTaken: true; before: Counters } | { isTaken: false; seen: Counters | null };

/**
 * Takes all claims or none: not if a condition does not hold. One claim is a plain write: DynamoDB puts those on the same
 * item in a row, where transactions would collide.
 */
export async function takeClaims(claims: readonly Claim[], input: ClaimUpdateInput): Promise<Taking> {
  const [only, ...others] = claims;
  try {
    return only !== undefined && others.length === 0 ? await takeOne(only, input) : await takeAll(claims, input);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    throw new UnavailableError('Too many calls meet at the same limits and budgets. Try again.', error);
  }
}

async function takeOne(claim: Claim, input: ClaimUpdateInput): Promise<Taking> {
  const { ports, counters } = input;
  const { Update } = claimUpdate(claim, input);
  const update = new UpdateCommand({ ...Update, ...tellingWhyNot, ReturnValues: 'UPDATED_OLD' });
  try {
    const { Attributes } = await sendInTurn(() => ports.documents.send(update));
    return { isTaken: true, before: withLater(counters, new Map([[nameOf(claim.key), Attributes ?? {}]])) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { isTaken: false, seen: seenWith(counters, [claim], [error.Item && unmarshall(error.Item)]) };
  }
}

async function takeAll(claims: readonly Claim[], input: ClaimUpdateInput): Promise<Taking> {
  const { ports, counters } = input;
  const updates = claims.map((claim) => ({ Update: { ...claimUpdate(claim, input).Update, ...tellingWhyNot } }));
  const outcome = await transact(ports.documents, updates);
  if (outcome.isDone) return { isTaken: true, before: counters };
  return { isTaken: false, seen: seenWith(counters, claims, outcome.found) };
}

const tellingWhyNot = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

function seenWith(
  counters: Counters,
  claims: readonly Claim[],
  found: readonly (Record<string, unknown> | undefined)[],
): Counters | null {
  const later = claims.flatMap(({ key }, n) => (found[n] === undefined ? [] : [[nameOf(key), found[n]] as const]));
  return later.length === 0 ? null : withLater(counters, new Map(later));
}
