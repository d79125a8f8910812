import type { JsonObject } from '../../json/json-object.ts';
import { createStreamState, endStream, type StreamState, translateEvent } from '../anthropic/translate-event.ts';
import { ProviderError } from '../provider-error.ts';
import type { ChunkHead } from '../translation/chat-chunk.ts';
import { openAiErrorEvent } from '../translation/openai-error.ts';
import { parseObject } from '../translation/parse-object.ts';
import { doneBytes, sseBatch } from '../translation/sse-bytes.ts';
import { statusOfException } from './converse-error.ts';
import { decodeEventStream, type EventStreamMessage } from './decode-event-stream.ts';
import { type ConverseStreamState, fromConverseEvent } from './from-converse-event.ts';

interface StreamStates {
  chat: StreamState;
  converse: ConverseStreamState;
}

/** ConverseStream's events as OpenAI's chunks, in bytes. Bedrock tells usage at the end only. */
export async function* translateConverseStream(
  body: AsyncIterable<Uint8Array>,
  head: ChunkHead,
): AsyncGenerator<Uint8Array> {
  const states = { chat: createStreamState(head), converse: { openBlock: null } };
  for await (const messages of decodeEventStream(body)) {
    yield* sseBatch(chunksOf(states, messages));
    if (states.chat.hasFailed) return;
  }
  if (!states.chat.hasFinished) {
    throw new ProviderError('provider_stream_cut', 'The provider closed the stream before the answer was complete.');
  }
  yield* sseBatch(endStream(states.chat));
  yield doneBytes();
}

function* chunksOf({ chat, converse }: StreamStates, messages: readonly EventStreamMessage[]): Generator<JsonObject> {
  for (const message of messages) {
    const failure = readFailure(message);
    if (failure) {
      chat.hasFailed = true;
      yield failure;
      return;
    }
    // Not before the first event: it decides the status of the call.
    if (!chat.hasStarted) yield* translateEvent(chat, { type: 'message_start', message: {} });
    for (const event of eventsOf(converse, message)) yield* translateEvent(chat, event);
  }
}

function eventsOf(state: ConverseStreamState, { headers, payload }: EventStreamMessage): JsonObject[] {
  const event = parseObject(payload.toString('utf8'));
  if (event) return fromConverseEvent(state, headers[':event-type'] ?? '', event);
  throw new ProviderError('provider_invalid_response', 'Bedrock sent an event that is not JSON.');
}

/** An exception is modelled by the service, an error is not; both end the stream. */
function readFailure({ headers, payload }: EventStreamMessage): JsonObject | null {
  const kind = headers[':message-type'];
  if (kind !== 'exception' && kind !== 'error') return null;
  const type = headers[':exception-type'] ?? headers[':error-code'] ?? 'error';
  const said = parseObject(payload.toString('utf8'))?.['message'] ?? headers[':error-message'];
  const message = typeof said === 'string' ? said : 'no reason given';
  return openAiErrorEvent({ message, type }, statusOfException(type));
}
