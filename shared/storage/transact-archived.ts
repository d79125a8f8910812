import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { AnnotationObject, ArchivedAnnotations } from './annotation-archive.ts';
import { type TransactItem, type TransactOutcome, transact } from './transact.ts';

interface ArchivedTransaction {
  object: AnnotationObject;
  /** What the object is to hold. */
  said: ArchivedAnnotations;
  /** Epoch seconds. */
  keepUntil: number;
  prepareItems(): Promise<TransactItem[]>;
}

/** A transaction that may have been stored, or not; its `cause` is what there is to say to who asked for it. */
export class UnknownOutcomeError extends Error {
  constructor(cause: unknown) {
    super('Nobody knows whether it was stored.', { cause });
    this.name = 'UnknownOutcomeError';
  }
}

/**
 * Stores in a transaction what is archived, or on its way there, by then: what is stored can be replayed, and who deletes it finds
 * it in the archive. However it ends, nothing of this request is on its way any more. Throws an `UnknownOutcomeError` unless what
 * it throws says that nothing was stored.
 */
export async function transactArchived(
  { object, said, keepUntil, prepareItems }: ArchivedTransaction,
  documents: DynamoDBDocumentClient,
): Promise<TransactOutcome> {
  const archiving = object.write(said, keepUntil);
  const preparing = prepareItems();
  await Promise.allSettled([archiving, preparing]);
  await archiving;
  const items = await preparing;
  try {
    return await transact(documents, items);
  } catch (error) {
    // Only this is what became of the transaction. A throttle may be the answer to a repetition, after that of the first was lost.
    throw error instanceof TransactionCanceledException ? error : new UnknownOutcomeError(error);
  }
}
