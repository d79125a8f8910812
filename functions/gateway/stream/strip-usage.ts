import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from './decode-events.ts';

/** Takes out the usage chunk of a stream whose caller did not ask for it: it is there because the gateway asked. */
export function stripUsage(batch: EventBatch<ChunkEvent>): EventBatch<ChunkEvent> {
  return batch.some(isUsageChunk) ? batch.filter((event) => !isUsageChunk(event)) : batch;
}

function isUsageChunk(event: ChunkEvent): boolean {
  if (event.kind !== 'chunk') return false;
  const { choices, usage } = event.json;
  return Array.isArray(choices) && choices.length === 0 && usage !== undefined && usage !== null;
}
