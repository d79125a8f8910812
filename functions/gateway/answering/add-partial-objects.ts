import { isObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from '../stream/decode-events.ts';
import { createPartialJsonReader } from '../structured/create-partial-json-reader.ts';

/** Puts beside each piece of text the object that the text of the first choice has grown to, as `partial_object`. */
export async function* addPartialObjects(
  batches: AsyncIterable<EventBatch<ChunkEvent>>,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  const reader = createPartialJsonReader();
  for await (const batch of batches) {
    yield batch.map((event) => {
      const text = event.kind === 'chunk' ? textOf(event.json) : '';
      return event.kind === 'chunk' && text !== '' ? withObject(event.json, reader.push(text)) : event;
    });
  }
}

function textOf(json: Record<string, unknown>): string {
  const choice = objectsIn(json['choices']).find(({ index }) => index === undefined || index === 0);
  return isObject(choice?.['delta']) ? (stringIn(choice['delta'], 'content') ?? '') : '';
}

function withObject(chunk: Record<string, unknown>, value: unknown): ChunkEvent {
  const json = { ...chunk, partial_object: value ?? null };
  return { kind: 'chunk', json, bytes: Buffer.from(`data: ${JSON.stringify(json)}\n\n`) };
}
