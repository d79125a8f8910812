import { splitEvents } from '../../sse/split-events.ts';
import { ProviderError } from '../provider-error.ts';
import type { ChunkHead } from '../translation/chat-chunk.ts';
import { parseObject } from '../translation/parse-object.ts';
import { doneBytes, sseBytes } from '../translation/sse-bytes.ts';
import { createStreamState, endStream, type StreamState, translateEvent } from './translate-event.ts';

/** Anthropic's events as OpenAI's chunks, in bytes; one write per batch of events. */
export async function* translateStream(body: AsyncIterable<Uint8Array>, head: ChunkHead): AsyncGenerator<Uint8Array> {
  const state = createStreamState(head);
  for await (const batch of splitEvents(body)) {
    for (const { data } of batch) {
      for (const chunk of translateData(state, data)) yield sseBytes(chunk);
      if (state.isOver) break;
    }
    if (state.isOver) break;
  }
  for (const chunk of endStream(state)) yield sseBytes(chunk);
  if (!state.isOver) {
    throw new ProviderError('provider_stream_cut', 'The provider closed the stream before the answer was complete.');
  }
  if (state.hasFinished) yield doneBytes();
}

function translateData(state: StreamState, data: string | null) {
  if (data === null || data.trim() === '') return [];
  const event = parseObject(data);
  if (event) return translateEvent(state, event);
  throw new ProviderError('provider_invalid_response', 'Anthropic sent an event that is not JSON.');
}
