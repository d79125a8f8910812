import * as z from 'zod';

/** An item in OpenAI's wire form; `id` is ours. */
export type ConversationItem = Record<string, unknown> & { id: string; type: string };

export const conversationHeadSchema = z.object({
  conversationId: z.string(),
  createdAt: z.int(),
  metadata: z.record(z.string(), z.string()),
  /** Grows with every change. */
  version: z.int(),
  /** Of the next item. */
  nextSequence: z.int(),
  itemCount: z.int(),
  storedBytes: z.int(),
  /** Epoch seconds. DynamoDB deletes what has expired within days, so readers check. */
  ttl: z.int(),
  /** Being deleted: nobody sees it any more, but not everything of it is gone yet. */
  isDeleted: z.boolean().optional(),
});
export type ConversationHead = z.output<typeof conversationHeadSchema>;

/** A transaction holds 100 items; the head and the note of the turn take two. */
export const maxItemsPerTurn = 90;
/** Everything of a conversation is read for each of its calls. */
export const maxConversationItems = 2_000;
export const maxConversationBytes = 8 * 1024 * 1024;

/** `msg_0000000042c0ffee…`: the sequence finds the item, the rest tells it from another at the same place. */
export function itemIdOf(prefix: string, sequence: number, unique: string): string {
  return `${prefix}_${String(sequence).padStart(10, '0')}${unique.replaceAll('-', '').slice(-16)}`;
}

/** Null if it is no id of ours. */
export function sequenceOfItemId(itemId: string): number | null {
  const digits = /^[a-z]+_(\d{10})[0-9a-f]{16}$/.exec(itemId)?.[1];
  return digits === undefined ? null : Number(digits);
}
