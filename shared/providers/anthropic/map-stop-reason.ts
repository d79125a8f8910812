import type { ChunkEnd } from '../translation/chat-chunk.ts';

const finishReasons: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
  // Bedrock has these besides.
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
};

/** The end of an answer in OpenAI's words; a reason that is not known yet counts as a plain stop. */
export function mapStopReason(reason: string, stopSequence: string | null): ChunkEnd {
  return {
    finish_reason: finishReasons[reason] ?? 'stop',
    native_finish_reason: reason,
    ...(stopSequence === null ? {} : { matched_stop: stopSequence }),
  };
}
