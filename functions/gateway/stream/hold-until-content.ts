import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Observation } from '../recording/observation.ts';
import type { ChunkEvent } from './decode-events.ts';

/** Some servers send comments while a model thinks; more of them than this are passed on. */
const maxHeldBatches = 1_000;

/**
 * Waits for the first content of a stream, and returns the whole stream. Until then the caller has seen nothing, so a
 * failure, which throws, can be made good by somebody else.
 */
export async function holdUntilContent(
  batches: AsyncGenerator<EventBatch<ChunkEvent>>,
  observation: Observation,
): Promise<AsyncIterable<EventBatch<ChunkEvent>>> {
  const held: EventBatch<ChunkEvent>[] = [];
  while (observation.timeToFirstTokenMs === null && held.length < maxHeldBatches) {
    const { done, value } = await batches.next();
    if (done) break;
    held.push(value);
  }
  return replay(held, batches);
}

/** What was held goes out in one piece. Not a generator: each one more is a turn more for every piece. */
function replay<T>(held: readonly (readonly T[])[], rest: AsyncGenerator<readonly T[]>): AsyncIterable<readonly T[]> {
  let first: readonly T[] | null = held.length === 0 ? null : held.flat();
  const next = async (): Promise<IteratorResult<readonly T[]>> => {
    if (first === null) return await rest.next();
    const value = first;
    first = null;
    return { done: false, value };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: () => rest.return(undefined) }) };
}
