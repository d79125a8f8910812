import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { observeChunk } from '../recording/observe-chunk.ts';
import type { ChunkEvent } from './decode-events.ts';

/** Notes what passes for the trace. */
export async function* observeEvents(
  batches: AsyncIterable<EventBatch<ChunkEvent>>,
  attempt: Pick<Attempt, 'observation' | 'provider'>,
  elapsed: () => number,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  for await (const batch of batches) {
    for (const event of batch) if (event.kind === 'chunk') observeChunk(attempt, event.json, elapsed);
    yield batch;
  }
}
