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
): Promise<AsyncGenerator<EventBatch<ChunkEvent>>> {
  const held: EventBatch<ChunkEvent>[] = [];
  while (observation.timeToFirstTokenMs === null && held.length < maxHeldBatches) {
    const { done, value } = await batches.next();
    if (done) break;
    held.push(value);
  }
  return replay(held, batches);
}

async function* replay<T>(held: readonly T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* held;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
