import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { observeChunk } from '../recording/observe-chunk.ts';
import type { ChunkEvent } from './decode-events.ts';

/** Notes what passes for the trace. */
export function observeEvents(
  batch: EventBatch<ChunkEvent>,
  attempt: Pick<Attempt, 'observation' | 'provider'>,
  elapsed: () => number,
): void {
  for (const event of batch) if (event.kind === 'chunk') observeChunk(attempt, event.json, elapsed);
}
