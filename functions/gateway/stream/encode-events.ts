import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from './decode-events.ts';

/** What is told of a batch of events. */
export type Telling = (batch: EventBatch<ChunkEvent>) => EventBatch<ChunkEvent>;

/** One write per batch, so that what a provider sent together stays together. */
export async function* encodeEvents(
  batches: AsyncIterable<EventBatch<ChunkEvent>>,
  tell: Telling,
): AsyncGenerator<Uint8Array> {
  for await (const batch of batches) {
    const told = tell(batch);
    const [first] = told;
    if (first) yield told.length === 1 ? first.bytes : Buffer.concat(told.map(({ bytes }) => bytes));
  }
}
