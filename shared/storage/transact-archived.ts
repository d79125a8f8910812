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

/** Archives what a transaction stores, at the same time. However it ends, nothing is on its way to the archive any more. */
export async function transactArchived(
  { object, said, keepUntil, prepareItems }: ArchivedTransaction,
  documents: DynamoDBDocumentClient,
): Promise<TransactOutcome> {
  const { isWritten } = object;
  const archiving = object.write(said, keepUntil);
  try {
    // Who deletes what is stored waits for an object that is not there yet, and not for one that an earlier attempt wrote.
    if (isWritten) await archiving;
    return await transact(documents, await prepareItems());
  } finally {
    await archiving;
  }
}
