import { AppError } from '../http/app-error.ts';
import type { AnnotationObject } from './annotation-archive.ts';
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
    // These are thrown where nothing was stored; whether a transaction whose answer is lost happened, nobody knows.
    if (error instanceof AppError) await object.withdraw();
    throw error;
  } finally {
    await object.close();
  }
}
