import { type AnnotationObject, NotArchivableError } from './annotation-archive.ts';
import type { outdated } from './retry-on-change.ts';
import { retryAnnotation } from './trace-annotation-heads.ts';
import { UnknownOutcomeError } from './transact-archived.ts';

/**
 * Reads and writes again for as long as others come between, and takes back what was archived for nothing: a replay would bring back
 * what its sender was told had failed.
 */
export async function retryArchived<T>(
  object: AnnotationObject,
  attempt: () => Promise<T | typeof outdated>,
): Promise<T> {
  try {
    return await retryAnnotation(attempt);
  } catch (error) {
    if (error instanceof UnknownOutcomeError) {
      await object.reconcile();
      throw error.cause;
    }
    // Of who was refused by the archive at a later attempt, only the table could tell what an earlier one came to.
    if (!(error instanceof NotArchivableError)) await object.withdraw();
    throw error;
  }
}
