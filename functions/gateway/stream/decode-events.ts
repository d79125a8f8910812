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

export interface DecodedBatch {
  events: EventBatch<ChunkEvent>;
  /** Why the event after these is none; null if all were understood. */
  failure: Error | null;
}

/**
 * Understands each event up to the end mark: a provider's error and broken JSON must not reach a client as if they were
 * chunks. What came before the bad event in the same batch still goes out.
 */
export function decodeEvents(batch: EventBatch, provider: Provider): DecodedBatch {
  const events: ChunkEvent[] = [];
  for (const event of batch) {
    const decoded = decodeEvent(event, provider);
    if (decoded instanceof Error) return { events, failure: decoded };
    events.push(decoded);
    if (decoded.kind === 'done') break;
  }
  return { events, failure: null };
}

function decodeEvent({ data: sent, bytes }: SseEvent, provider: Provider): ChunkEvent | Error {
  const trimmed = sent?.trim() ?? '';
  if (sent === null || trimmed === '') return { kind: 'other', bytes };
  if (trimmed === '[DONE]') return { kind: 'done', bytes };
  const data = provider.redact(sent);
  const json = parseJson(data)?.value;
  const failure = findSentError(provider, json);
  if (failure) return failure;
  if (!isObject(json)) {
    return new ProviderError(
      'provider_invalid_response',
      `The provider "${provider.slug}" sent a chunk that is not JSON.`,
    );
  }
  return { kind: 'chunk', json, bytes: data === sent ? bytes : Buffer.from(`data: ${data}\n\n`) };
}
