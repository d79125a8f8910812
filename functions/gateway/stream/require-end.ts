import { ProviderError } from '../../../shared/providers/provider-error.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Observation } from '../recording/observation.ts';
import type { ChunkEvent } from './decode-events.ts';

const doneEvent: ChunkEvent = { kind: 'done', bytes: Buffer.from('data: [DONE]\n\n') };

/**
 * Sees to it that a stream ends once and for a reason: what follows `[DONE]` is dropped, a missing `[DONE]` after a finish
 * reason is added, and a stream that just stops is an error.
 */
export async function* requireEnd(
  batches: AsyncIterable<EventBatch<ChunkEvent>>,
  observation: Observation,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  for await (const batch of batches) {
    const done = batch.findIndex(({ kind }) => kind === 'done');
    if (done >= 0) {
      yield batch.slice(0, done + 1);
      return;
    }
    yield batch;
  }
  if (!isFinished(observation)) {
    throw new ProviderError('provider_stream_cut', 'The provider ended the stream before the answer was complete.');
  }
  yield [doneEvent];
}

function isFinished({ finishReasons, messages }: Observation): boolean {
  return finishReasons.length > 0 && messages.every((_, index) => finishReasons[index] !== undefined);
}
