import { ProviderError } from '../../../shared/providers/provider-error.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Observation } from '../recording/observation.ts';
import type { ChunkEvent } from './decode-events.ts';

const doneEvent: ChunkEvent = { kind: 'done', bytes: Buffer.from('data: [DONE]\n\n') };

/** What a stream lacks that ended without `[DONE]`: that mark if it gave a finish reason; else it was cut, which throws. */
export function missingEnd(observation: Observation): EventBatch<ChunkEvent> {
  if (isFinished(observation)) return [doneEvent];
  throw new ProviderError('provider_stream_cut', 'The provider ended the stream before the answer was complete.');
}

function isFinished({ finishReasons, messages }: Observation): boolean {
  return finishReasons.length > 0 && messages.every((_, index) => finishReasons[index] !== undefined);
}
