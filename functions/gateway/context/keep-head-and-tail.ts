import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { FittedContext, Overflow } from './fit-context.ts';
import { droppedWarning, leaveOut, withoutDropped } from './leave-out.ts';
import { type MessageUnit, splitConversation } from './split-conversation.ts';

/** The note says a number; this is more than any of its texts has. */
const noteTokens = 40;

/** Keeps the first messages, as many of the last as fit, and says between them how many are missing. */
export function keepHeadAndTail(
  request: Readonly<JsonObject>,
  overflow: Overflow,
  headMessages: number,
): FittedContext {
  const spoken = splitConversation(overflow.messages).filter(({ isInstruction }) => !isInstruction);
  const middle = spoken.slice(headUnits(spoken, headMessages), -1);
  const leftOut = leaveOut(
    overflow,
    middle.map((unit) => [unit]),
    noteTokens,
  );
  const note = {
    role: 'system',
    content: `[${leftOut.dropped.size} messages of this conversation are left out here, because they do not fit.]`,
  };
  return {
    request: { ...request, messages: withoutDropped(overflow.messages, leftOut.dropped, note) },
    warnings: [droppedWarning(overflow, leftOut, 'left out of the middle')],
    estimatedTokens: leftOut.remaining,
    action: { kind: 'dropped', messages: leftOut.dropped.size },
  };
}

/** How many units hold the first messages; a call of tools stays with its results, even if that makes a few more. */
function headUnits(spoken: readonly MessageUnit[], headMessages: number): number {
  let messages = 0;
  const end = spoken.findIndex(({ indexes }) => {
    messages += indexes.length;
    return messages >= headMessages;
  });
  return end === -1 ? spoken.length : end + 1;
}
