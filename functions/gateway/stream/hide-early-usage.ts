import { isObject } from '../../../shared/json/json-object.ts';
import type { ChunkEvent } from './decode-events.ts';
import type { Telling } from './encode-events.ts';

/**
 * Takes usage out of chunks before the end of one stream. Adapters send it at the head, so that a stream that is cut is
 * priced; OpenAI tells it once, and clients that add up what they are told would count the input twice. Behind the
 * finish reason it stays, also in a chunk that has a choice, as OpenRouter sends it.
 */
export function hideEarlyUsage(): Telling {
  let hasFinished = false;
  return (batch) => {
    if (!batch.some(tellsUsageEarly)) {
      hasFinished ||= batch.some(finishes);
      return batch;
    }
    return batch.map((event) => {
      hasFinished ||= finishes(event);
      return !hasFinished && tellsUsageEarly(event) ? withoutUsage(event) : event;
    });
  };
}

type Chunk = Extract<ChunkEvent, { kind: 'chunk' }>;

function tellsUsageEarly(event: ChunkEvent): event is Chunk {
  if (event.kind !== 'chunk' || event.json['usage'] === undefined || event.json['usage'] === null) return false;
  const { choices } = event.json;
  return Array.isArray(choices) && choices.length > 0 && choices.every((choice) => !isFinished(choice));
}

function finishes(event: ChunkEvent): boolean {
  return event.kind === 'chunk' && Array.isArray(event.json['choices']) && event.json['choices'].some(isFinished);
}

function isFinished(choice: unknown): boolean {
  return isObject(choice) && typeof choice['finish_reason'] === 'string';
}

function withoutUsage({ json: { usage: _, ...json } }: Chunk): Chunk {
  return { kind: 'chunk', json, bytes: Buffer.from(`data: ${JSON.stringify(json)}\n\n`) };
}
