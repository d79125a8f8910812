import { ChatError, readOpenAiError } from './chat-error.ts';

/** Token counts in OpenAI's words, as far as the provider sent them. */
export interface ReportedChatUsage {
  prompt_tokens?: number;
  completion_tokens?: number;
  total_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number; audio_tokens?: number; image_tokens?: number } | null;
  completion_tokens_details?: { reasoning_tokens?: number; audio_tokens?: number; image_tokens?: number } | null;
}

export type ChatDelta =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'toolCall'; index: number; id: string | null; name: string | null; arguments: string }
  | { type: 'finished'; reason: string }
  | { type: 'usage'; usage: ReportedChatUsage };

interface Chunk {
  choices?: { delta?: Delta | null; finish_reason?: string | null }[] | null;
  usage?: ReportedChatUsage | null;
}

interface Delta {
  content?: string | null;
  refusal?: string | null;
  /** DeepSeek, vLLM and OpenRouter stream the reasoning under one of these two names. */
  reasoning_content?: string | null;
  reasoning?: string | null;
  tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string } }[] | null;
}

/** What one chunk of a streamed completion says. Throws a `ChatError` if the chunk is an error object. */
export function readChatChunk(
  value: unknown,
  ids: { traceId?: string | null; requestId?: string | null },
): ChatDelta[] {
  const error = readOpenAiError(value);
  if (error) throw new ChatError(error.message, { code: error.code, ...ids });
  const chunk = (value ?? {}) as Chunk;
  const choice = chunk.choices?.[0];
  const deltas = choice?.delta ? readDelta(choice.delta) : [];
  if (choice?.finish_reason) deltas.push({ type: 'finished', reason: choice.finish_reason });
  if (chunk.usage) deltas.push({ type: 'usage', usage: chunk.usage });
  return deltas;
}

function readDelta(delta: Delta): ChatDelta[] {
  const deltas: ChatDelta[] = [];
  const reasoning = delta.reasoning_content || delta.reasoning;
  const text = delta.content || delta.refusal;
  if (reasoning) deltas.push({ type: 'reasoning', text: reasoning });
  if (text) deltas.push({ type: 'text', text });
  for (const call of delta.tool_calls ?? []) {
    deltas.push({
      type: 'toolCall',
      index: call.index ?? 0,
      id: call.id ?? null,
      name: call.function?.name ?? null,
      arguments: call.function?.arguments ?? '',
    });
  }
  return deltas;
}
