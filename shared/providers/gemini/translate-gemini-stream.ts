import { splitEvents } from '../../sse/split-events.ts';
import { ProviderError } from '../provider-error.ts';
import type { ChunkHead } from '../translation/chat-chunk.ts';
import { parseObject } from '../translation/parse-object.ts';
import { doneBytes, sseBytes } from '../translation/sse-bytes.ts';
import {
  createGeminiStreamState,
  endGeminiStream,
  type GeminiStreamState,
  translateGeminiEvent,
} from './translate-gemini-event.ts';

/** Events of `streamGenerateContent?alt=sse` as OpenAI's chunks, in bytes. Google has no mark for the end. */
export async function* translateGeminiStream(
  body: AsyncIterable<Uint8Array>,
  head: ChunkHead,
): AsyncGenerator<Uint8Array> {
  const state = createGeminiStreamState(head);
  for await (const batch of splitEvents(body)) {
    for (const { data } of batch) {
      for (const chunk of translateData(state, data)) yield sseBytes(chunk);
      if (state.hasFailed) return;
    }
  }
  const last = endGeminiStream(state);
  if (last === null) {
    throw new ProviderError('provider_stream_cut', 'The provider closed the stream before the answer was complete.');
  }
  for (const chunk of last) yield sseBytes(chunk);
  yield doneBytes();
}

function translateData(state: GeminiStreamState, data: string | null) {
  if (data === null || data.trim() === '') return [];
  const event = parseObject(data);
  if (event) return translateGeminiEvent(state, event);
  throw new ProviderError('provider_invalid_response', 'Gemini sent an event that is not JSON.');
}
