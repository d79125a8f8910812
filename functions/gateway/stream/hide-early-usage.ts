import { isObject } from '../../../shared/json/json-object.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from './decode-events.ts';

/**
 * Takes usage out of chunks before the end. Adapters send it at the head, so that a stream that is cut is priced; OpenAI
 * tells it once, and clients that add up what they are told would count the input twice.
 */
export function hideEarlyUsage(batch: EventBatch<ChunkEvent>): EventBatch<ChunkEvent> {
  if (!batch.some(tellsUsageEarly)) return batch;
  return batch.map((event) => (tellsUsageEarly(event) ? withoutUsage(event) : event));
}

type Chunk = Extract<ChunkEvent, { kind: 'chunk' }>;

function tellsUsageEarly(event: ChunkEvent): event is Chunk {
  if (event.kind !== 'chunk' || event.json['usage'] === undefined || event.json['usage'] === null) return false;
  const { choices } = event.json;
  return Array.isArray(choices) && choices.length > 0 && choices.every((choice) => !isFinished(choice));
}

function isFinished(choice: unknown): boolean {
  return isObject(choice) && typeof choice['finish_reason'] === 'string';
}

function withoutUsage({ json: { usage: _, ...json } }: Chunk): Chunk {
  return { kind: 'chunk', json, bytes: Buffer.from(`data: ${JSON.stringify(json)}\n\n`) };
}
