import type { CallWarning } from '../../../shared/contract/call-decision.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { estimateMessageTokens } from './estimate-request-tokens.ts';
import { estimateTextTokens } from './estimate-text-tokens.ts';
import type { FitContextInput, FittedContext, Overflow } from './fit-context.ts';
import { droppedWarning, leaveOut, withoutDropped } from './leave-out.ts';
import { maxSummaryTokens } from './max-summary-tokens.ts';
import { droppableParts, splitConversation } from './split-conversation.ts';

const summaryShare = 0.1;
/** Of the words around the summary. */
const noteTokens = 30;

type Summarise = NonNullable<FitContextInput['summarise']>;

/** Puts one note with a summary in the place of the oldest turns. */
export async function summariseOldest(
  request: Readonly<JsonObject>,
  overflow: Overflow,
  summarise: Summarise,
): Promise<FittedContext> {
  const { messages, room } = overflow;
  const summaryTokens = Math.max(1, Math.min(maxSummaryTokens, Math.floor(room * summaryShare)));
  const reserved = summaryTokens + noteTokens;
  const leftOut = leaveOut(overflow, droppableParts(splitConversation(messages)), reserved);
  const dropped = messages.filter((_, index) => leftOut.dropped.has(index));
  const { text, warnings } = cutTo(await summarise(dropped, summaryTokens), summaryTokens);
  const content = `Summary of ${dropped.length} earlier messages of this conversation:\n${text}`;
  const note = { role: 'system', content };
  return {
    request: { ...request, messages: withoutDropped(messages, leftOut.dropped, note) },
    warnings: [droppedWarning(overflow, leftOut, 'replaced by a summary'), ...warnings],
    estimatedTokens: leftOut.remaining - reserved + estimateMessageTokens(note),
    action: { kind: 'summarised', messages: leftOut.dropped.size },
  };
}

/** A model may write more than it was asked to; what does not fit is cut off, and that is said. */
function cutTo(text: string, maxTokens: number): { text: string; warnings: CallWarning[] } {
  let kept = text;
  while (estimateTextTokens(kept) > maxTokens) kept = kept.slice(0, Math.floor(kept.length * 0.9));
  if (kept === text) return { text, warnings: [] };
  const message = `The summary had ${text.length} characters; the first ${kept.length} are used.`;
  return { text: kept, warnings: [{ code: 'summary_cut', field: 'messages', message }] };
}
