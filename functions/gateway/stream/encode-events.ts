import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from './decode-events.ts';

/** One write per batch, so that a provider's chunk stays one chunk. */
export async function* encodeEvents(batches: AsyncIterable<EventBatch<ChunkEvent>>): AsyncGenerator<Uint8Array> {
  for await (const batch of batches) {
    const [first] = batch;
    if (first) yield batch.length === 1 ? first.bytes : Buffer.concat(batch.map(({ bytes }) => bytes));
  }
}
