import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { FittedContext, Overflow } from './fit-context.ts';
import { droppedWarning, leaveOut, withoutDropped } from './leave-out.ts';
import { droppableParts, splitConversation } from './split-conversation.ts';

/** Leaves out the oldest turns. */
export function dropOldest(request: Readonly<JsonObject>, overflow: Overflow): FittedContext {
  const leftOut = leaveOut(overflow, droppableParts(splitConversation(overflow.messages)));
  return {
    request: { ...request, messages: withoutDropped(overflow.messages, leftOut.dropped, null) },
    warnings: [droppedWarning(overflow, leftOut, 'left out, the oldest first,')],
    estimatedTokens: leftOut.remaining,
    action: { kind: 'dropped', messages: leftOut.dropped.size },
  };
}
