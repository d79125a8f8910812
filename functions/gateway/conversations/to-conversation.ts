import type { Conversation, ConversationItemList } from '../../../shared/contract/conversations.ts';
import type { ListedConversation } from '../../../shared/storage/conversation-heads.ts';
import type { ConversationItem } from '../../../shared/storage/conversation-record.ts';

export function toConversation({ conversationId, createdAt, ttl, metadata }: ListedConversation): Conversation {
  return {
    id: conversationId,
    object: 'conversation',
    created_at: Math.floor(createdAt / 1000),
    expires_at: ttl,
    metadata,
  };
}

export function toItemList(items: readonly ConversationItem[], hasMore: boolean): ConversationItemList {
  return {
    object: 'list',
    data: [...items],
    first_id: items[0]?.id ?? null,
    last_id: items.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}
