import type { CallWarning } from '../../../shared/contract/call-decision.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { ContextExceededError } from './context-exceeded-error.ts';
import type { Overflow } from './fit-context.ts';
import { formatTokens } from './format-tokens.ts';
import type { MessageUnit } from './split-conversation.ts';

export interface LeftOut {
  /** Positions of what goes. */
  dropped: ReadonlySet<number>;
  /** Estimated tokens of what stays, everything included. */
  remaining: number;
}

/** Leaves out parts in order until the rest fits beside `reserved` tokens. Throws if leaving out all is not enough. */
export function leaveOut(overflow: Overflow, parts: readonly (readonly MessageUnit[])[], reserved = 0): LeftOut {
  const { tokens, frameTokens, room } = overflow;
  const dropped = new Set<number>();
  let remaining = tokens.reduce((sum, each) => sum + each, frameTokens + reserved);
  for (const part of parts) {
    if (remaining <= room) break;
    for (const index of part.flatMap(({ indexes }) => indexes)) {
      dropped.add(index);
      remaining -= tokens[index] ?? 0;
    }
  }
  if (remaining > room) throw new ContextExceededError({ ...overflow, neededTokens: remaining });
  return { dropped, remaining };
}

/** The messages that stay, with a note where the first of those that went had been. */
export function withoutDropped(
  messages: readonly JsonObject[],
  dropped: ReadonlySet<number>,
  note: JsonObject | null,
): JsonObject[] {
  const first = Math.min(...dropped);
  return messages.flatMap((message, index) => [
    ...(index === first && note !== null ? [note] : []),
    ...(dropped.has(index) ? [] : [message]),
  ]);
}

/** Counts what went. */
export function droppedWarning(overflow: Overflow, { dropped }: LeftOut, what: string): CallWarning {
  const { messages, tokens, contextWindow } = overflow;
  const sum = [...dropped].reduce((total, index) => total + (tokens[index] ?? 0), 0);
  return {
    code: 'context_trimmed',
    field: 'messages',
    message:
      `${dropped.size} of ${messages.length} messages (about ${formatTokens(sum)} tokens) were ${what} ` +
      `to fit into the context window of ${formatTokens(contextWindow)} tokens.`,
  };
}
