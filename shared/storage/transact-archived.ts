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

/**
 * Stores in a transaction what is archived, or on its way there, by then: what is stored can be replayed, and who deletes it finds
 * it in the archive. However it ends, nothing of this request is on its way any more.
 */
export async function transactArchived(
  { object, said, keepUntil, prepareItems }: ArchivedTransaction,
  documents: DynamoDBDocumentClient,
): Promise<TransactOutcome> {
  const archiving = object.write(said, keepUntil);
  const preparing = prepareItems();
  await Promise.allSettled([archiving, preparing]);
  await archiving;
  return await transact(documents, await preparing);
}
