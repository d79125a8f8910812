import { isObject, type JsonObject, parseJson } from '../../../shared/json/json-object.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import type { EventBatch, SseEvent } from '../../../shared/sse/split-events.ts';
import { findSentError } from '../attempts/read-provider-failure.ts';

/** An event that is understood: a chunk, the end mark, or something without data, such as a comment. */
export type ChunkEvent =
  | { kind: 'chunk'; bytes: Uint8Array; json: JsonObject }
  | { kind: 'done'; bytes: Uint8Array }
  | { kind: 'other'; bytes: Uint8Array };

/**
 * Understands each event, or throws: a provider's error and broken JSON must not reach a client as if they were chunks.
 * What came before the bad event in the same batch still goes out.
 */
export async function* decodeEvents(
  batches: AsyncIterable<EventBatch>,
  provider: Provider,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  for await (const batch of batches) {
    const decoded: ChunkEvent[] = [];
    try {
      for (const event of batch) decoded.push(decodeEvent(event, provider));
    } catch (error) {
      if (decoded.length > 0) yield decoded;
      throw error;
    }
    yield decoded;
  }
}

function decodeEvent(event: SseEvent, provider: Provider): ChunkEvent {
  if (event.data === null || event.data.trim() === '') return { kind: 'other', bytes: event.bytes };
  if (event.data.trim() === '[DONE]') return { kind: 'done', bytes: event.bytes };
  const data = provider.redact(event.data);
  const json = parseJson(data)?.value;
  const failure = findSentError(provider, json);
  if (failure) throw failure;
  if (!isObject(json)) {
    throw new ProviderError(
      'provider_invalid_response',
      `The provider "${provider.slug}" sent a chunk that is not JSON.`,
    );
  }
  return { kind: 'chunk', json, bytes: data === event.data ? event.bytes : Buffer.from(`data: ${data}\n\n`) };
}
