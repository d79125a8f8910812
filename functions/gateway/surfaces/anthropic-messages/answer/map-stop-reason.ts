import type { AnswerEnd } from '../../translation/answer-end.ts';

const reasons: Readonly<Record<string, string>> = {
  length: 'max_tokens',
  tool_calls: 'tool_use',
  function_call: 'tool_use',
  content_filter: 'refusal',
};
/** Anthropic's own words that the chat dialect has none for. */
const kept: ReadonlySet<string | null> = new Set(['pause_turn', 'model_context_window_exceeded']);

/** Some providers say "stop" where they call tools. */
export function mapStopReason(end: AnswerEnd, hasToolUse: boolean): string {
  const { finishReason, nativeFinishReason, matchedStop } = end;
  if (nativeFinishReason !== null && kept.has(nativeFinishReason)) return nativeFinishReason;
  const known = finishReason !== null && Object.hasOwn(reasons, finishReason) ? reasons[finishReason] : undefined;
  if (known !== undefined) return known;
  if (hasToolUse) return 'tool_use';
  return matchedStop === null ? 'end_turn' : 'stop_sequence';
}
