import type { EventBatch } from '../../../../shared/sse/split-events.ts';
import type { ChunkEvent } from '../../stream/decode-events.ts';

/** One write per batch. What was written before a bad event in the same batch still goes out. */
export async function* encodeBatches(
  batches: AsyncIterable<EventBatch<ChunkEvent>>,
  write: (event: ChunkEvent) => string,
): AsyncGenerator<Uint8Array> {
  for await (const batch of batches) {
    let text = '';
    try {
      for (const event of batch) text += write(event);
    } catch (error) {
      if (text !== '') yield Buffer.from(text);
      throw error;
    }
    if (text !== '') yield Buffer.from(text);
  }
}
