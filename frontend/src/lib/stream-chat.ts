import { projectHeader, requestIdHeader } from '../../../shared/contract/common.ts';
import type { ChatCompletionRequest } from '../../../shared/contract/gateway.ts';
import { ChatError, readOpenAiError } from './chat-error.ts';
import { decodeEvents, type ServerSentEvent } from './decode-events.ts';
import { type ChatDelta, readChatChunk } from './read-chat-chunk.ts';

export const traceIdHeader = 'x-signalbox-trace-id';

export type ChatEvent = { type: 'started'; traceId: string | null; requestId: string | null } | ChatDelta;

export interface StreamChatOptions {
  baseUrl: string;
  credentials: () => Promise<{ token: string | null; projectId: string | null }>;
  request: Omit<ChatCompletionRequest, 'stream' | 'stream_options'>;
  signal: AbortSignal;
  fetch?: typeof fetch;
}

/**
 * Calls a chat model through the gateway and yields what arrives. Every failure is a `ChatError`, except an abort by
 * `signal`, which throws the signal's own reason.
 */
export async function* streamChat(options: StreamChatOptions): AsyncGenerator<ChatEvent, void, undefined> {
  const response = await send(options);
  const ids = { traceId: response.headers.get(traceIdHeader), requestId: response.headers.get(requestIdHeader) };
  if (!response.ok || response.body === null) throw await refusal(response, ids);
  yield { type: 'started', ...ids };
  let isDone = false;
  for await (const event of readAll(response.body, options.signal, ids)) {
    if (event.data === '[DONE]') isDone = true;
    else yield* readChatChunk(parseChunk(event.data, ids), ids);
  }
  if (!isDone) {
    throw new ChatError('The stream broke off before the answer was complete.', { code: 'stream_incomplete', ...ids });
  }
}

async function send({ baseUrl, credentials, request, signal, ...options }: StreamChatOptions): Promise<Response> {
  const { token, projectId } = await credentials();
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'text/event-stream' };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (projectId !== null) headers[projectHeader] = projectId;
  const body = JSON.stringify({ ...request, stream: true, stream_options: { include_usage: true } });
  try {
    return await (options.fetch ?? fetch)(`${baseUrl}/v1/chat/completions`, { method: 'POST', headers, body, signal });
  } catch (error) {
    throw connectionError(error, signal, {});
  }
}

type Ids = { traceId?: string | null; requestId?: string | null };

async function refusal(response: Response, ids: Ids): Promise<ChatError> {
  const text = await response.text().catch(() => '');
  const error = readOpenAiError(parseJson(text));
  return new ChatError(error?.message ?? `The server answered ${response.status} without an explanation.`, {
    status: response.status,
    code: error?.code ?? `http_${response.status}`,
    ...ids,
  });
}

/** With a reader rather than `for await` over the stream, which Safari learned late. */
async function* readAll(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  ids: Ids,
): AsyncGenerator<ServerSentEvent> {
  const reader = decodeEvents(body).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw connectionError(error, signal, ids);
  } finally {
    // Frees the connection when the consumer stops early; the stream may have failed already.
    await reader.cancel().catch(() => undefined);
  }
}

function connectionError(error: unknown, signal: AbortSignal, ids: Ids): unknown {
  if (signal.aborted) return signal.reason;
  return new ChatError('The connection to Signalbox broke. Check the network and try again.', {
    code: 'connection_failed',
    ...ids,
    ...(error instanceof Error ? { cause: error } : {}),
  });
}

function parseChunk(data: string, ids: Ids): unknown {
  const chunk = parseJson(data);
  if (chunk === undefined) {
    throw new ChatError('The provider sent a chunk that is not JSON.', { code: 'malformed_chunk', ...ids });
  }
  return chunk;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
