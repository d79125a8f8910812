import type { JsonObject } from '../../json/json-object.ts';
import { type EventBatch, splitEvents } from '../../sse/split-events.ts';
import { ProviderError } from '../provider-error.ts';
import type { ChunkHead } from '../translation/chat-chunk.ts';
import { parseObject } from '../translation/parse-object.ts';
import { doneBytes, sseBatch } from '../translation/sse-bytes.ts';
import { createStreamState, endStream, type StreamState, translateEvent } from './translate-event.ts';

/** Anthropic's events as OpenAI's chunks, in bytes; one write per batch of events. */
export async function* translateStream(body: AsyncIterable<Uint8Array>, head: ChunkHead): AsyncGenerator<Uint8Array> {
  const state = createStreamState(head);
  for await (const batch of splitEvents(body)) {
    yield* sseBatch(chunksOf(state, batch));
    if (state.isOver) break;
  }
  yield* sseBatch(endStream(state));
  if (!state.isOver) {
    throw new ProviderError('provider_stream_cut', 'The provider closed the stream before the answer was complete.');
  }
  if (!state.hasFailed) yield doneBytes();
}

function* chunksOf(state: StreamState, batch: EventBatch): Generator<JsonObject> {
  for (const { data } of batch) {
    if (state.isOver) return;
    if (data !== null && data.trim() !== '') yield* translateEvent(state, parseEvent(data));
  }
}

function parseEvent(data: string): JsonObject {
  const event = parseObject(data);
  if (event) return event;
  throw new ProviderError('provider_invalid_response', 'Anthropic sent an event that is not JSON.');
}
