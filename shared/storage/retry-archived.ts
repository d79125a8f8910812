import { AppError } from '../http/app-error.ts';
import { type AnnotationObject, NotArchivableError } from './annotation-archive.ts';
import type { outdated } from './retry-on-change.ts';
import { retryAnnotation } from './trace-annotation-heads.ts';

/** Reads and writes again for as long as others come between, and takes back what was archived for nothing. */
export async function retryArchived<T>(
  object: AnnotationObject,
  attempt: () => Promise<T | typeof outdated>,
): Promise<T> {
  try {
    return await retryAnnotation(attempt);
  } catch (error) {
    // These are thrown where nothing was stored; whether a transaction whose answer is lost happened, nobody knows. Nor does who
    // was refused by the archive at a later attempt, where only the table could tell what an earlier one came to.
    if (error instanceof AppError && !(error instanceof NotArchivableError)) await object.withdraw();
    throw error;
  }
}
